import type { Context } from '../../../core/context.ts';
import type { Delivery } from '../../../core/outbox/delivery.ts';
import { toChannels } from '../../../core/outbox/outbox.ts';
import type { Tx } from '../../../core/ports/store.ts';
import { transactSending } from '../../../core/sending.ts';
import { circleTable } from '../../../core/tables/circles.ts';
import type { Meeting } from '../rules/meeting.ts';
import { meetingTable } from '../tables.ts';
import { withdrawName } from './supersede.ts';

/**
 * Tells the circle who chairs a meeting, once for each chair: only who said yes, and again only where that has changed
 * since. Where nobody chairs any more who was named, the name goes from what was posted.
 */
export async function announceChair(context: Context, meetingId: string): Promise<void> {
  const before = await meetingTable.find(context.store, meetingId);
  // Outside of any transaction and before it is ticked off: after a crash in between it is done again.
  if (before !== null && isUntrue(before)) await withdrawName(context, before);
  await transactSending(context, async (tx, send) => {
    const found = await meetingTable.find(tx, meetingId);
    if (found === null) return;
    await meetingTable.lockSeries(tx, found.seriesId);
    const meeting = await meetingTable.find(tx, meetingId);
    if (meeting === null) return;
    await meetingTable.setAnnounceDue(tx, meetingId, null);
    if (isUntrue(meeting)) await meetingTable.save(tx, { ...meeting, announcedChairId: null });
    await send(await announcement(context, tx, meeting));
  });
}

function isUntrue({ state, chairId, announcedChairId }: Meeting): boolean {
  return state === 'planned' && chairId === null && announcedChairId !== null;
}

async function announcement(context: Context, tx: Tx, meeting: Meeting): Promise<readonly Delivery[]> {
  const { id, chairId, state } = meeting;
  const circle = await circleTable.find(tx, meeting.circleId);
  if (circle === null || state !== 'planned' || chairId === null) return [];
  if (chairId === meeting.announcedChairId) return [];
  const told = (await meetingTable.events(tx, id)).filter(({ what }) => what === 'announced').length;
  await meetingTable.save(tx, { ...meeting, announcedChairId: chairId });
  const at = context.clock.now();
  const voice = meeting.turn?.voice ?? null;
  await meetingTable.record(tx, { meetingId: id, at, what: 'announced', memberId: chairId, voice });
  return toChannels(context, circle, {
    kind: 'turn-announcement',
    subject: id,
    // A turn may come back to somebody the circle was told of before.
    edition: `${chairId}.${told}`,
    dueAt: at,
    expiresAt: meeting.endsAt,
  });
}
