import { and, eq, inArray, sql } from 'drizzle-orm';
import type { QuestionLevelTable } from '../../../ports/tables/rounds.ts';
import type { Database } from '../../../store/database.ts';
import { questionLevels } from './schema/question-levels.ts';

export function questionLevelTable(database: Database): QuestionLevelTable {
  return {
    async of(circleId, questions) {
      return database
        .select()
        .from(questionLevels)
        .where(and(eq(questionLevels.circleId, circleId), inArray(questionLevels.question, [...questions])));
    },

    async settle(levels) {
      if (levels.length > 0)
        await database
          .insert(questionLevels)
          .values([...levels])
          .onConflictDoNothing();
    },

    async choose(levels) {
      if (levels.length === 0) return;
      await database
        .insert(questionLevels)
        .values([...levels])
        .onConflictDoUpdate({
          target: [questionLevels.circleId, questionLevels.question],
          set: { level: sql`excluded.level`, restsUntil: sql`excluded.rests_until` },
        });
    },

    async asked(circleId, questions, at) {
      await database
        .update(questionLevels)
        .set({
          askedUntil: sql`greatest(${questionLevels.askedUntil}, ${new Date(at).toISOString()}::timestamptz)`,
        })
        .where(and(eq(questionLevels.circleId, circleId), inArray(questionLevels.question, [...questions])));
    },
  };
}
