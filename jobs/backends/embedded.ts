import { createPostgresBackend, DEFAULT_SCHEMA, type PgQueryable, runMigrations } from 'bullmq';
import type { JobBackend } from './backend.ts';
import { type EmbeddedDatabase, type EmbeddedQueries, pgliteAsPool, runOn } from './pglite-pool.ts';

/**
 * Jobs in the embedded database of the store, on the connection it has: a second PGlite would cost its own WASM memory.
 *
 * Their tables live in the schema `bullmq`, because BullMQ lets only connections it opened itself choose another one.
 */
export function embeddedBackend(database: EmbeddedDatabase): JobBackend {
  let prepared: Promise<void> | undefined;
  return {
    kind: 'embedded',
    prepare() {
      prepared ??= prepareTables(database);
      return prepared;
    },
    open: (name, options, roles) =>
      createPostgresBackend(name, { ...options, connection: pgliteAsPool(database) }, roles),
  };
}

async function prepareTables(database: EmbeddedDatabase): Promise<void> {
  await database.transaction(async (transaction) => {
    await runMigrations(withinTransaction(transaction), DEFAULT_SCHEMA);
  });
  await forgetJobs(database);
  // BullMQ leaves its tables unqualified and relies on the search path, which the store's queries share. Last in the
  // path they are found, and a name that the store leaves unqualified still means what it meant before.
  await database.query(
    `SELECT set_config('search_path', current_setting('search_path') || ', ${DEFAULT_SCHEMA}', false)`,
  );
}

/**
 * One process holds the folder, so a job from before is one that nobody runs any more: left as "running" it would keep
 * its id taken until BullMQ calls it stalled. What it stood for is still due in the store's rows.
 *
 * Deleted and vacuumed, because PGlite has no autovacuum, and TRUNCATE, which makes every file anew, took 30 MB more.
 */
async function forgetJobs(database: EmbeddedDatabase): Promise<void> {
  const tables = ['job', 'event', 'meta'].map((table) => `${DEFAULT_SCHEMA}.${table}`);
  await database.exec(tables.map((table) => `DELETE FROM ${table}`).join(';'));
  await database.exec(`VACUUM ${tables.join(', ')}`);
}

/** The migrations bracket themselves with BEGIN and COMMIT; here {@link EmbeddedDatabase.transaction} does that. */
function withinTransaction(transaction: EmbeddedQueries): PgQueryable {
  const run = runOn(transaction);
  return {
    query: async <R>(text: string, values?: readonly unknown[]) =>
      BRACKETS.has(text) ? { rows: [] } : run<R>(text, values),
  };
}

const BRACKETS = new Set(['BEGIN', 'COMMIT', 'ROLLBACK']);
