import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { localTime } from '../../../src/core/calendar/local-time.ts';
import { nextOccurrence } from '../../../src/core/calendar/occurrences.ts';
import { keepPhase, startingOn } from '../../../src/core/calendar/phase.ts';
import { ORDINALS, type Schedule } from '../../../src/core/calendar/schedule.ts';
import { parseSchedule } from '../../../src/core/calendar/schedule-words.ts';
import { WEEKDAYS } from '../../../src/core/calendar/weekday.ts';
import { DAY } from '../../../src/core/instant.ts';

const LONDON = 'Europe/London';

function datesOf(schedule: Schedule, timezone: string, after: number, count: number): string[] {
  const found: string[] = [];
  let at = nextOccurrence(schedule, timezone, after);
  while (at !== null && found.length < count) {
    found.push(localTime(at, timezone).date);
    at = nextOccurrence(schedule, timezone, at);
  }
  return found;
}

/** As a form reads it: counted from today. */
function asked(every: string, on: string, today: string): Schedule {
  const schedule = parseSchedule(every, on, today);
  if (!schedule.ok) throw new Error(schedule.code);
  return schedule.value;
}

function edited(before: [string, string, string], now: string, to: [string, string]): string[] {
  const at = Date.parse(now);
  const schedule = keepPhase(asked(...to, localTime(at, LONDON).date), asked(...before), LONDON, at);
  return datesOf(schedule, LONDON, at, 3);
}

describe('an edit keeps the phase', () => {
  const meetings: [string, string, string] = ['2 weeks', 'Thursday 14:00', '2026-11-19'];

  it.each<[string, string, [string, string], string[]]>([
    [
      'the time',
      '2026-11-23T09:00Z',
      ['2 weeks', 'Thursday 14:30'],
      ['2026-12-03', '2026-12-17', '2026-12-31'],
    ],
    [
      'an earlier day',
      '2026-11-23T09:00Z',
      ['2 weeks', 'Monday 09:00'],
      ['2026-11-30', '2026-12-14', '2026-12-28'],
    ],
    [
      'a later day',
      '2026-11-23T09:00Z',
      ['2 weeks', 'Sunday 09:00'],
      ['2026-12-06', '2026-12-20', '2027-01-03'],
    ],
    // The day of this week has passed: the phase stays, the meeting does not come a week later instead.
    [
      'a day that is over',
      '2026-12-02T09:00Z',
      ['2 weeks', 'Tuesday 09:00'],
      ['2026-12-15', '2026-12-29', '2027-01-12'],
    ],
    // They met this week: no second time in it.
    [
      'a day after the meeting',
      '2026-12-03T18:00Z',
      ['2 weeks', 'Friday 09:00'],
      ['2026-12-18', '2027-01-01', '2027-01-15'],
    ],
    [
      'more seldom',
      '2026-11-23T09:00Z',
      ['4 weeks', 'Thursday 14:00'],
      ['2026-12-03', '2026-12-31', '2027-01-28'],
    ],
    [
      'more often',
      '2026-11-23T09:00Z',
      ['week', 'Thursday 14:00'],
      ['2026-11-26', '2026-12-03', '2026-12-10'],
    ],
    [
      'by months',
      '2026-11-23T09:00Z',
      ['month', 'second Thursday 14:00'],
      ['2026-12-10', '2027-01-14', '2027-02-11'],
    ],
  ])('%s', (_what, now, to, dates) => {
    expect(edited(meetings, now, to)).toEqual(dates);
  });

  it.each<[string, [string, string, string], string, [string, string], string[]]>([
    [
      'what few months have, to what every month has',
      ['month', 'fifth Tuesday 14:00', '2028-01-01'],
      '2028-03-16T09:00Z',
      ['month', 'last Tuesday 14:00'],
      ['2028-03-28', '2028-04-25', '2028-05-30'],
    ],
    [
      'a month that has had its date',
      ['month', 'second Tuesday 10:00', '2026-01-01'],
      '2026-12-09T09:00Z',
      ['month', 'third Tuesday 10:00'],
      ['2027-01-19', '2027-02-16', '2027-03-16'],
    ],
    [
      'a quarter that has had its date',
      ['quarter', 'first Monday 10:00', '2026-01-01'],
      '2026-10-07T09:00Z',
      ['quarter', 'last Monday 10:00'],
      ['2027-03-29', '2027-06-28', '2027-09-27'],
    ],
    [
      'four weeks to two',
      ['4 weeks', 'Thursday 14:00', '2026-12-17'],
      '2026-11-23T09:00Z',
      ['2 weeks', 'Thursday 14:00'],
      ['2026-12-17', '2026-12-31', '2027-01-14'],
    ],
    [
      'four weeks to two, under way',
      ['4 weeks', 'Thursday 14:00', '2026-10-22'],
      '2026-11-23T09:00Z',
      ['2 weeks', 'Thursday 14:00'],
      ['2026-12-03', '2026-12-17', '2026-12-31'],
    ],
    [
      'a start that is still to come',
      ['2 weeks', 'Thursday 14:00', '2027-01-07'],
      '2026-11-23T09:00Z',
      ['2 weeks', 'Monday 14:00'],
      ['2027-01-04', '2027-01-18', '2027-02-01'],
    ],
    [
      'more often, with a start to come',
      ['2 weeks', 'Thursday 14:00', '2027-01-07'],
      '2026-11-23T09:00Z',
      ['week', 'Thursday 14:00'],
      ['2027-01-07', '2027-01-14', '2027-01-21'],
    ],
    [
      'quarters to months',
      ['quarter', 'first Monday 10:00', '2026-01-01'],
      '2026-11-23T09:00Z',
      ['month', 'first Monday 10:00'],
      ['2026-12-07', '2027-01-04', '2027-02-01'],
    ],
    [
      'quarters to months, with a start to come',
      ['quarter', 'first Monday 10:00', '2027-03-20'],
      '2026-11-23T09:00Z',
      ['month', 'first Monday 10:00'],
      ['2027-03-01', '2027-04-05', '2027-05-03'],
    ],
    [
      'once, to come',
      ['once', '2026-12-15 10:00', '2026-11-23'],
      '2026-11-23T09:00Z',
      ['week', 'Tuesday 10:00'],
      ['2026-12-15', '2026-12-22', '2026-12-29'],
    ],
    [
      'once, over',
      ['once', '2026-11-15 10:00', '2026-11-10'],
      '2026-11-23T09:00Z',
      ['week', 'Tuesday 10:00'],
      ['2026-11-24', '2026-12-01', '2026-12-08'],
    ],
  ])('%s', (_what, before, now, to, dates) => {
    expect(edited(before, now, to)).toEqual(dates);
  });

  it('keeps the months that every 3 months was given', () => {
    const february: [string, string, string] = ['quarter from February', 'last Tuesday 10:00', '2028-02-29'];
    const edit = edited(february, '2028-03-01T09:00Z', ['quarter from February', 'first Monday 10:00']);
    expect(edit).toEqual(['2028-05-01', '2028-08-07', '2028-11-06']);
  });

  it('counts a new plan from today, and gives one that is saved unchanged back', () => {
    const today = asked('2 weeks', 'Thursday 14:00', '2026-11-23');
    const former = { ...today, anchor: '2026-01-01' };
    expect(keepPhase(today, null, LONDON, Date.parse('2026-11-23T09:00Z'))).toEqual(today);
    expect(keepPhase(today, former, LONDON, Date.parse('2026-11-23T09:00Z'))).toEqual(former);
  });
});

describe('a date to start with', () => {
  const from = (on: string, date: string, timezone = LONDON) => {
    const schedule = asked('quarter', on, '2026-11-23');
    if (schedule.kind === 'once') throw new Error('repeats');
    return datesOf(startingOn(schedule, date, timezone), timezone, Date.parse('2026-11-23T09:00Z'), 5);
  };

  it.each([
    [
      '2028-02-29',
      'last Tuesday 10:00',
      '2028-02-29',
      ['2028-05-30', '2028-08-29', '2028-11-28', '2029-02-27'],
    ],
    // The last Tuesday of its month has passed: the next month has the first.
    [
      '2028-03-30',
      'last Tuesday 10:00',
      '2028-04-25',
      ['2028-07-25', '2028-10-31', '2029-01-30', '2029-04-24'],
    ],
    [
      '2026-12-01',
      'second Friday 09:00',
      '2026-12-11',
      ['2027-03-12', '2027-06-11', '2027-09-10', '2027-12-10'],
    ],
    [
      '2027-01-04',
      'first Monday 00:00',
      '2027-01-04',
      ['2027-04-05', '2027-07-05', '2027-10-04', '2028-01-03'],
    ],
  ])('%s gives every 3 months its months: %s', (date, on, first, later) => {
    for (const timezone of [LONDON, 'Pacific/Auckland', 'America/New_York'])
      expect(from(on, date, timezone)).toEqual([first, ...later]);
  });

  it('is where every other rhythm starts too', () => {
    const weekly = asked('2 weeks', 'Tuesday 10:00', '2026-11-23');
    if (weekly.kind === 'once') throw new Error('repeats');
    expect(startingOn(weekly, '2027-01-06', LONDON)).toEqual({ ...weekly, anchor: '2027-01-06' });
  });
});

const timezones = fc.constantFrom(LONDON, 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'UTC');
const times = fc.constantFrom('00:00', '01:30', '02:15', '09:30', '14:00', '23:59');
const anchors = fc
  .integer({ min: Date.parse('2024-01-01'), max: Date.parse('2028-12-31') })
  .map((instant) => new Date(instant).toISOString().slice(0, 10));
const common = { weekday: fc.constantFrom(...WEEKDAYS), time: times, anchor: anchors };
const plans = fc.oneof(
  fc.record({ kind: fc.constant('weekly' as const), weeks: fc.integer({ min: 1, max: 8 }), ...common }),
  fc.record({
    kind: fc.constantFrom('monthly' as const, 'quarterly' as const),
    ordinal: fc.constantFrom(...ORDINALS).filter((each) => each !== 'fifth'),
    ...common,
  }),
  fc.record({
    kind: fc.constant('quarterly' as const),
    ordinal: fc.constantFrom('first' as const, 'last' as const),
    month: fc.constantFrom(1 as const, 2 as const, 3 as const),
    ...common,
  }),
);

test('an edit of the time alone keeps every future date', () => {
  fc.assert(
    fc.property(
      plans,
      timezones,
      times,
      fc.integer({ min: -100, max: 700 }),
      fc.nat(DAY),
      (plan, timezone, time, days, moment) => {
        const now = Date.parse(plan.anchor) + days * DAY + moment;
        const today = localTime(now, timezone).date;
        const kept = keepPhase({ ...plan, time, anchor: today }, plan, timezone, now);
        const later = (schedule: Schedule) =>
          datesOf(schedule, timezone, now, 5).filter((date) => date > today);
        expect(later(kept).slice(0, 4)).toEqual(later(plan).slice(0, 4));
      },
    ),
  );
});

test('an edit of the weekday keeps the weeks in which something happens', () => {
  fc.assert(
    fc.property(
      plans,
      timezones,
      common.weekday,
      fc.integer({ min: -100, max: 700 }),
      (plan, timezone, weekday, days) => {
        if (plan.kind !== 'weekly') return;
        const now = Date.parse(plan.anchor) + days * DAY;
        const today = localTime(now, timezone).date;
        const kept = keepPhase({ ...plan, weekday, anchor: today }, plan, timezone, now);
        const mondays = (schedule: Schedule) =>
          datesOf(schedule, timezone, now, 6).map((date) => {
            const day = Date.parse(date);
            return new Date(day - ((new Date(day).getUTCDay() + 6) % 7) * DAY).toISOString().slice(0, 10);
          });
        const [before, after] = [mondays(plan), mondays(kept)];
        // The day of the first week may have passed; no other week is left out, and none is added.
        expect([before.slice(0, 4), before.slice(1, 5)]).toContainEqual(after.slice(0, 4));
      },
    ),
  );
});
