import { inject } from 'vitest';

/** The URL of an empty numbered database on the Redis that all test files share. */
export const sharedRedis = (): Promise<string> => ask('/redis');

/** The URL of a new empty database on the PostgreSQL that all test files share. */
export const createDatabase = (): Promise<string> => ask('/postgres');

async function ask(path: string): Promise<string> {
  const response = await fetch(`${inject('serversUrl')}${path}`);
  const text = await response.text();
  if (!response.ok) throw new Error(`No server for this test: ${text}`);
  return text;
}
