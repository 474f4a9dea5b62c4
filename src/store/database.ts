import { and, asc, lte, type SQL, sql } from 'drizzle-orm';
import type { PgColumn, PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import type { Instant } from '../core/instant.ts';

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

/** Ids of rows whose moment `at` has come, soonest first. `which`: a literal, so that every plan sees which partial index fits. */
export async function idsDue(
  database: Database,
  id: PgColumn,
  at: PgColumn,
  now: Instant,
  which?: SQL,
): Promise<readonly string[]> {
  const rows = await database
    .select({ id: sql<string>`${id}` })
    .from(sql`${id.table}`)
    .where(and(which, lte(at, now)))
    .orderBy(asc(at), asc(id));
  return rows.map((row) => row.id);
}

/** The only row of a result, or null. */
export function first<T>(rows: readonly T[]): T | null {
  return rows[0] ?? null;
}
