import type { Reader } from '../../src/core/messages/reader.ts';
import type { Message } from '../../src/core/ports/message.ts';
import { entryLetter } from '../../src/features/calendars/messages/entry.ts';
import { feedMade, feedStopped, feedsPage } from '../../src/features/calendars/messages/feeds.ts';

const START = Date.UTC(2026, 11, 3, 14);

export function calendarSamples(
  typed: { readonly circle: string; readonly title: string },
  to: Reader,
): Record<string, Message> {
  const circle = { id: 'c1', name: typed.circle };
  const feed = { id: 'f1', memberId: 'm1', secretHash: '', madeAt: START };
  const feeds = [
    { ...feed, meetings: 'circle', words: 'least' } as const,
    { ...feed, meetings: 'mine', words: 'whole' } as const,
  ];
  const entry = {
    meetingId: 'm1',
    memberId: 'zed',
    sequence: 0,
    stands: true,
    startsAt: START,
    endsAt: START + 5_400_000,
    name: typed.title,
    place: null,
  };
  return {
    feedsPage: feedsPage({ circle, feeds: [], reads: true }, to),
    feedsPageOwn: feedsPage({ circle, feeds, reads: false }, to),
    feedMade: feedMade('https://roundtable.example.org/feed/AAAAAAAAAAAAAAAAAAAAAA.ics', circle, to),
    feedStopped: feedStopped(circle.id, to),
    turnEntry: entryLetter(entry, to),
    turnEntryOver: entryLetter({ ...entry, stands: false }, to),
  };
}
