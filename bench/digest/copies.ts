import type { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import type { OpenStore, StoreOptions } from '../../src/store/store.ts';

/** In every id, and in every name that must be unique, of the circle that is copied; each copy has its own in that place. */
export const MARK = '-c0c';

/** In the order of their foreign keys. Left out are the seals and seats of open rounds, and what no digest reads: events, and letters sent. */
const TABLES = [
  'organisations',
  'circles',
  'people',
  'members',
  'accounts',
  'absences',
  'pulses',
  'rounds',
  'ledger',
  'meeting_series',
  'meetings',
  'promises',
  'digests',
];

/**
 * Copies the circle in the database so many times, row by row within the database. What is in the rows was made by the
 * program itself; only their number is not.
 */
export async function copyAll(options: StoreOptions, store: OpenStore, copies: number): Promise<void> {
  const statements = [
    ...TABLES.map(
      (table) => `INSERT INTO roundtable.${table} OVERRIDING SYSTEM VALUE
        SELECT (jsonb_populate_record(NULL::roundtable.${table},
          replace(to_jsonb(original)::text, '${MARK}', '-c' || copy || 'c')::jsonb)).*
        FROM roundtable.${table} original, generate_series(1, ${copies}) copy`,
    ),
    // As autovacuum would have done long ago.
    'ANALYZE',
  ];
  if (store.embedded !== null) await runEmbedded(store.embedded, statements);
  else if (options.kind === 'postgres') await runOnServer(options.url, statements);
}

async function runEmbedded(database: PGlite, statements: readonly string[]): Promise<void> {
  for (const statement of statements) await database.exec(statement);
}

async function runOnServer(url: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}
