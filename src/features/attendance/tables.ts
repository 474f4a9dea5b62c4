import { and, asc, eq, gte, inArray, isNull } from 'drizzle-orm';
import type { AttendanceTable } from '../../ports/tables/meetings.ts';
import { type Database, first } from '../../store/database.ts';
import { meetings } from '../turns/tables/schema/meetings.ts';
import { attendances } from './tables/schema/attendances.ts';

export function attendanceTable(database: Database): AttendanceTable {
  return {
    async save({ meetingId, circleId, staff, reps }) {
      const rows = await database
        .insert(attendances)
        .values({ meetingId, circleId, staff, reps, shownIn: null })
        .onConflictDoUpdate({
          target: attendances.meetingId,
          set: { staff, reps },
          setWhere: isNull(attendances.shownIn),
        })
        .returning({ meetingId: attendances.meetingId });
      return rows.length === 1;
    },

    async find(meetingId) {
      return first(await database.select().from(attendances).where(eq(attendances.meetingId, meetingId)));
    },

    async held(circleId, since) {
      return database
        .select({
          meetingId: attendances.meetingId,
          at: meetings.startsAt,
          staff: attendances.staff,
          reps: attendances.reps,
        })
        .from(attendances)
        .innerJoin(meetings, eq(meetings.id, attendances.meetingId))
        .where(
          and(eq(attendances.circleId, circleId), eq(meetings.state, 'held'), gte(meetings.startsAt, since)),
        )
        .orderBy(asc(meetings.startsAt), asc(meetings.id));
    },

    async markShown(meetingIds, week) {
      if (meetingIds.length === 0) return;
      await database
        .update(attendances)
        .set({ shownIn: week })
        .where(and(inArray(attendances.meetingId, [...meetingIds]), isNull(attendances.shownIn)));
    },
  };
}
