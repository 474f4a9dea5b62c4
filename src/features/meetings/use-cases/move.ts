import type { Circle, Member } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import { DAY, HOUR, type Instant } from '../../../core/instant.ts';
import { toEverybody } from '../../../core/outbox/outbox.ts';
import { type Result, refuse, success } from '../../../core/result.ts';
import { memberTable } from '../../../core/tables/members.ts';
import type { Meeting, MeetingSeries } from '../../turns/rules/meeting.ts';
import { meetingTable } from '../../turns/tables.ts';
import { newMeeting } from '../../turns/use-cases/advance.ts';
import { retime, tellOfMove } from '../../turns/use-cases/replan.ts';
import {
  type ChangingSeries,
  changeMeeting,
  changeSeries,
  recordMeeting,
  type SeriesRefusal,
} from './change-series.ts';

export type MoveRefusal = SeriesRefusal | 'turn-over' | TimeRefusal;

/** Why no meeting can be at a time. */
export type TimeRefusal = 'time-passed' | 'too-soon' | 'too-far-ahead' | 'meeting-there';

const FURTHEST_AHEAD = 366 * DAY;
/** So that people can hear of it. */
const LEAST_AHEAD = HOUR;

/**
 * Moves one meeting that has not begun, and no other: everybody is told, and by whom; whoever chairs it is asked again. The date
 * of the plan that it stands for is not planned anew. Moved to where it is, nothing happens.
 */
export function moveMeeting(
  context: Context,
  circle: Circle,
  by: Member,
  found: Meeting,
  startsAt: Instant,
): Promise<Result<null, MoveRefusal>> {
  return changeMeeting(context, circle, by, found, async (at) => {
    const { tx, meeting, series, now } = at;
    if (meeting.state !== 'planned' || meeting.startsAt <= now) return refuse('turn-over');
    if (meeting.startsAt === startsAt) return success([]);
    const moved = { ...meeting, startsAt, endsAt: startsAt + series.lasting };
    const fault = await faultOf(at, moved);
    if (fault !== null) return refuse(fault);
    await meetingTable.move(tx, moved);
    const about = { meetingId: meeting.id, name: series.name, at: startsAt, from: meeting.startsAt };
    await recordMeeting(context, tx, circle, by, { ...about, what: 'moved' });
    const letters = await retime(context, tx, circle, moved, by.id);
    return success([...letters, ...(await tellOfMove(context, tx, circle, meeting, moved))]);
  });
}

/** One more meeting of a series, besides its plan: its chair comes from the same rota. Everybody is told, and by whom. */
export function addMeeting(
  context: Context,
  circle: Circle,
  by: Member,
  { id }: Pick<MeetingSeries, 'id'>,
  startsAt: Instant,
): Promise<Result<null, SeriesRefusal | TimeRefusal>> {
  return changeSeries(context, circle, by, id, async (at) => {
    const { tx, series, now } = at;
    const extra = newMeeting(context.newId(), series, startsAt, null);
    const fault = await faultOf(at, extra);
    if (fault !== null) return refuse(fault);
    await meetingTable.plan(tx, extra);
    await meetingTable.record(tx, {
      meetingId: extra.id,
      at: now,
      what: 'added',
      memberId: null,
      voice: null,
      byId: by.id,
    });
    const about = { meetingId: extra.id, name: series.name, at: startsAt, from: startsAt };
    await recordMeeting(context, tx, circle, by, { ...about, what: 'added' });
    const letter = { kind: 'meeting-added', subject: extra.id, dueAt: now, expiresAt: startsAt } as const;
    return success(toEverybody(context, circle, await memberTable.listWithReaders(tx, circle.id), letter));
  });
}

/** People cannot be in two meetings of their circle at once. */
async function faultOf({ tx, now }: ChangingSeries, wanted: Meeting): Promise<TimeRefusal | null> {
  const { id, circleId, startsAt, endsAt } = wanted;
  if (startsAt <= now) return 'time-passed';
  if (startsAt < now + LEAST_AHEAD) return 'too-soon';
  if (startsAt > now + FURTHEST_AHEAD) return 'too-far-ahead';
  const there = await meetingTable.plannedWithin(tx, circleId, { from: startsAt, to: endsAt });
  return there.some((each) => each.id !== id) ? 'meeting-there' : null;
}
