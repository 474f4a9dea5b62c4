import type { Member } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import { type Result, refuse, success } from '../../../core/result.ts';
import { circleTable } from '../../../core/tables/circles.ts';
import type { Meeting } from '../../turns/rules/meeting.ts';
import { meetingTable } from '../../turns/tables.ts';
import { ABOUT, type Sides } from '../rules.ts';
import { attendanceTable } from '../tables.ts';

export type AttendanceRefusal =
  | 'not-found'
  | 'not-allowed'
  | 'not-met-yet'
  | 'nobody-there'
  | 'attendance-told';

/** Whether somebody may say who was there: who chaired it, beside or alone, and stewards. */
export function mayRecord(
  meeting: Pick<Meeting, 'chairId' | 'coChairId'>,
  { id, steward }: Pick<Member, 'id' | 'steward'>,
): boolean {
  return steward || meeting.chairId === id || meeting.coChairId === id;
}

/**
 * Keeps which sides were at a meeting, and nothing of who said so. The last word counts, until a digest has shown it.
 */
export async function recordAttendance(
  context: Context,
  by: Member,
  meetingId: string,
  sides: Sides,
): Promise<Result<Sides, AttendanceRefusal>> {
  if (sides.staff === 'none' && sides.reps === 'none') return refuse('nobody-there');
  return context.store.transact(async (tx) => {
    // Composing a digest holds this lock too.
    await circleTable.lock(tx, by.circleId);
    const meeting = await meetingTable.find(tx, meetingId);
    if (meeting === null || meeting.circleId !== by.circleId) return refuse('not-found');
    if (!mayRecord(meeting, by)) return refuse('not-allowed');
    const begins = meeting.startsAt - ABOUT;
    if (meeting.state === 'cancelled' || begins > context.clock.now()) return refuse('not-met-yet');
    const saved = await attendanceTable.save(tx, { meetingId, circleId: by.circleId, ...sides });
    return saved ? success(sides) : refuse('attendance-told');
  });
}
