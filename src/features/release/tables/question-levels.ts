import { and, eq, inArray, sql } from 'drizzle-orm';
import { check, primaryKey, text } from 'drizzle-orm/pg-core';
import type { CircleId } from '../../../core/circle.ts';
import type { Instant } from '../../../core/instant.ts';
import { ofCircle } from '../../../core/tables/schema/circles.ts';
import { instant, oneOf, roundtable } from '../../../store/columns.ts';
import { table } from '../../../store/table.ts';
import type { Level } from '../rules/level.ts';

/** At which level a circle's question is shown, for good: set when it is first asked, or chosen with two keys. */
export const questionLevels = roundtable.table(
  'question_levels',
  {
    circleId: ofCircle(),
    /** Its kind, words and choices, hashed: the same question in whichever pulse it is asked. */
    question: text().notNull(),
    level: text().$type<Level>().notNull(),
    /** When the last of its rounds closed; null: none has. Kept here because a circle's past can be erased. */
    askedUntil: instant('asked_until'),
    /** Not to be asked before; null: asked at this level already, or free to be. */
    restsUntil: instant('rests_until'),
  },
  (row) => [
    primaryKey({ name: 'question_levels_key', columns: [row.circleId, row.question] }),
    check('question_levels_level', oneOf(row.level, ['together', 'by-voice'])),
  ],
);

export const questionLevelTable = table('questionLevels', (database) => ({
  /** Of those of these questions that have one. */
  async of(circleId: CircleId, questions: readonly string[]): Promise<readonly QuestionLevel[]> {
    return database
      .select()
      .from(questionLevels)
      .where(and(eq(questionLevels.circleId, circleId), inArray(questionLevels.question, [...questions])));
  },

  /** Sets levels where none stands yet. */
  async settle(levels: readonly QuestionLevel[]): Promise<void> {
    if (levels.length === 0) return;
    const rows = [...levels];
    await database.insert(questionLevels).values(rows).onConflictDoNothing();
  },

  /** Sets levels and rests, whatever stood before. */
  async choose(levels: readonly QuestionLevel[]): Promise<void> {
    if (levels.length === 0) return;
    await database
      .insert(questionLevels)
      .values([...levels])
      .onConflictDoUpdate({
        target: [questionLevels.circleId, questionLevels.question],
        set: { level: sql`excluded.level`, restsUntil: sql`excluded.rests_until` },
      });
  },

  /** A round with these questions has closed. */
  async asked(circleId: CircleId, questions: readonly string[], at: Instant): Promise<void> {
    await database
      .update(questionLevels)
      .set({
        askedUntil: sql`greatest(${questionLevels.askedUntil}, ${new Date(at).toISOString()}::timestamptz)`,
      })
      .where(and(eq(questionLevels.circleId, circleId), inArray(questionLevels.question, [...questions])));
  },
}));

/** At which level a circle's question is shown. `question` is its key. */
export type QuestionLevel = Readonly<typeof questionLevels.$inferSelect>;
