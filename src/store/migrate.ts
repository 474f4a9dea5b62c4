import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { desc, sql } from 'drizzle-orm';
import { bigint, text } from 'drizzle-orm/pg-core';
import { z } from 'zod';
import { roundtable } from './columns.ts';
import { type Database, first } from './database.ts';
import { storeError } from './errors.ts';

const folder = fileURLToPath(new URL('./migrations', import.meta.url));

/** For Drizzle's migrator: where the migrations are, and where it remembers them. */
export const MIGRATIONS = {
  migrationsFolder: folder,
  migrationsSchema: 'roundtable',
  migrationsTable: 'migrations',
} as const;

const journalSchema = z.object({
  entries: z.array(z.object({ tag: z.string(), when: z.number() })),
});

/** The table that Drizzle's migrator keeps: https://orm.drizzle.team/docs/kit-custom-migrations */
const applied = roundtable.table(MIGRATIONS.migrationsTable, {
  hash: text().notNull(),
  createdAt: bigint('created_at', { mode: 'number' }),
});

/** Names of the migrations that this database has not seen, oldest first; all of them for an empty database. */
export async function pendingMigrations(database: Database): Promise<readonly string[]> {
  const journal = journalSchema.parse(JSON.parse(await readFile(`${folder}/meta/_journal.json`, 'utf8')));
  const last = await lastApplied(database);
  return journal.entries.filter((entry) => entry.when > last).map((entry) => entry.tag);
}

async function lastApplied(database: Database): Promise<number> {
  try {
    const name = `${MIGRATIONS.migrationsSchema}.${MIGRATIONS.migrationsTable}`;
    const known = await database
      .select({ found: sql<boolean>`to_regclass(${name}) is not null` })
      .from(sql`(values (1)) as one`);
    if (first(known)?.found !== true) return 0;
    const row = first(
      await database
        .select({ when: applied.createdAt })
        .from(applied)
        .orderBy(desc(applied.createdAt))
        .limit(1),
    );
    return row?.when ?? 0;
  } catch (error) {
    throw storeError('migrations.pending', error);
  }
}
