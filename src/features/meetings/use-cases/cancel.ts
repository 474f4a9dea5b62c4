import { type Circle, isStewardAt, type Member } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import type { Delivery, DeliveryKind } from '../../../core/outbox/delivery.ts';
import {
  addToOutbox,
  enqueueDeliveries,
  toChannels,
  toMember,
  toPutAway,
} from '../../../core/outbox/outbox.ts';
import { type Result, refuse, success } from '../../../core/result.ts';
import { memberTable } from '../../../core/tables/members.ts';
import type { Meeting } from '../../turns/rules/meeting.ts';
import { meetingTable } from '../../turns/tables.ts';
import { advanceSeries } from '../../turns/use-cases/advance.ts';

/** Letters about a meeting that is still to come: each says where it stands that it was called off. */
const ABOUT_IT: readonly DeliveryKind[] = [
  'turn-offer',
  'turn-announcement',
  'turn-reminder',
  'turn-retimed',
  'turn-unfilled',
  'turn-asked',
  'co-chair-offer',
  'shadow-offer',
];

/**
 * Calls off a meeting that has not begun: everybody is told, and by whom. It settles nothing, so whoever was to chair keeps
 * their credit; on that day none is planned anew. Done twice, it says once more that it is off.
 */
export async function cancelMeeting(
  context: Context,
  circle: Circle,
  by: Member,
  meetingId: string,
): Promise<Result<null, 'not-found' | 'not-a-steward' | 'turn-over'>> {
  const done = await context.store.transact(async (tx) => {
    const found = await meetingTable.find(tx, meetingId);
    if (found === null || found.circleId !== circle.id) return refuse('not-found');
    await meetingTable.lockSeries(tx, found.seriesId);
    const meeting = (await meetingTable.find(tx, meetingId)) ?? found;
    const steward = await memberTable.find(tx, by.id);
    const now = context.clock.now();
    if (steward === null || !isStewardAt(steward, now)) return refuse('not-a-steward');
    if (isCalledOff(meeting)) return success([]);
    if (meeting.state !== 'planned' || meeting.startsAt <= now) return refuse('turn-over');
    await meetingTable.save(tx, { ...meeting, state: 'cancelled', asking: null, declined: [] });
    await meetingTable.setAnnounceDue(tx, meetingId, null);
    await meetingTable.record(tx, {
      meetingId,
      at: now,
      what: 'cancelled',
      memberId: meeting.chairId,
      voice: meeting.turn?.voice ?? null,
      byId: by.id,
    });
    await meetingTable.setNextDue(tx, meeting.seriesId, now);
    const letters: Delivery[] = [...(await toPutAway(context, tx, circle, meetingId, ABOUT_IT))];
    const told = {
      kind: 'meeting-cancelled',
      subject: meetingId,
      dueAt: now,
      expiresAt: meeting.endsAt,
    } as const;
    letters.push(...toChannels(context, circle, told));
    for (const member of await memberTable.listWithReaders(tx, circle.id))
      letters.push(toMember(context, circle, member, told));
    return success(await addToOutbox(tx, letters));
  });
  if (!done.ok) return done;
  await enqueueDeliveries(context, done.value);
  const meeting = await meetingTable.find(context.store, meetingId);
  if (meeting !== null) await advanceSeries(context, meeting.seriesId);
  return success(null);
}

/** Called off ahead; one that did not take place on its day is settled some days after it. */
function isCalledOff({ state, settlesAt }: Meeting): boolean {
  return state === 'cancelled' && settlesAt === null;
}
