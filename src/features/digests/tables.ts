import { and, desc, eq } from 'drizzle-orm';
import type { DigestTable } from '../../ports/tables/digests.ts';
import { type Database, first } from '../../store/database.ts';
import { digests } from './tables/schema/digests.ts';

export function digestTable(database: Database): DigestTable {
  return {
    async insert(row) {
      const rows = await database
        .insert(digests)
        .values(row)
        .onConflictDoNothing({ target: [digests.circleId, digests.week] })
        .returning({ id: digests.id });
      return rows.length === 1;
    },

    async find(circleId, week) {
      return first(
        await database
          .select()
          .from(digests)
          .where(and(eq(digests.circleId, circleId), eq(digests.week, week))),
      );
    },

    async findById(id) {
      return first(await database.select().from(digests).where(eq(digests.id, id)));
    },

    async save(id, digest) {
      await database.update(digests).set({ digest }).where(eq(digests.id, id));
    },

    async list(circleId, limit) {
      return database
        .select()
        .from(digests)
        .where(eq(digests.circleId, circleId))
        .orderBy(desc(digests.week))
        .limit(limit);
    },
  };
}
