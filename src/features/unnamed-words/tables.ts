import { and, asc, eq, inArray, isNull } from 'drizzle-orm';
import type { UnnamedWordsTable } from '../../ports/tables/promises.ts';
import type { Database } from '../../store/database.ts';
import { unnamedWords } from './tables/schema/unnamed-words.ts';

export function unnamedWordsTable(database: Database): UnnamedWordsTable {
  return {
    async insert(said) {
      await database.insert(unnamedWords).values(said);
    },

    async unshown(circleId) {
      // By id, which is random: the order in which people wrote is nobody's to know.
      return database
        .select()
        .from(unnamedWords)
        .where(and(eq(unnamedWords.circleId, circleId), isNull(unnamedWords.shownIn)))
        .orderBy(asc(unnamedWords.id));
    },

    async all(circleId) {
      return database
        .select()
        .from(unnamedWords)
        .where(eq(unnamedWords.circleId, circleId))
        .orderBy(asc(unnamedWords.id));
    },

    async remove(ids) {
      if (ids.length > 0) await database.delete(unnamedWords).where(inArray(unnamedWords.id, [...ids]));
    },

    async markShown(ids, week) {
      if (ids.length === 0) return;
      await database
        .update(unnamedWords)
        .set({ shownIn: week })
        .where(and(inArray(unnamedWords.id, [...ids]), isNull(unnamedWords.shownIn)));
    },
  };
}
