import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';

/** What tables speak to: a pool, one connection, or the embedded database; inside a transaction or not. */
export type Database = PgDatabase<PgQueryResultHKT, Record<string, never>>;

/** Makes something on first use. A prepared statement is built once for each connection, and only where it is used. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** The only row of a result, or null. */
export function first<T>(rows: readonly T[]): T | null {
  return rows[0] ?? null;
}
