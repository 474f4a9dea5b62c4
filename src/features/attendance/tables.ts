import { and, asc, eq, gte, inArray, isNull, sql } from 'drizzle-orm';
import { check, index, text } from 'drizzle-orm/pg-core';
import type { CircleId } from '../../core/circle.ts';
import type { Instant } from '../../core/instant.ts';
import type { Kept } from '../../core/tables/kept.ts';
import { ofCircle } from '../../core/tables/schema/circles.ts';
import { oneOf, roundtable } from '../../store/columns.ts';
import { first } from '../../store/database.ts';
import { table } from '../../store/table.ts';
import { meetings } from '../turns/tables.ts';
import type { Attendance, Sides } from './rules.ts';

/** Who was at a meeting, by side. No member and no time: neither who was there nor who said so. */
export const attendances = roundtable.table(
  'attendances',
  {
    meetingId: text('meeting_id')
      .primaryKey()
      .references(() => meetings.id, { onDelete: 'cascade' }),
    circleId: ofCircle(),
    staff: text().$type<Attendance['staff']>().notNull(),
    reps: text().$type<Attendance['reps']>().notNull(),
    shownIn: text('shown_in'),
  },
  (row) => [
    index('attendances_of_circle').on(row.circleId),
    check('attendances_staff', oneOf(row.staff, ['none', 'some'])),
    check('attendances_reps', oneOf(row.reps, ['none', 'one', 'more'])),
  ],
);

const sides = { staff: attendances.staff, reps: attendances.reps };

/** Which sides were at meetings. Keeps nobody: not who was there, and not who said so. */
export const attendanceTable = table('attendances', (database) => ({
  /** The last word counts. Returns false, and changes nothing, where a digest has shown it, or it is another circle's. */
  async save({ meetingId, circleId, staff, reps }: Omit<Attendance, 'shownIn'>): Promise<boolean> {
    const rows = await database
      .insert(attendances)
      .values({ meetingId, circleId, staff, reps, shownIn: null })
      .onConflictDoUpdate({
        target: attendances.meetingId,
        set: { staff, reps },
        setWhere: sql`${attendances.shownIn} is null and ${attendances.circleId} = ${circleId}`,
      })
      .returning({ meetingId: attendances.meetingId });
    return rows.length === 1;
  },

  /** Returns false, and changes nothing, where a digest has shown it. */
  async remove(meetingId: string): Promise<boolean> {
    const isIt = eq(attendances.meetingId, meetingId);
    await database.delete(attendances).where(and(isIt, isNull(attendances.shownIn)));
    return first(await database.select().from(attendances).where(isIt)) === null;
  },

  async find(meetingId: string): Promise<Attendance | null> {
    return first(await database.select().from(attendances).where(eq(attendances.meetingId, meetingId)));
  },

  /** Of held meetings that began at or after `since`, oldest first. */
  async held(circleId: CircleId, since: Instant): Promise<readonly MetRow[]> {
    return database
      .select({ meetingId: attendances.meetingId, at: meetings.startsAt, ...sides })
      .from(attendances)
      .innerJoin(meetings, eq(meetings.id, attendances.meetingId))
      .where(
        and(eq(attendances.circleId, circleId), eq(meetings.state, 'held'), gte(meetings.startsAt, since)),
      )
      .orderBy(asc(meetings.startsAt), asc(meetings.id));
  },

  /** The first time counts. */
  async markShown(meetingIds: readonly string[], week: string): Promise<void> {
    if (meetingIds.length === 0) return;
    await database
      .update(attendances)
      .set({ shownIn: week })
      .where(and(inArray(attendances.meetingId, [...meetingIds]), isNull(attendances.shownIn)));
  },
}));

export interface MetRow extends Sides {
  readonly meetingId: string;
  readonly at: Instant;
}

/** Holds nobody, and goes with its meeting. */
export const attendanceKept: Kept = { members: [] };
