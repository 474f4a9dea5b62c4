import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { failureTable } from '../../src/core/tables/failures.ts';
import {
  clearLockRemains,
  FolderInUseError,
  takeProcessLock,
} from '../../src/store/embedded/process-lock.ts';
import { openStore } from '../../src/store/store.ts';
import { temporaryFolder } from '../support/folders.ts';

const root = temporaryFolder('store-faults');
const writers = new Set<ChildProcess>();
afterEach(() => {
  for (const writer of writers) writer.kill('SIGKILL');
});
afterAll(() => root.remove());

const emptyFolder = () => mkdtempSync(join(root.path, 'data-'));

interface Told {
  /** How many commits it found when it opened the folder, by half; null: it did not get that far. */
  readonly found: readonly [number, number] | null;
  /** The last commit it acknowledged, or 0. */
  readonly kept: number;
  readonly errors: string;
}

/** Runs the writer on `folder` until `enough` says so, then kills it without a warning. */
async function runUntilKilled(folder: string, enough: (told: Told) => boolean): Promise<Told> {
  const writer = spawn(process.execPath, ['--import', 'tsx', 'test/faults/store-writer.ts', folder], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  writers.add(writer);
  let told: Told = { found: null, kept: 0, errors: '' };
  const look = () => {
    if (enough(told)) writer.kill('SIGKILL');
  };
  // What is looked for while the database is being made can only be seen in the folder.
  const watch = setInterval(look, 1);
  writer.stderr.on('data', (chunk) => {
    told = { ...told, errors: told.errors + chunk };
  });
  createInterface({ input: writer.stdout }).on('line', (line) => {
    const [word, ...numbers] = line.split(' ');
    const [first = 0, second = 0] = numbers.map(Number);
    told = word === 'found' ? { ...told, found: [first, second] } : { ...told, kept: first };
    look();
  });
  await new Promise((resolve) => writer.once('close', resolve));
  clearInterval(watch);
  writers.delete(writer);
  return told;
}

describe('the embedded store and kill -9', () => {
  it('loses nothing that was acknowledged, the first start included', async () => {
    const folder = emptyFolder();
    const has = (...path: string[]) => existsSync(join(folder, ...path));
    const stages: [string, () => boolean][] = [
      ['the lock is taken', () => has('database.lock')],
      ['the sibling is there', () => has('database.half-made')],
      ['files are copied', () => has('database.half-made', 'PG_VERSION')],
      ['the log is there', () => has('database.half-made', 'pg_wal', '000000010000000000000001')],
      ['the server has started in it', () => has('database.half-made', 'postmaster.pid')],
      ['it was renamed', () => has('database')],
    ];
    for (const [stage, reached] of stages) {
      const told = await runUntilKilled(folder, (soFar) => reached() || soFar.kept > 0);
      expect(told.errors, stage).toBe('');
      expect(reached(), stage).toBe(true);
    }
    let acknowledged = 0;
    for (const more of [0, 7, 48]) {
      const told = await runUntilKilled(
        folder,
        ({ found, kept }) => found !== null && kept >= found[0] + more,
      );
      expect(told.errors).toBe('');
      const [first, second] = told.found ?? [-1, -1];
      expect(first).toBe(second);
      expect(first).toBeGreaterThanOrEqual(acknowledged);
      acknowledged = Math.max(told.kept, first);
    }
    const store = await openStore({ kind: 'embedded', folder });
    const rows = await failureTable.recent(store, 1_000_000);
    const numbers = rows.filter((row) => row.job === 'second-half').map((row) => Number(row.subject));
    expect(numbers.length).toBeGreaterThanOrEqual(acknowledged);
    expect(new Set(numbers)).toEqual(
      new Set(Array.from({ length: numbers.length }, (_, index) => index + 1)),
    );
    await store.close();
    expect(await readdir(folder)).toEqual(['database']);
  });

  it('refuses a second process by naming the first, and opens once that one is killed', async () => {
    const folder = emptyFolder();
    let refusal: Promise<unknown> | null = null;
    let pid: number | undefined;
    await runUntilKilled(folder, ({ kept }) => {
      if (kept === 0 || refusal !== null) return false;
      pid = [...writers][0]?.pid;
      refusal = openStore({ kind: 'embedded', folder }).catch((error: unknown) => error);
      refusal.finally(() => [...writers][0]?.kill('SIGKILL'));
      return false;
    });
    expect(await refusal).toBeInstanceOf(FolderInUseError);
    expect(await refusal).toMatchObject({
      pid,
      message: expect.stringContaining(`process ${pid}, since 20`),
    });
    const store = await openStore({ kind: 'embedded', folder });
    expect(await failureTable.recent(store, 1)).toHaveLength(1);
    await store.close();
  });
});

describe('the process lock', () => {
  const holder = (changes: object) =>
    JSON.stringify({
      nonce: 'dead',
      pid: process.pid,
      began: '1',
      since: '2026-01-01T00:00:00.000Z',
      ...changes,
    });

  it('has one winner when many take over the lock of a process that is gone', async () => {
    for (let round = 0; round < 30; round++) {
      const path = join(emptyFolder(), 'lock');
      // Our own number, but begun at another time: a number that was used again.
      await writeFile(path, holder({}));
      const outcomes = await Promise.allSettled(Array.from({ length: 12 }, () => takeProcessLock(path)));
      const winners = outcomes.filter((outcome) => outcome.status === 'fulfilled');
      const losers = outcomes.filter((outcome) => outcome.status === 'rejected');
      expect(winners).toHaveLength(1);
      for (const loser of losers) expect(loser.reason).toBeInstanceOf(FolderInUseError);
      await winners[0]?.value.release();
      expect(await readdir(join(path, '..'))).toEqual([]);
    }
  });

  it('is taken over also where the one that took it over was killed half-way', async () => {
    const folder = emptyFolder();
    const path = join(folder, 'lock');
    await writeFile(path, holder({ nonce: 'first' }));
    await writeFile(`${path}.first`, holder({ nonce: 'second' }));
    await writeFile(`${path}.draft-x`, '');
    const lock = await takeProcessLock(path);
    await clearLockRemains(path);
    expect(await readdir(folder)).toEqual(['lock']);
    await expect(takeProcessLock(path)).rejects.toThrow(FolderInUseError);
    await lock.release();
    await lock.release();
    expect(await readdir(folder)).toEqual([]);
  });

  it('is not taken from a process that lives, and an unreadable one is left for a person to judge', async () => {
    const path = join(emptyFolder(), 'lock');
    await writeFile(path, holder({ pid: 1, began: null }));
    await expect(takeProcessLock(path)).rejects.toMatchObject({ pid: 1 });
    await writeFile(path, '');
    await expect(takeProcessLock(path)).rejects.toThrow('delete the file');
  });
});
