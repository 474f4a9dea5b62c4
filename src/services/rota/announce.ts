import type { Instant } from '../../domain/instant.ts';
import type { Meeting } from '../../domain/meeting.ts';
import type { Context } from '../context.ts';
import { put, sendSoon, toChannels } from '../deliveries/outbox.ts';
import { NOTICE_BEFORE_MEETING } from './draw.ts';

/** Tells the circle who chairs a meeting, once for each chair: again only where the chair has changed since. */
export async function announceChair(context: Context, meetingId: string): Promise<void> {
  const letters = await context.store.transact(async (tables) => {
    const found = await tables.meetings.find(meetingId);
    if (found === null) return [];
    await tables.meetings.lockSeries(found.seriesId);
    const meeting = await tables.meetings.find(meetingId);
    const circle = await tables.circles.find(found.circleId);
    const now = context.clock.now();
    if (meeting === null || circle === null || !isNews(meeting, now)) return [];
    await tables.meetings.setAnnounceDue(meetingId, null);
    await tables.meetings.save({ ...meeting, announcedChairId: meeting.chairId });
    await tables.meetings.record({
      meetingId,
      at: now,
      what: 'announced',
      memberId: meeting.chairId,
      voice: meeting.turn?.voice ?? null,
    });
    return put(
      tables,
      toChannels(context, circle, {
        kind: 'turn-announcement',
        subject: meetingId,
        edition: meeting.chairId,
        dueAt: now,
        expiresAt: meeting.endsAt,
      }),
    );
  });
  await sendSoon(context, letters);
}

/** There is a chair the circle does not know of, who has said yes or has had their time to answer. */
function isNews(meeting: Meeting, now: Instant): meeting is Meeting & { readonly chairId: string } {
  if (meeting.state !== 'planned' || meeting.chairId === null) return false;
  if (meeting.chairId === meeting.announcedChairId) return false;
  return meeting.accepted || meeting.startsAt - NOTICE_BEFORE_MEETING <= now;
}
