import { cp } from 'node:fs/promises';
import { inject } from 'vitest';

/** The URL of an empty numbered database on the Redis that all test files share. */
export const sharedRedis = (): Promise<string> => ask('/redis');

/** The URL of a new empty database on the PostgreSQL that all test files share. */
export const createDatabase = (): Promise<string> => ask('/postgres');

/** Puts a new embedded database, migrated, into a data folder that has none. */
export async function copyEmbedded(dataDir: string): Promise<void> {
  await cp(await ask('/embedded'), dataDir, { recursive: true });
}

async function ask(path: string): Promise<string> {
  const response = await fetch(`${inject('serversUrl')}${path}`);
  const text = await response.text();
  if (!response.ok) throw new Error(`No server for this test: ${text}`);
  return text;
}
