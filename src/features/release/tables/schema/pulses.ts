import { isNotNull, type SQL, sql } from 'drizzle-orm';
import { type AnyPgColumn, bigint, boolean, check, index, integer, jsonb, text } from 'drizzle-orm/pg-core';
import type { Schedule } from '../../../../core/calendar/schedule.ts';
import { THRESHOLD_FLOOR } from '../../../../core/limits.ts';
import { circles } from '../../../../core/tables/schema/circles.ts';
import { instant, roundtable } from '../../../../store/columns.ts';
import type { Question } from '../../rules/question.ts';

/** A CHECK that thresholds are not under the floor, however the row came to be. */
export function keepsFloor(scoresFrom: AnyPgColumn, commentsFrom: AnyPgColumn): SQL {
  const { scores, comments } = THRESHOLD_FLOOR;
  return sql`${scoresFrom} >= ${sql.raw(String(scores))} and ${commentsFrom} >= ${sql.raw(String(comments))}`;
}

export const pulses = roundtable.table(
  'pulses',
  {
    id: text().primaryKey(),
    circleId: text('circle_id')
      .notNull()
      .references(() => circles.id),
    title: text().notNull(),
    packId: text('pack_id'),
    questions: jsonb().$type<readonly Question[]>().notNull(),
    schedule: jsonb().$type<Schedule>().notNull(),
    openFor: bigint('open_for', { mode: 'number' }).notNull(),
    remindAfter: bigint('remind_after', { mode: 'number' }),
    scoresFrom: integer('scores_from').notNull(),
    commentsFrom: integer('comments_from').notNull(),
    comments: boolean().notNull(),
    nextOpensAt: instant('next_opens_at'),
  },
  (pulse) => [
    index('pulses_of_circle').on(pulse.circleId),
    index('pulses_due').on(pulse.nextOpensAt).where(isNotNull(pulse.nextOpensAt)),
    check('pulses_thresholds', keepsFloor(pulse.scoresFrom, pulse.commentsFrom)),
    check('pulses_open_for', sql`${pulse.openFor} > 0`),
  ],
);
