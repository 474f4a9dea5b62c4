import { and, asc, eq, isNotNull, lte, ne, type SQL, sql } from 'drizzle-orm';
import { type AnyPgColumn, bigint, boolean, check, index, integer, jsonb, text } from 'drizzle-orm/pg-core';
import type { Schedule } from '../../../core/calendar/schedule.ts';
import type { CircleId } from '../../../core/circle.ts';
import type { Instant } from '../../../core/instant.ts';
import { THRESHOLD_FLOOR } from '../../../core/limits.ts';
import type { Earliest } from '../../../core/tables/agenda.ts';
import { circles } from '../../../core/tables/schema/circles.ts';
import { instant, oneOf, roundtable } from '../../../store/columns.ts';
import { first } from '../../../store/database.ts';
import { table } from '../../../store/table.ts';
import type { Pulse, PulseState } from '../rules/pulse.ts';
import type { Question } from '../rules/question.ts';

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
    reminders: jsonb().$type<Pulse['reminders']>().notNull().default([]),
    scoresFrom: integer('scores_from').notNull(),
    commentsFrom: integer('comments_from').notNull(),
    comments: boolean().notNull(),
    state: text().$type<PulseState>().notNull().default('running'),
    nextOpensAt: instant('next_opens_at'),
  },
  (pulse) => [
    index('pulses_of_circle').on(pulse.circleId),
    index('pulses_due').on(pulse.nextOpensAt).where(isNotNull(pulse.nextOpensAt)),
    check('pulses_thresholds', keepsFloor(pulse.scoresFrom, pulse.commentsFrom)),
    check('pulses_state', oneOf(pulse.state, ['running', 'paused', 'ended'])),
    check('pulses_rest', sql`${pulse.state} = 'running' or ${pulse.nextOpensAt} is null`),
    check('pulses_open_for', sql`${pulse.openFor} > 0`),
  ],
);

type PulseRow = typeof pulses.$inferSelect;

export const pulseTable = table('pulses', (database) => ({
  async insert(pulse: Pulse): Promise<void> {
    const { thresholds, ...row } = pulse;
    await database
      .insert(pulses)
      .values({ ...row, scoresFrom: thresholds.scores, commentsFrom: thresholds.comments });
  },

  async find(id: string): Promise<Pulse | null> {
    const row = first(await database.select().from(pulses).where(eq(pulses.id, id)));
    return row === null ? null : pulseOf(row);
  },

  /** Those that have not ended. */
  async list(circleId: CircleId): Promise<readonly Pulse[]> {
    const rows = await database
      .select()
      .from(pulses)
      .where(and(eq(pulses.circleId, circleId), ne(pulses.state, 'ended')))
      .orderBy(asc(pulses.title), asc(pulses.id));
    return rows.map(pulseOf);
  },

  /** Ids of pulses whose next opening has come. */
  async due(now: Instant): Promise<readonly string[]> {
    const rows = await database
      .select({ id: pulses.id })
      .from(pulses)
      .where(lte(pulses.nextOpensAt, now))
      .orderBy(asc(pulses.nextOpensAt), asc(pulses.id));
    return rows.map((row) => row.id);
  },

  /** Locks the row until the transaction ends. */
  async lock(id: string): Promise<Pulse | null> {
    const row = first(await database.select().from(pulses).where(eq(pulses.id, id)).for('no key update'));
    return row === null ? null : pulseOf(row);
  },

  async setNextOpening(id: string, at: Instant | null): Promise<void> {
    await database.update(pulses).set({ nextOpensAt: at }).where(eq(pulses.id, id));
  },

  /** Replaces all but the circle it belongs to. Rounds that were opened keep what they were opened with. */
  async save({ id, circleId, thresholds, ...row }: Pulse): Promise<void> {
    await database
      .update(pulses)
      .set({ ...row, scoresFrom: thresholds.scores, commentsFrom: thresholds.comments })
      .where(and(eq(pulses.id, id), eq(pulses.circleId, circleId)));
  },
}));

function pulseOf({ scoresFrom, commentsFrom, ...row }: PulseRow): Pulse {
  return { ...row, thresholds: { scores: scoresFrom, comments: commentsFrom } };
}

export const EARLIEST_OPENING: Earliest = sql`select min(${pulses.nextOpensAt}) from ${pulses}`;
