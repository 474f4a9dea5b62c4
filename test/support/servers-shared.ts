import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { inject } from 'vitest';
import { type TemporaryFolder, temporaryFolder } from './folders.ts';

const run = promisify(execFile);

/** The URL of an empty numbered database on the Redis that all test files share. */
export const sharedRedis = (): Promise<string> => ask('/redis');

/** The URL of a new empty database on the PostgreSQL that all test files share. */
export const createDatabase = (): Promise<string> => ask('/postgres');

/** The same, migrated. */
export const createMigrated = (): Promise<string> => ask('/migrated');

/** A new empty folder for embedded databases. In memory it goes with the run at the latest. */
export const embeddedFolder = (purpose: string): TemporaryFolder =>
  temporaryFolder(purpose, inject('embeddedParent'));

/** Puts a new embedded database, migrated, into a data folder that has none. Node's own copying takes ten times as long. */
export async function copyEmbedded(dataDir: string): Promise<void> {
  await run('cp', ['-R', await ask('/embedded'), dataDir]);
}

async function ask(path: string): Promise<string> {
  const response = await fetch(`${inject('serversUrl')}${path}`);
  const text = await response.text();
  if (!response.ok) throw new Error(`No server for this test: ${text}`);
  return text;
}
