import type { Member } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import { matterOf, offerOf } from './take-over-view.ts';

/**
 * A member answers the offer to co-chair, or to sit beside the chair and learn. Nobody is drawn in place of who says no.
 * Returns false where there is no such offer (any more).
 */
export function answerOffer(
  context: Context,
  member: Member,
  meetingId: string,
  accept: boolean,
): Promise<boolean> {
  return context.store.transact(async (tables) => {
    const found = await tables.meetings.find(meetingId);
    if (found === null || found.circleId !== member.circleId) return false;
    await tables.meetings.lockSeries(found.seriesId);
    const meeting = await tables.meetings.find(meetingId);
    const circle = await tables.circles.find(found.circleId);
    if (meeting === null || circle === null) return false;
    const offer = offerOf(await matterOf(context, tables, circle, meeting), member.id);
    if (offer === null) return false;
    if (offer.accepted === accept) return true;
    if (!accept && offer.role === 'co-chair') await tables.meetings.save({ ...meeting, coChairId: null });
    await tables.meetings.record({
      meetingId,
      at: context.clock.now(),
      what: accept ? 'offer-accepted' : 'offer-declined',
      memberId: member.id,
      voice: member.voice,
    });
    return true;
  });
}
