import type { JobBackend } from './backend.ts';
import { embeddedBackend } from './embedded.ts';
import type { EmbeddedDatabase } from './pglite-pool.ts';
import { postgresBackend } from './postgres.ts';
import { redisBackend } from './redis.ts';

export interface BackendChoice {
  readonly redisUrl?: string | undefined;
  readonly databaseUrl?: string | undefined;
  readonly embedded?: EmbeddedDatabase | undefined;
}

/** Redis where there is one, else the PostgreSQL server of the store, else the store's embedded database. */
export function chooseBackend({ redisUrl, databaseUrl, embedded }: BackendChoice): JobBackend {
  if (redisUrl !== undefined) return redisBackend(redisUrl);
  if (databaseUrl !== undefined) return postgresBackend(databaseUrl);
  if (embedded !== undefined) return embeddedBackend(embedded);
  throw new Error('Jobs need a Redis address, a PostgreSQL address or the embedded database.');
}
