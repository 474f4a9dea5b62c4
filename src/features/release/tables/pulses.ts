import { and, asc, eq, isNotNull, ne, type SQL, sql } from 'drizzle-orm';
import { type AnyPgColumn, bigint, boolean, check, index, integer, jsonb, text } from 'drizzle-orm/pg-core';
import type { Schedule } from '../../../core/calendar/schedule.ts';
import type { CircleId } from '../../../core/circle.ts';
import type { Instant } from '../../../core/instant.ts';
import { THRESHOLD_FLOOR } from '../../../core/limits.ts';
import type { Earliest } from '../../../core/tables/agenda.ts';
import { ofCircle } from '../../../core/tables/schema/circles.ts';
import { instant, oneOf, roundtable } from '../../../store/columns.ts';
import { first, idsDue } from '../../../store/database.ts';
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
    circleId: ofCircle(),
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

/** Thresholds stand in two columns of a pulse and of a round. */
export function toColumns<Entity extends Pick<Pulse, 'thresholds'>>({ thresholds, ...row }: Entity) {
  return { ...row, scoresFrom: thresholds.scores, commentsFrom: thresholds.comments };
}

export function fromColumns<Row extends Record<'scoresFrom' | 'commentsFrom', number>>(row: Row) {
  const { scoresFrom, commentsFrom, ...entity } = row;
  return { ...entity, thresholds: { scores: scoresFrom, comments: commentsFrom } };
}

export const pulseTable = table('pulses', (database) => ({
  async insert(pulse: Pulse): Promise<void> {
    await database.insert(pulses).values(toColumns(pulse));
  },

  async find(id: string): Promise<Pulse | null> {
    const row = first(await database.select().from(pulses).where(eq(pulses.id, id)));
    return row && fromColumns(row);
  },

  /** Those that have ended too. */
  async every(circleId: CircleId): Promise<readonly Pulse[]> {
    return (await database.select().from(pulses).where(eq(pulses.circleId, circleId))).map(fromColumns);
  },

  /** Those that have not ended. */
  async list(circleId: CircleId): Promise<readonly Pulse[]> {
    const rows = await database
      .select()
      .from(pulses)
      .where(and(eq(pulses.circleId, circleId), ne(pulses.state, 'ended')))
      .orderBy(asc(pulses.title), asc(pulses.id));
    return rows.map(fromColumns);
  },

  /** Ids of pulses whose next opening has come. */
  due: (now: Instant) => idsDue(database, pulses.id, pulses.nextOpensAt, now),

  /** Locks the row until the transaction ends. */
  async lock(id: string): Promise<Pulse | null> {
    const row = first(await database.select().from(pulses).where(eq(pulses.id, id)).for('no key update'));
    return row && fromColumns(row);
  },

  async setNextOpening(id: string, at: Instant | null): Promise<void> {
    await database.update(pulses).set({ nextOpensAt: at }).where(eq(pulses.id, id));
  },

  /** Replaces all but the circle it belongs to. Rounds that were opened keep what they were opened with. */
  async save({ id, circleId, ...row }: Pulse): Promise<void> {
    await database
      .update(pulses)
      .set(toColumns(row))
      .where(and(eq(pulses.id, id), eq(pulses.circleId, circleId)));
  },
}));

export const EARLIEST_OPENING: Earliest = sql`select min(${pulses.nextOpensAt}) from ${pulses}`;
