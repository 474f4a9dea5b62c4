import { and, asc, eq, inArray, isNull, lt } from 'drizzle-orm';
import { index, text } from 'drizzle-orm/pg-core';
import type { CircleId } from '../../core/circle.ts';
import type { Kept } from '../../core/tables/kept.ts';
import { ofCircle } from '../../core/tables/schema/circles.ts';
import { roundtable } from '../../store/columns.ts';
import { table } from '../../store/table.ts';
import type { UnnamedWords } from './rules/words.ts';

/** No member, voice, platform, running number or time finer than the week: each would lead towards who wrote it. */
export const unnamedWords = roundtable.table(
  'unnamed_words',
  {
    id: text().primaryKey(),
    circleId: ofCircle(),
    week: text().$type<UnnamedWords['week']>().notNull(),
    words: text().notNull(),
    shownIn: text('shown_in').$type<UnnamedWords['shownIn']>(),
  },
  (said) => [index('unnamed_words_of_circle').on(said.circleId, said.id)],
);

/** What was said without a name. There is no way to ask who said it, because nobody is kept. */
export const unnamedWordsTable = table('unnamedWords', (database) => ({
  async insert(said: UnnamedWords): Promise<void> {
    await database.insert(unnamedWords).values(said);
  },

  /** What no digest has shown yet. For the digest alone: nothing else may show it. */
  async unshown(circleId: CircleId): Promise<readonly UnnamedWords[]> {
    // By id, which is random: the order in which people wrote is nobody's to know.
    return database
      .select()
      .from(unnamedWords)
      .where(and(eq(unnamedWords.circleId, circleId), isNull(unnamedWords.shownIn)))
      .orderBy(asc(unnamedWords.id));
  },

  /** Shown and unshown ones, by id. For stewards, and for taking some out. */
  async all(circleId: CircleId): Promise<readonly UnnamedWords[]> {
    return database
      .select()
      .from(unnamedWords)
      .where(eq(unnamedWords.circleId, circleId))
      .orderBy(asc(unnamedWords.id));
  },

  /** For good: the space is freed by `Store.tidy`. */
  async remove(ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await database.delete(unnamedWords).where(inArray(unnamedWords.id, [...ids]));
  },

  /** The first time counts. */
  async markShown(ids: readonly string[], week: string): Promise<void> {
    if (ids.length === 0) return;
    await database
      .update(unnamedWords)
      .set({ shownIn: week })
      .where(and(inArray(unnamedWords.id, [...ids]), isNull(unnamedWords.shownIn)));
  },
}));

export const unnamedWordsKept: Kept = {
  members: [],
  async erasePast(database, { circleId, week }) {
    await database
      .delete(unnamedWords)
      .where(and(eq(unnamedWords.circleId, circleId), lt(unnamedWords.shownIn, week)));
  },
};
