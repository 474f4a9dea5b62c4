import { sql } from 'drizzle-orm';
import { boolean, check, index, integer, jsonb, primaryKey, text, unique } from 'drizzle-orm/pg-core';
import { circles } from '../../../../core/tables/schema/circles.ts';
import { members } from '../../../../core/tables/schema/members.ts';
import { bytes, instant, oneOf, roundtable } from '../../../../store/columns.ts';
import type { InvitedVoice, Round } from '../../rules/pulse.ts';
import type { Question } from '../../rules/question.ts';
import { keepsFloor, pulses } from './pulses.ts';

export const rounds = roundtable.table(
  'rounds',
  {
    id: text().primaryKey(),
    pulseId: text('pulse_id')
      .notNull()
      .references(() => pulses.id),
    circleId: text('circle_id')
      .notNull()
      .references(() => circles.id),
    number: integer().notNull(),
    title: text().notNull(),
    questions: jsonb().$type<readonly Question[]>().notNull(),
    voices: jsonb().$type<readonly InvitedVoice[]>().notNull(),
    /** null: opened before levels. */
    levels: jsonb().$type<Round['levels']>(),
    scoresFrom: integer('scores_from').notNull(),
    commentsFrom: integer('comments_from').notNull(),
    comments: boolean().notNull(),
    openedAt: instant('opened_at').notNull(),
    closesAt: instant('closes_at').notNull(),
    remindAt: instant('remind_at'),
    remindedAt: instant('reminded_at'),
    state: text().$type<'open' | 'closed' | 'cancelled'>().notNull(),
  },
  (round) => [
    unique('rounds_number').on(round.pulseId, round.number),
    index('rounds_of_circle').on(round.circleId, round.openedAt),
    index('rounds_open').on(round.circleId, round.openedAt).where(sql`${round.state} = 'open'`),
    index('rounds_closing_due').on(round.closesAt).where(sql`${round.state} = 'open'`),
    index('rounds_reminder_due')
      .on(round.remindAt)
      .where(sql`${round.state} = 'open' and ${round.remindedAt} is null and ${round.remindAt} is not null`),
    check('rounds_state', oneOf(round.state, ['open', 'closed', 'cancelled'])),
    check('rounds_thresholds', keepsFloor(round.scoresFrom, round.commentsFrom)),
    check('rounds_span', sql`${round.openedAt} < ${round.closesAt}`),
  ],
);

/** The frozen roster. Says who was invited, never who answered. Deleted when the round ends. */
export const seats = roundtable.table(
  'seats',
  {
    roundId: text('round_id')
      .notNull()
      .references(() => rounds.id),
    memberId: text('member_id')
      .notNull()
      .references(() => members.id),
    voice: text().notNull(),
    seat: integer().notNull(),
  },
  (seat) => [
    primaryKey({ name: 'seats_key', columns: [seat.roundId, seat.memberId] }),
    unique('seats_number').on(seat.roundId, seat.seat),
  ],
);

/**
 * All answers of an open round, sealed, apart from the round so that ending it deletes the row. It has no column that
 * changes with a reply but the sealed bytes themselves: no time, no count.
 */
export const seals = roundtable.table('seals', {
  roundId: text('round_id')
    .primaryKey()
    .references(() => rounds.id),
  salt: bytes().notNull(),
  pepperId: text('pepper_id').notNull(),
  sealed: bytes().notNull(),
});
