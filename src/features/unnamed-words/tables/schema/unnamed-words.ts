import { index, text } from 'drizzle-orm/pg-core';
import { circles } from '../../../../core/tables/schema/circles.ts';
import { roundtable } from '../../../../store/columns.ts';
import type { UnnamedWords } from '../../rules/words.ts';

/** No member, voice, platform, running number or time finer than the week: each would lead towards who wrote it. */
export const unnamedWords = roundtable.table(
  'unnamed_words',
  {
    id: text().primaryKey(),
    circleId: text('circle_id')
      .notNull()
      .references(() => circles.id),
    week: text().$type<UnnamedWords['week']>().notNull(),
    words: text().notNull(),
    shownIn: text('shown_in').$type<UnnamedWords['shownIn']>(),
  },
  (said) => [index('unnamed_words_of_circle').on(said.circleId, said.id)],
);
