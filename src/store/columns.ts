import { type SQL, sql } from 'drizzle-orm';
import { type AnyPgColumn, customType, pgSchema } from 'drizzle-orm/pg-core';
import type { Instant } from '../core/instant.ts';

/** Everything of ours lives here, so that a shared database keeps its `public` schema to itself. */
export const roundtable = pgSchema('roundtable');

/** A moment: `timestamptz` in the database, whole milliseconds since 1970 in the program. */
export const instant = customType<{ data: Instant; driverData: string }>({
  dataType: () => 'timestamp (3) with time zone',
  toDriver: (moment) => new Date(moment).toISOString(),
  fromDriver: (text) => new Date(text).getTime(),
});

/** `bytea`. Always a plain Uint8Array: `pg` hands out Buffers, PGlite does not. */
export const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => 'bytea',
  toDriver: (value) => value,
  fromDriver: (value) => new Uint8Array(value),
});

/** A CHECK that a text column holds one of these words. */
export function oneOf(column: AnyPgColumn, words: readonly string[]): SQL {
  return sql`${column} in (${sql.raw(words.map((word) => `'${word}'`).join(', '))})`;
}
