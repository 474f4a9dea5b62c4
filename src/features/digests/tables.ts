import { and, desc, eq, lt } from 'drizzle-orm';
import { jsonb, text, unique } from 'drizzle-orm/pg-core';
import type { CircleId } from '../../core/circle.ts';
import type { Kept } from '../../core/tables/kept.ts';
import { ofCircle } from '../../core/tables/schema/circles.ts';
import { instant, roundtable } from '../../store/columns.ts';
import { first } from '../../store/database.ts';
import { table } from '../../store/table.ts';
import type { Digest } from './rules/digest.ts';

export const digests = roundtable.table(
  'digests',
  {
    id: text().primaryKey(),
    circleId: ofCircle(),
    /** ISO week, `2026-W47`. */
    week: text().notNull(),
    publishedAt: instant('published_at').notNull(),
    digest: jsonb().$type<Digest>().notNull(),
  },
  (row) => [unique('digests_week').on(row.circleId, row.week)],
);

export const digestTable = table('digests', (database) => ({
  /** Returns false if this circle has a digest for that week: it is composed once. */
  async insert(row: DigestRow): Promise<boolean> {
    const rows = await database
      .insert(digests)
      .values(row)
      .onConflictDoNothing({ target: [digests.circleId, digests.week] })
      .returning({ id: digests.id });
    return rows.length === 1;
  },

  async find(circleId: CircleId, week: string): Promise<DigestRow | null> {
    const isIt = and(eq(digests.circleId, circleId), eq(digests.week, week));
    return first(await database.select().from(digests).where(isIt));
  },

  async findById(id: string): Promise<DigestRow | null> {
    return first(await database.select().from(digests).where(eq(digests.id, id)));
  },

  /** Puts a digest from which words were taken out in the place of the one that was published. */
  async save(id: string, digest: Digest): Promise<void> {
    await database.update(digests).set({ digest }).where(eq(digests.id, id));
  },

  /** Newest first. */
  async list(circleId: CircleId, limit: number): Promise<readonly DigestRow[]> {
    return database
      .select()
      .from(digests)
      .where(eq(digests.circleId, circleId))
      .orderBy(desc(digests.week))
      .limit(limit);
  },
}));

export type DigestRow = Readonly<typeof digests.$inferSelect>;

export const digestsKept: Kept = {
  members: [],
  async erasePast(database, { circleId, before }) {
    const isPast = and(eq(digests.circleId, circleId), lt(digests.publishedAt, before));
    await database.delete(digests).where(isPast);
  },
};
