import { type Called, calledIn } from '../../../core/called.ts';
import { type Circle, type Member, voiceName } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import type { Tx } from '../../../core/ports/store.ts';
import { memberTable } from '../../../core/tables/members.ts';
import type { Meeting, TurnEvent } from '../../turns/rules/meeting.ts';
import { offerAnswer } from '../../turns/rules/taking-over.ts';
import { meetingTable } from '../../turns/tables.ts';
import type { EventView } from '../messages/events.ts';
import { FEED_LOOKS_BACK, type Feed, feedMeetings, isTheirs } from '../rules/feed.ts';
import { feedTable } from '../tables.ts';

/** The meetings that a feed tells of, over all series of its circle. A circle that is not set up yet has none. */
export async function eventsOf(
  { clock, links }: Pick<Context, 'clock' | 'links'>,
  tx: Tx,
  circle: Circle,
  { meetings: which, memberId }: Pick<Feed, 'meetings' | 'memberId'>,
): Promise<readonly EventView[]> {
  if (circle.setUpAt === null) return [];
  const now = clock.now();
  const meetings = await feedTable.meetings(tx, circle.id, now - FEED_LOOKS_BACK);
  const events = await feedTable.events(tx, circle.id, now - FEED_LOOKS_BACK);
  const members = await memberTable.list(tx, circle.id);
  const called = await calledIn(tx, circle);
  const every = await meetingTable.everySeries(tx, circle.id);
  return every.flatMap((series) => {
    const ofSeries = meetings.filter(({ seriesId }) => seriesId === series.id);
    return feedMeetings(series, ofSeries, events, circle.timezone, now)
      .filter(
        ({ meeting }) => which === 'circle' || (meeting !== null && isTheirs(meeting, events, memberId)),
      )
      .map(({ meeting, ...at }) => ({
        ...at,
        name: series.name,
        place: series.venue.place ?? null,
        page: meeting === null ? null : links.page({ name: 'turn.show', subject: meeting.id }),
        ...chairsOf(meeting, events, circle, members, called),
      }));
  });
}

/** Who said yes. Of who is only asked no more than the voice: see `Meeting.turn`. */
function chairsOf(
  meeting: Meeting | null,
  events: readonly TurnEvent[],
  circle: Circle,
  members: readonly Member[],
  called: Called,
): Pick<EventView, 'turnOf' | 'chair' | 'coChair'> {
  if (meeting === null) return { turnOf: null, chair: null, coChair: null };
  const { chairId, coChairId, state, turn } = meeting;
  const chair = members.find(({ id }) => id === chairId);
  const own = events.filter(({ meetingId }) => meetingId === meeting.id);
  const isBeside = coChairId !== null && offerAnswer(own, coChairId) === 'accepted';
  return {
    turnOf: state === 'planned' && turn !== null ? voiceName(circle, turn.voice) : null,
    chair: chair === undefined ? null : { name: chair.name, voiceName: called.voiceOf(chair) },
    coChair: isBeside ? called.nameOf(coChairId) : null,
  };
}
