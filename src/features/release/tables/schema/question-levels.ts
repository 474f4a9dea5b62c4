import { check, primaryKey, text } from 'drizzle-orm/pg-core';
import { circles } from '../../../../core/tables/schema/circles.ts';
import { instant, oneOf, roundtable } from '../../../../store/columns.ts';
import type { Level } from '../../rules/level.ts';

/** At which level a circle's question is shown, for good: set when it is first asked, or chosen with two keys. */
export const questionLevels = roundtable.table(
  'question_levels',
  {
    circleId: text('circle_id')
      .notNull()
      .references(() => circles.id),
    /** Its kind, words and choices, hashed: the same question in whichever pulse it is asked. */
    question: text().notNull(),
    level: text().$type<Level>().notNull(),
    /** When the last of its rounds closed; null: none has. Kept here because a circle's past can be erased. */
    askedUntil: instant('asked_until'),
    /** null: asked at this level already, or free to be. */
    restsUntil: instant('rests_until'),
  },
  (row) => [
    primaryKey({ name: 'question_levels_key', columns: [row.circleId, row.question] }),
    check('question_levels_level', oneOf(row.level, ['together', 'by-voice'])),
  ],
);
