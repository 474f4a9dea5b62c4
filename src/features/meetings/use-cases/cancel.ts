import type { Circle, Member, MemberId } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import type { Delivery, DeliveryKind } from '../../../core/outbox/delivery.ts';
import { toEverybody, toPutAway } from '../../../core/outbox/outbox.ts';
import type { Tx } from '../../../core/ports/store.ts';
import { type Result, refuse, success } from '../../../core/result.ts';
import { memberTable } from '../../../core/tables/members.ts';
import type { Meeting } from '../../turns/rules/meeting.ts';
import { meetingTable } from '../../turns/tables.ts';
import { changeMeeting, recordMeeting, type SeriesRefusal } from './change-series.ts';

/** Letters about a meeting that is still to come: each says where it stands that it was called off. */
const ABOUT_IT: readonly DeliveryKind[] = [
  'turn-offer',
  'turn-announcement',
  'turn-reminder',
  'turn-retimed',
  'meeting-moved',
  'meeting-added',
  'turn-unfilled',
  'turn-asked',
  'co-chair-offer',
  'shadow-offer',
];

/**
 * Calls off a meeting that has not begun: everybody is told, by whom, and why. It settles nothing, so whoever was to chair keeps
 * their credit; for that date of the plan none is planned anew. Done twice, it says once more that it is off.
 */
export function cancelMeeting(
  context: Context,
  circle: Circle,
  by: Member,
  found: Meeting,
  reason: string,
): Promise<Result<null, SeriesRefusal | 'turn-over'>> {
  return changeMeeting(context, circle, by, found, async ({ tx, meeting, series, now }) => {
    if (isCalledOff(meeting)) return success([]);
    if (meeting.state !== 'planned' || meeting.startsAt <= now) return refuse('turn-over');
    const putAway = await callOff(context, tx, circle, meeting, by.id);
    const about = { meetingId: meeting.id, name: series.name, at: meeting.startsAt, from: meeting.startsAt };
    await recordMeeting(context, tx, circle, by, { ...about, what: 'cancelled' }, reason);
    return success([
      ...putAway,
      ...toEverybody(context, circle, await memberTable.listWithReaders(tx, circle.id), {
        kind: 'meeting-cancelled',
        subject: meeting.id,
        payload: { reason },
        dueAt: now,
        expiresAt: meeting.endsAt,
      }),
    ]);
  });
}

/** What is the same however a meeting comes to be called off: gives what puts its letters right. Nobody is told otherwise. */
export async function callOff(
  context: Context,
  tx: Tx,
  circle: Circle,
  meeting: Meeting,
  byId: MemberId | null,
): Promise<readonly Delivery[]> {
  await meetingTable.save(tx, { ...meeting, state: 'cancelled', asking: null, declined: [] });
  await meetingTable.setAnnounceDue(tx, meeting.id, null);
  await meetingTable.record(tx, {
    meetingId: meeting.id,
    at: context.clock.now(),
    what: 'cancelled',
    memberId: meeting.chairId,
    voice: meeting.turn?.voice ?? null,
    byId,
  });
  return toPutAway(context, tx, circle, meeting.id, ABOUT_IT);
}

/** Called off ahead; one that did not take place on its day is settled some days after it. */
function isCalledOff({ state, settlesAt }: Meeting): boolean {
  return state === 'cancelled' && settlesAt === null;
}
