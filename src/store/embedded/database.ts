import { chmod, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import type { Backend } from '../backend.ts';
import { StoreError, storeError } from '../errors.ts';
import { MIGRATIONS } from '../migrate.ts';
import { hasCode } from './file-errors.ts';
import { clearLockRemains, takeProcessLock } from './process-lock.ts';

/**
 * A smaller cache of pages than PGlite's own: one circle's tables fit many times, and the 128 MB of the default nearly
 * double the memory of the whole server (measured: 156 MB after opening instead of 287 MB).
 */
const SMALL_CACHE = ['-c', 'shared_buffers=16MB'];

/** A finished piece of the write-ahead log is deleted, not kept under a new name with the old seals in it. */
const LOG_NOT_REUSED = ['-c', 'wal_recycle=off'];

const START_PARAMETERS = [...PGlite.defaultStartParams, ...SMALL_CACHE, ...LOG_NOT_REUSED];

/** Where secrets are deleted from. */
const SECRET_TABLES = ['roundtable.seals', 'roundtable.pools', 'roundtable.seats'];

/** Where the database of a data folder is, or would be. */
export const databasePath = (folder: string): string => join(folder, 'database');

/**
 * Opens the database in `folder`/database, which is made where it is missing. The folder and
 * every file in it are for their owner only.
 *
 * A first start that is killed leaves a half-made sibling, never a half-made database: it is made beside and renamed.
 * What was committed survives the end of the process in any way. It may not survive a power cut: PGlite never tells the
 * disk to write (its file layer has no fsync), so backups matter more here than on a server.
 */
export async function openEmbedded(folder: string): Promise<Backend> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  const path = databasePath(folder);
  const lockPath = join(folder, 'database.lock');
  const lock = await takeProcessLock(lockPath);
  let pglite: PGlite | null = null;
  try {
    await clearLockRemains(lockPath);
    await removeHalfMade(folder);
    if (!(await exists(path))) await makeDatabase(folder, path);
    pglite = await open(path);
    await makeOwnerOnly(path);
    const opened = pglite;
    const database = drizzle({ client: opened });
    await migrate(database, MIGRATIONS).catch((error: unknown) => {
      throw storeError('migrate', error);
    });
    return {
      database,
      embedded: opened,
      // PGlite has one connection and holds back single statements while a transaction is open.
      run: (work) => database.transaction(work),
      tidy: () => tidy(opened),
      leads: async () => true,
      async close() {
        try {
          // A round that was cancelled just before would lie on in the files until somebody starts again.
          await tidy(opened);
        } finally {
          await opened.close();
          await lock.release();
        }
      },
    };
  } catch (error) {
    await pglite?.close();
    await lock.release();
    throw error;
  }
}

/**
 * Frees deleted rows, and leaves no byte of a deleted seal in any file. There are no background processes here: nobody
 * else would ever do either. One statement at a time, because VACUUM refuses to share a message with others.
 */
async function tidy(pglite: PGlite): Promise<void> {
  await pglite.exec('VACUUM');
  // A page that was vacuumed still holds the bytes of what was deleted, between its rows; a table written anew does not.
  for (const table of SECRET_TABLES) await pglite.exec(`VACUUM FULL ${table}`);
  // The checkpoint deletes the log up to the piece it begins in, so it has to begin in a new one.
  await pglite.exec('SELECT pg_switch_wal()');
  await pglite.exec('CHECKPOINT');
}

async function makeDatabase(folder: string, path: string): Promise<void> {
  const sibling = join(folder, 'database.half-made');
  await mkdir(sibling, { mode: 0o700 });
  const pglite = await open(sibling);
  await pglite.close();
  await rename(sibling, path);
}

/** PGlite lets everybody read and write the files that it makes a database of, and earlier versions of ours left it so. */
async function makeOwnerOnly(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isDirectory()) await chmod(path, 0o700);
    else if (entry.isFile()) await chmod(path, 0o600);
  }
}

async function removeHalfMade(folder: string): Promise<void> {
  const names = await readdir(folder);
  for (const name of names.filter((each) => each.startsWith('database.half-made'))) {
    await rm(join(folder, name), { recursive: true, force: true });
  }
}

async function open(path: string): Promise<PGlite> {
  try {
    return await PGlite.create({ dataDir: path, startParams: START_PARAMETERS });
  } catch {
    throw new StoreError(
      'unavailable',
      'open',
      `the embedded database in ${path} does not start. Is the disk full, or was it made by another version? If it is damaged, restore the folder from a backup`,
    );
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return false;
    throw error;
  }
}
