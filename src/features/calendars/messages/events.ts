import { inLanguageOf, type Wish } from '../../../core/messages/words.ts';
import type { Calendar, CalendarEntry, CalendarEvent } from '../../../core/ports/calendar.ts';
import type { Entry } from '../rules/entry.ts';
import type { Feed, FeedMeeting } from '../rules/feed.ts';

/** One meeting with the names that everybody in the circle may read. */
export interface EventView
  extends Pick<FeedMeeting, 'uid' | 'startsAt' | 'endsAt' | 'sequence' | 'calledOff'> {
  /** The name of the series. */
  readonly name: string;
  readonly place: string | null;
  readonly page: string | null;
  /** The name of the voice whose turn it is; null: not drawn, or nobody could be. */
  readonly turnOf: string | null;
  /** Who said yes; null: nobody yet. */
  readonly chair: { readonly name: string; readonly voiceName: string } | null;
  readonly coChair: string | null;
}

/** What a feed says, in as many words as its owner chose. How to join from afar is in none: an address may get into other hands. */
export function feedCalendar(
  circle: string,
  { words: much }: Pick<Feed, 'words'>,
  events: readonly EventView[],
  wish: Wish,
): Calendar {
  return inLanguageOf(wish, (words) => {
    const lines = ({ calledOff, chair, coChair, page, turnOf }: EventView) => [
      ...(calledOff
        ? []
        : chair === null
          ? turnOf === null
            ? []
            : [words.say('calendar.event.asking', { voice: turnOf })]
          : [words.say('calendar.event.chair', { name: chair.name, voice: chair.voiceName })]),
      ...(calledOff || coChair === null ? [] : [words.say('calendar.event.co-chair', { name: coChair })]),
      ...(page === null ? [] : [words.say('calendar.event.page', { page })]),
    ];
    const least = words.say('calendar.event.least');
    return {
      name: much === 'least' ? words.say('calendar.event.name') : circle,
      events: events.map((view): CalendarEvent => {
        const { uid, startsAt, endsAt, sequence, calledOff } = view;
        const bare = { uid, startsAt, endsAt, sequence, calledOff, description: '', place: null, page: null };
        if (much !== 'whole') return { ...bare, summary: much === 'least' ? least : circle };
        return {
          ...bare,
          summary: words.say('calendar.event.whole', { circle, meeting: view.name }),
          description: lines(view).join('\n'),
          place: view.place,
          page: view.page,
        };
      }),
    };
  });
}

/** A chair's own turn, for their calendar. */
export function entryEvent(
  { meetingId, memberId, startsAt, endsAt, name, place, sequence, stands }: Entry,
  circle: string,
  page: string,
  wish: Wish,
): CalendarEntry {
  return inLanguageOf(wish, (words) => ({
    stands,
    event: {
      // Each chair's own: in an organisation's shared calendars one may be taken out and another put in.
      uid: `turn-${meetingId}-${memberId}`,
      startsAt,
      endsAt,
      sequence,
      calledOff: !stands,
      summary: words.say('calendar.entry.event', { meeting: name, circle }),
      description: [
        words.say('calendar.entry.event.how', { page }),
        words.say('calendar.entry.event.replies'),
      ].join('\n'),
      place,
      page,
    },
  }));
}
