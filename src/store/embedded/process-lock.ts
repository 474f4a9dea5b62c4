import { randomUUID } from 'node:crypto';
import { link, readdir, readFile, rename, unlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { hasCode } from './file-errors.ts';

const holderSchema = z.object({
  /** Names this holding: no two locks ever have the same. */
  nonce: z.string(),
  pid: z.number().int().positive(),
  /** When the process began, in clock ticks since the machine did; null where the system does not tell. */
  began: z.string().nullable(),
  since: z.string(),
});

/** Who holds a lock. */
export type Holder = z.infer<typeof holderSchema>;

export interface ProcessLock {
  release(): Promise<void>;
}

/** Another process, still alive, holds the folder. */
export class FolderInUseError extends Error {
  override readonly name = 'FolderInUseError';
  readonly pid: number;
  readonly since: string;

  constructor(folder: string, holder: Holder) {
    const who = holder.pid === process.pid ? `this process (${holder.pid})` : `process ${holder.pid}`;
    super(
      `The folder ${folder} is in use by ${who}, since ${holder.since}. Only one process at a time can open it: stop that one first, or give this one another DATA_DIR.`,
    );
    this.pid = holder.pid;
    this.since = holder.since;
  }
}

/**
 * Takes the lock file at `path` for this process, or throws FolderInUseError. A lock left by a process that is gone is
 * taken over; of several that try at once, one wins.
 *
 * The file appears whole or not at all: it is written elsewhere and linked into place, and linking refuses an existing
 * name. Replacing a dead holder's lock is done under a second lock, named after the holding it replaces: without it, a
 * slow process could remove the lock of the one that was faster.
 *
 * Limit: it sees processes of one machine and one container. Two containers that share a folder do not see each other.
 */
export async function takeProcessLock(path: string): Promise<ProcessLock> {
  const mine: Holder = {
    nonce: randomUUID(),
    pid: process.pid,
    began: await beginningOf(process.pid),
    since: new Date().toISOString(),
  };
  const draft = `${path}.draft-${mine.nonce}`;
  await writeFile(draft, JSON.stringify(mine), { mode: 0o600, flag: 'wx' });
  try {
    while (!(await linked(draft, path))) {
      const holder = await holderOf(path);
      if (holder === null) continue;
      if (await isAlive(holder)) throw new FolderInUseError(dirname(path), holder);
      if (await takenOver(path, holder, draft)) break;
    }
  } finally {
    await removed(draft);
  }
  return {
    async release() {
      if ((await holderOf(path))?.nonce === mine.nonce) await removed(path);
    },
  };
}

/** Removes what processes that were killed while taking the lock have left. Only for who holds it. */
export async function clearLockRemains(path: string): Promise<void> {
  const folder = dirname(path);
  for (const name of await readdir(folder)) {
    if (name.startsWith(`${basename(path)}.`)) await removed(join(folder, name));
  }
}

async function takenOver(path: string, dead: Holder, draft: string): Promise<boolean> {
  const takeover = await takeProcessLock(`${path}.${dead.nonce}`).catch((error: unknown) => {
    if (error instanceof FolderInUseError) return null;
    throw error;
  });
  if (takeover === null) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    return false;
  }
  try {
    if ((await holderOf(path))?.nonce !== dead.nonce) return false;
    await rename(draft, path);
    return true;
  } finally {
    await takeover.release();
  }
}

async function linked(draft: string, path: string): Promise<boolean> {
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/** null: nobody, any more. */
async function holderOf(path: string): Promise<Holder | null> {
  try {
    return holderSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw new Error(
      `The lock file ${path} cannot be read. If no other Roundtable uses this folder, delete the file and start again.`,
    );
  }
}

async function removed(path: string): Promise<void> {
  await unlink(path).catch((error: unknown) => {
    if (!hasCode(error, 'ENOENT')) throw error;
  });
}

/** The process that wrote the lock, not another that was given the same number later. */
async function isAlive(holder: Holder): Promise<boolean> {
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    // EPERM: it is there, and belongs to somebody else.
    if (!hasCode(error, 'EPERM')) return false;
  }
  const began = await beginningOf(holder.pid);
  return began === null || holder.began === null || began === holder.began;
}

/** Field 22 of https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html; null where there is no such file. */
async function beginningOf(pid: number): Promise<string | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  if (stat === null) return null;
  // The second field is the program's name in brackets and may hold spaces: what follows it starts at field 3.
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
}
