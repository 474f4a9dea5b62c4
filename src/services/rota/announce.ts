import type { Instant } from '../../domain/instant.ts';
import type { Meeting } from '../../domain/meeting.ts';
import type { Context } from '../context.ts';
import { put, sendSoon, toChannels } from '../deliveries/outbox.ts';
import { NOTICE_BEFORE_MEETING } from './draw.ts';

/** Tells the circle who chairs a meeting, once for each chair: again only where that has changed since. */
export async function announceChair(context: Context, meetingId: string): Promise<void> {
  const letters = await context.store.transact(async (tables) => {
    const found = await tables.meetings.find(meetingId);
    if (found === null) return [];
    await tables.meetings.lockSeries(found.seriesId);
    const meeting = await tables.meetings.find(meetingId);
    const circle = await tables.circles.find(found.circleId);
    const now = context.clock.now();
    if (meeting === null || circle === null) return [];
    const { chairId } = meeting;
    const at = newsAt(meeting);
    const isDue = at !== null && at <= now;
    await tables.meetings.setAnnounceDue(meetingId, isDue ? null : at);
    if (!isDue) return [];
    const told = (await tables.meetings.events(meetingId)).filter(({ what }) => what === 'announced').length;
    await tables.meetings.save({ ...meeting, announcedChairId: chairId });
    await tables.meetings.record({
      meetingId,
      at: now,
      what: 'announced',
      memberId: chairId,
      voice: meeting.turn?.voice ?? null,
    });
    return put(
      tables,
      toChannels(context, circle, {
        kind: 'turn-announcement',
        subject: meetingId,
        // A turn may come back to somebody the circle was told of before.
        edition: `${chairId ?? 'open'}.${told}`,
        dueAt: now,
        expiresAt: meeting.endsAt,
      }),
    );
  });
  await sendSoon(context, letters);
}

/**
 * When the circle should hear of a new chair: once they have said yes or had their time to answer; of a chair who is gone
 * with nobody in their place, at once. null: it has heard.
 */
function newsAt(meeting: Meeting): Instant | null {
  if (meeting.state !== 'planned' || meeting.chairId === meeting.announcedChairId) return null;
  if (meeting.chairId === null) return Number.NEGATIVE_INFINITY;
  return meeting.accepted ? Number.NEGATIVE_INFINITY : meeting.startsAt - NOTICE_BEFORE_MEETING;
}
