import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { entryText, feedText } from '../../../adapters/chat/icalendar.ts';
import type { HolidayRule } from '../../../src/core/calendar/holidays.ts';
import { localTime } from '../../../src/core/calendar/local-time.ts';
import { WEEKDAYS } from '../../../src/core/calendar/weekday.ts';
import { DAY, HOUR, MINUTE } from '../../../src/core/instant.ts';
import type { CalendarEvent } from '../../../src/core/ports/calendar.ts';
import { feedCalendar } from '../../../src/features/calendars/messages/events.ts';
import { nextEntry } from '../../../src/features/calendars/rules/entry.ts';
import { feedMeetings } from '../../../src/features/calendars/rules/feed.ts';
import { PARITY } from '../../../src/features/rota/rules/policy.ts';
import type { Meeting, MeetingSeries, TurnEvent } from '../../../src/features/turns/rules/meeting.ts';
import { newMeeting } from '../../../src/features/turns/use-cases/advance.ts';
import { readCalendar } from '../../support/read-calendar.ts';

const ENGLISH = { language: 'en-GB', easyRead: false };
const SERIES: MeetingSeries = {
  id: 's1',
  circleId: 'c1',
  name: 'Monthly',
  schedule: { kind: 'weekly', weeks: 1, weekday: 'sunday', time: '01:30', anchor: '2026-01-01' },
  lasting: 90 * MINUTE,
  venue: {},
  holidays: null,
  policy: PARITY,
  rota: {} as MeetingSeries['rota'],
  endedAt: null,
};
const moved = (meetingId: string): TurnEvent => ({
  meetingId,
  at: 0,
  what: 'moved',
  memberId: null,
  voice: null,
});
const read = (found: ReturnType<typeof feedMeetings>) => {
  const views = found.map((each) => ({
    ...each,
    name: SERIES.name,
    place: null,
    page: null,
    turnOf: null,
    chair: null,
    coChair: null,
  }));
  return readCalendar(feedText(feedCalendar('Ward 7', { words: 'whole' }, views, ENGLISH))).events;
};

test('whatever the clocks do and whatever is moved, a calendar program reads each meeting at its instant, under one id', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('Europe/London', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu'),
      fc.constantFrom(...WEEKDAYS),
      fc.integer({ min: 0, max: 47 }),
      fc.integer({ min: Date.parse('2026-01-05'), max: Date.parse('2029-01-01') }),
      fc.integer({ min: -20, max: 20 }).filter((hours) => hours !== 0),
      fc.boolean(),
      (timezone, weekday, half, now, hours, off) => {
        const time = `${String(Math.floor(half / 2)).padStart(2, '0')}:${half % 2 === 0 ? '00' : '30'}`;
        const series = { ...SERIES, schedule: { ...SERIES.schedule, weekday, time } } as MeetingSeries;
        const before = feedMeetings(series, [], [], timezone, now);
        const byId = new Map(read(before).map((event) => [event.uid, event]));
        expect(byId.size).toBe(before.length);
        for (const { uid, startsAt, endsAt } of before) {
          expect(byId.get(uid)).toMatchObject({ startsAt, endsAt, sequence: 0 });
          const shown = localTime(startsAt, timezone).time;
          // Where clocks skip the hour it is another one.
          if (shown !== time) expect(localTime(startsAt - 2 * HOUR, timezone).time).not.toBe(time);
        }
        const dates = before.slice(1, 4).map(({ startsAt }) => startsAt);
        const meetings = dates.map((at, index): Meeting => {
          const meeting = newMeeting(`m${index}`, series, at, at);
          if (index === 0)
            return { ...meeting, startsAt: at + hours * HOUR, endsAt: at + hours * HOUR + series.lasting };
          return index === 1 && off ? { ...meeting, state: 'cancelled' } : meeting;
        });
        const after = read(feedMeetings(series, meetings, [moved('m0')], timezone, now));
        expect(after.map(({ uid }) => uid).sort()).toEqual([...byId.keys()].sort());
        const [first, second] = before.slice(1);
        const found = (uid: string | undefined) => after.find((each) => each.uid === uid);
        expect(found(first?.uid)).toMatchObject({
          startsAt: (first?.startsAt ?? 0) + hours * HOUR,
          sequence: 1,
        });
        expect(found(second?.uid)).toMatchObject(
          off ? { status: 'CANCELLED', sequence: 1 } : { status: 'CONFIRMED', sequence: 0 },
        );
      },
    ),
    { numRuns: 40 },
  );
});

test('bank holidays are left out, or moved, as the plan has them', () => {
  const monday = { ...SERIES.schedule, weekday: 'monday', time: '10:00' } as const;
  const now = Date.parse('2026-12-01T09:00Z');
  const days = (what: HolidayRule['what']) =>
    read(
      feedMeetings(
        { ...SERIES, schedule: monday, holidays: { region: 'GB-ENG', what } },
        [],
        [],
        'Europe/London',
        now,
      ),
    ).map(({ startsAt }) => localTime(startsAt, 'Europe/London').date as string);
  // 28 December 2026 stands in for Boxing Day, a Saturday.
  expect(days('skip')).not.toContain('2026-12-28');
  expect(days('skip')).toContain('2026-12-21');
  expect(days('next-working-day')).toContain('2026-12-29');
});

test('what ended is planned no further; an extra meeting has an id of its own', () => {
  const now = Date.parse('2026-12-01T09:00Z');
  const extra = newMeeting('m9', SERIES, now + DAY, null);
  const found = feedMeetings({ ...SERIES, endedAt: now }, [extra], [], 'Europe/London', now);
  expect(found.map(({ uid }) => uid)).toEqual(['meeting-m9']);
});

test('no text that people write becomes a line of its own, and none is lost', () => {
  const hostile = 'a;b,c\\d "e" ü\r\nATTENDEE:mailto:x@example.org\u2028\u0007\nEND:VEVENT';
  const event: CalendarEvent = {
    uid: 'u',
    startsAt: 0,
    endsAt: HOUR,
    summary: hostile,
    description: hostile,
    place: hostile,
    page: 'https://example.org/chair/1',
    sequence: 0,
    calledOff: false,
  };
  const whole = readCalendar(feedText({ name: hostile, events: [event, { ...event, uid: 'v' }] }));
  expect(whole.events).toHaveLength(2);
  expect(whole.events[0]?.property('attendee')).toBeNull();
  const told = 'a;b,c\\d "e" ü ATTENDEE:mailto:x@example.org END:VEVENT';
  expect(whole.events[0]).toMatchObject({ summary: told, location: told });
  expect(whole.events[0]?.description).toContain('\nEND:VEVENT');
  expect(whole.name).toContain('a;b,c\\d "e" ü ATTENDEE');
});

describe('an entry for a chair', () => {
  const now = Date.parse('2026-12-01T09:00Z');
  const planned = newMeeting('m1', SERIES, now + 7 * DAY, now + 7 * DAY);
  const chaired: Meeting = { ...planned, chairId: 'zed' };
  const put = nextEntry(null, chaired, SERIES, 'zed', now);

  test('is put in after the yes, anew where time or place change, taken out when the turn is theirs no more', () => {
    expect(nextEntry(null, planned, SERIES, 'zed', now)).toBeNull();
    expect(nextEntry(null, chaired, SERIES, 'gwen', now)).toBeNull();
    expect(put).toMatchObject({ sequence: 0, stands: true, startsAt: planned.startsAt });
    expect(nextEntry(put, chaired, SERIES, 'zed', now)).toBeNull();
    const later = { ...chaired, startsAt: chaired.startsAt + HOUR, endsAt: chaired.endsAt + HOUR };
    expect(nextEntry(put, later, SERIES, 'zed', now)).toMatchObject({
      sequence: 1,
      startsAt: later.startsAt,
    });
    const there = { ...SERIES, venue: { place: 'Room 2' } };
    expect(nextEntry(put, chaired, there, 'zed', now)).toMatchObject({ sequence: 1, place: 'Room 2' });
    for (const over of [planned, { ...chaired, state: 'cancelled' as const }]) {
      const out = nextEntry(put, over, SERIES, 'zed', now);
      expect(out).toMatchObject({ sequence: 1, stands: false, startsAt: put?.startsAt });
      expect(nextEntry(out, over, SERIES, 'zed', now)).toBeNull();
      expect(nextEntry(out, chaired, SERIES, 'zed', now)).toMatchObject({ sequence: 2, stands: true });
    }
    expect(nextEntry(put, planned, SERIES, 'zed', planned.startsAt)).toBeNull();
  });

  test('is a request that is answered already, and asks for no answer', () => {
    const event = {
      uid: 'u',
      startsAt: 0,
      endsAt: HOUR,
      summary: 's',
      description: 'd',
      place: null,
      page: null,
    };
    const who = {
      organizer: { name: 'Roundtable', address: 'r@example.org' },
      attendee: 'joe@example.org',
      at: now,
    };
    for (const stands of [true, false]) {
      const text = entryText({ stands, event: { ...event, sequence: 3, calledOff: !stands } }, who);
      const { method, events } = readCalendar(text);
      expect(method).toBe(stands ? 'REQUEST' : 'CANCEL');
      expect(events[0]).toMatchObject({ sequence: 3, status: stands ? 'CONFIRMED' : 'CANCELLED' });
      expect(events[0]?.property('organizer')).toBe('mailto:r@example.org');
      expect(events[0]?.property('attendee')?.toLowerCase()).toBe('mailto:joe@example.org');
      expect(events[0]?.parameter('attendee', 'partstat')).toBe('ACCEPTED');
      expect(events[0]?.parameter('attendee', 'rsvp')).toBe('FALSE');
    }
  });
});
