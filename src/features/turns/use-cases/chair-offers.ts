import type { Member } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import { transactSending } from '../../../core/sending.ts';
import { circleTable } from '../../../core/tables/circles.ts';
import { meetingTable } from '../tables.ts';
import { asksToPutAway } from './supersede.ts';
import { matterOf, offerOf } from './take-over-view.ts';

/**
 * A member answers the offer to co-chair, or to sit beside the chair and learn. Nobody is drawn in place of who says no.
 * Returns false where there is no such offer (any more).
 */
export async function answerOffer(
  context: Context,
  member: Member,
  meetingId: string,
  accept: boolean,
): Promise<boolean> {
  return transactSending(context, async (tx, send) => {
    const found = await meetingTable.find(tx, meetingId);
    if (found === null || found.circleId !== member.circleId) return false;
    await meetingTable.lockSeries(tx, found.seriesId);
    const meeting = await meetingTable.find(tx, meetingId);
    const circle = await circleTable.find(tx, found.circleId);
    if (meeting === null || circle === null) return false;
    const offer = offerOf(await matterOf(context, tx, circle, meeting), member.id);
    if (offer === null) return false;
    if (offer.accepted === accept) return true;
    if (!accept && offer.role === 'co-chair') await meetingTable.save(tx, { ...meeting, coChairId: null });
    await meetingTable.record(tx, {
      meetingId,
      at: context.clock.now(),
      what: accept ? 'offer-accepted' : 'offer-declined',
      memberId: member.id,
      voice: member.voice,
    });
    await send(await asksToPutAway(context, tx, meeting, (id) => id === member.id));
    return true;
  });
}
