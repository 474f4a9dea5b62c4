import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantAt, localTime } from '../../../src/core/calendar/local-time.ts';
import { nextOccurrence } from '../../../src/core/calendar/occurrences.ts';
import { ORDINALS, type Schedule, shortestInterval } from '../../../src/core/calendar/schedule.ts';
import { WEEKDAYS, type Weekday } from '../../../src/core/calendar/weekday.ts';
import { DAY, type Instant, MINUTE } from '../../../src/core/instant.ts';

const sunday = (time: string, anchor: string, weeks = 1) => ({
  kind: 'weekly' as const,
  weeks,
  weekday: 'sunday' as Weekday,
  time,
  anchor,
});

function iso(instants: readonly number[]): string[] {
  return instants.map((instant) => new Date(instant).toISOString().slice(0, 16));
}

/** Later than `after`, up to and including `until`. */
function occurrencesBetween(schedule: Schedule, timezone: string, after: Instant, until: Instant): Instant[] {
  const found: Instant[] = [];
  let next = nextOccurrence(schedule, timezone, after);
  while (next !== null && next <= until) {
    found.push(next);
    next = nextOccurrence(schedule, timezone, next);
  }
  return found;
}

function between(schedule: Schedule, timezone: string, from: string, to: string): string[] {
  return iso(occurrencesBetween(schedule, timezone, Date.parse(`${from}Z`), Date.parse(`${to}Z`)));
}

describe('daylight saving', () => {
  it('keeps the local hour in London, forward and back', () => {
    const schedule: Schedule = { ...sunday('10:00', '2026-01-01'), weekday: 'tuesday' };
    expect(between(schedule, 'Europe/London', '2026-03-20T00:00', '2026-04-01T00:00')).toEqual([
      '2026-03-24T10:00',
      '2026-03-31T09:00',
    ]);
    expect(between(schedule, 'Europe/London', '2026-10-18T00:00', '2026-10-28T00:00')).toEqual([
      '2026-10-20T09:00',
      '2026-10-27T10:00',
    ]);
  });

  it.each([
    ['Europe/London', '01:30', '2026-03-29', '2026-03-29T01:00'],
    ['Europe/London', '01:00', '2026-03-29', '2026-03-29T01:00'],
    ['America/New_York', '02:30', '2026-03-08', '2026-03-08T07:00'],
    ['Australia/Lord_Howe', '02:10', '2026-10-04', '2026-10-03T15:30'],
    ['Australia/Lord_Howe', '02:00', '2020-10-04', '2020-10-03T15:30'],
  ])('moves a time that %s skips to the first there is', (timezone, time, date, expected) => {
    const schedule = sunday(time, date);
    const first = nextOccurrence(schedule, timezone, Date.parse(date) - 2 * DAY);
    expect(iso([first ?? 0])).toEqual([expected]);
    const second = nextOccurrence(schedule, timezone, first ?? 0);
    expect(localTime(second ?? 0, timezone)).toMatchObject({ weekday: 'sunday', time });
  });

  it.each([
    ['Europe/London', '01:30', '2026-10-25', '2026-10-25T00:30'],
    ['America/New_York', '01:30', '2026-11-01', '2026-11-01T05:30'],
    ['Australia/Lord_Howe', '01:40', '2026-04-05', '2026-04-04T14:40'],
  ])('happens once, at the first, where %s shows a time twice', (timezone, time, date, expected) => {
    const schedule = sunday(time, date);
    const start = Date.parse(date) - 2 * DAY;
    expect(iso(occurrencesBetween(schedule, timezone, start, start + 6 * DAY))).toEqual([expected]);
    const first = Date.parse(`${expected}Z`);
    for (const minutes of [1, 15, 29, 31, 59, 61, 90]) {
      const next = nextOccurrence(schedule, timezone, first + minutes * MINUTE);
      expect((next ?? 0) - first).toBeGreaterThan(6 * DAY);
    }
  });
});

describe('the calendar', () => {
  it('counts every second week from the anchor across a year with 53 weeks', () => {
    const schedule: Schedule = {
      kind: 'weekly',
      weeks: 2,
      weekday: 'thursday',
      time: '14:00',
      anchor: '2026-11-20',
    };
    expect(between(schedule, 'Europe/London', '2026-11-01T00:00', '2027-01-31T00:00')).toEqual([
      '2026-11-26T14:00',
      '2026-12-10T14:00',
      '2026-12-24T14:00',
      '2027-01-07T14:00',
      '2027-01-21T14:00',
    ]);
  });

  it('finds the last Friday of a leap February and the second Tuesday of each month', () => {
    const last: Schedule = {
      kind: 'monthly',
      ordinal: 'last',
      weekday: 'tuesday',
      time: '15:00',
      anchor: '2028-02-01',
    };
    expect(between(last, 'Europe/London', '2028-02-01T00:00', '2028-03-01T00:00')).toEqual([
      '2028-02-29T15:00',
    ]);
    const second: Schedule = { ...last, ordinal: 'second', anchor: '2026-12-09' };
    expect(between(second, 'Europe/London', '2026-12-01T00:00', '2027-02-20T00:00')).toEqual([
      '2027-01-12T15:00',
      '2027-02-09T15:00',
    ]);
  });

  it('puts first to fourth into the first month of a quarter and the last into its third', () => {
    const second: Schedule = {
      kind: 'quarterly',
      ordinal: 'second',
      weekday: 'tuesday',
      time: '10:00',
      anchor: '2026-02-01',
    };
    expect(between(second, 'Europe/London', '2026-01-01T00:00', '2027-01-31T00:00')).toEqual([
      '2026-04-14T09:00',
      '2026-07-14T09:00',
      '2026-10-13T09:00',
      '2027-01-12T10:00',
    ]);
    const last: Schedule = { ...second, ordinal: 'last', weekday: 'friday' };
    expect(between(last, 'Europe/London', '2026-01-01T00:00', '2026-12-31T23:00')).toEqual([
      '2026-03-27T10:00',
      '2026-06-26T09:00',
      '2026-09-25T09:00',
      '2026-12-25T10:00',
    ]);
    expect(between({ ...last, month: 2 }, 'Europe/London', '2026-01-01T00:00', '2026-12-31T23:00')).toEqual([
      '2026-02-27T10:00',
      '2026-05-29T09:00',
      '2026-08-28T09:00',
      '2026-11-27T10:00',
    ]);
  });

  it('lets once happen once', () => {
    const once: Schedule = { kind: 'once', date: '2026-12-01', time: '10:00' };
    const at = instantAt('2026-12-01T10:00', 'Europe/London');
    expect(nextOccurrence(once, 'Europe/London', at - 1)).toBe(at);
    expect(nextOccurrence(once, 'Europe/London', at)).toBeNull();
    expect(occurrencesBetween(once, 'Europe/London', at - 1, at)).toEqual([at]);
  });

  it('reaches far from its anchor', () => {
    const schedule = sunday('10:00', '1990-01-07', 2);
    const next = nextOccurrence(schedule, 'Europe/London', Date.parse('2026-11-22T12:00Z')) ?? 0;
    const weeks = (Date.parse(localTime(next, 'UTC').date) - Date.parse('1990-01-07')) / (14 * DAY);
    expect(Number.isInteger(weeks)).toBe(true);
  });
});

const timezones = fc.constantFrom(
  'Europe/London',
  'America/New_York',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
  'Asia/Kathmandu',
  'UTC',
);
const dates = fc
  .integer({ min: Date.parse('2020-01-01'), max: Date.parse('2032-12-31') })
  .map((instant) => new Date(instant).toISOString().slice(0, 10));
const times = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  // The small hours are where clocks change.
  .chain(([hour, minute]) => fc.constantFrom(hour, hour % 4).map((each) => ({ hour: each, minute })))
  .map(({ hour, minute }) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);
const common = { weekday: fc.constantFrom(...WEEKDAYS, 'sunday' as const), time: times, anchor: dates };
const ordinal = fc.constantFrom(...ORDINALS);
const schedules = fc.oneof(
  fc.record({ kind: fc.constant('weekly' as const), weeks: fc.integer({ min: 1, max: 6 }), ...common }),
  fc.record({ kind: fc.constant('monthly' as const), ordinal, ...common }),
  fc.record(
    {
      kind: fc.constant('quarterly' as const),
      ordinal: fc.constantFrom(...ORDINALS).filter((each) => each !== 'fifth'),
      month: fc.constantFrom(1 as const, 2 as const, 3 as const),
      ...common,
    },
    { requiredKeys: ['kind', 'ordinal', 'weekday', 'time', 'anchor'] },
  ),
  fc.record({
    kind: fc.constant('monthly-date' as const),
    day: fc.integer({ min: 1, max: 31 }),
    time: times,
    anchor: dates,
  }),
  fc.record({
    kind: fc.constant('monthly-working-day' as const),
    which: fc.constantFrom('first' as const, 'last' as const),
    time: times,
    anchor: dates,
  }),
);

describe('any schedule in any time zone', () => {
  it('is strictly increasing, on the asked weekday and time, never before its anchor, and skips nothing', () => {
    fc.assert(
      fc.property(
        schedules,
        timezones,
        fc.integer({ min: 0, max: 2000 * DAY }),
        (schedule, timezone, later) => {
          const after = Date.parse(schedule.anchor) - 40 * DAY + later;
          const found = occurrencesBetween(schedule, timezone, after, after + 300 * DAY);
          expect(found.length).toBeGreaterThan(0);
          let previous = after;
          for (const instant of found) {
            expect(instant).toBeGreaterThan(previous);
            const local = localTime(instant, timezone);
            if ('weekday' in schedule) expect(local.weekday).toBe(schedule.weekday);
            expect(local.date >= schedule.anchor).toBe(true);
            if (local.time !== schedule.time) {
              // Only a gap may move it, and then the asked time does not exist on that day.
              expect(local.time > schedule.time).toBe(true);
              expect(instantAt(`${local.date}T${schedule.time}`, timezone)).toBe(instant);
              expect(localTime(instant - 1, timezone).time < schedule.time).toBe(true);
            }
            // From anywhere between two occurrences the later one is next.
            expect(nextOccurrence(schedule, timezone, previous)).toBe(instant);
            expect(nextOccurrence(schedule, timezone, Math.floor((previous + instant) / 2))).toBe(instant);
            expect(nextOccurrence(schedule, timezone, instant - 1)).toBe(instant);
            previous = instant;
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  it('comes on every asked weekday, counted day by day', () => {
    fc.assert(
      fc.property(schedules, timezones, (schedule, timezone) => {
        const start = Date.parse(schedule.anchor) - DAY;
        const days = Array.from({ length: 400 }, (_, index) =>
          new Date(start + index * DAY).toISOString().slice(0, 10),
        );
        const asked = days.filter((day) => day >= schedule.anchor && isAsked(schedule, day));
        const found = occurrencesBetween(schedule, timezone, start - DAY, start + 401 * DAY)
          .map((instant) => localTime(instant, timezone).date)
          .filter((day) => day <= (days.at(-1) ?? ''));
        expect(found).toEqual(asked);
      }),
      { numRuns: 100 },
    );
  });

  it('never comes sooner than its shortest interval', () => {
    fc.assert(
      fc.property(schedules, timezones, (schedule, timezone) => {
        const start = Date.parse(schedule.anchor);
        const found = occurrencesBetween(schedule, timezone, start, start + 800 * DAY);
        for (const [index, instant] of found.slice(1).entries()) {
          expect(instant - (found[index] ?? 0)).toBeGreaterThanOrEqual(shortestInterval(schedule));
        }
      }),
      { numRuns: 60 },
    );
  });
});

/** A second, slower reading of what a schedule asks: straight from the Gregorian calendar in UTC. */
function isAsked(schedule: Exclude<Schedule, { kind: 'once' }>, day: string): boolean {
  const date = new Date(`${day}T00:00Z`);
  const later = (days: number) => new Date(date.getTime() + days * DAY);
  if (schedule.kind === 'monthly-date') {
    const isLastDay = later(1).getUTCDate() === 1;
    return date.getUTCDate() === schedule.day || (isLastDay && date.getUTCDate() < schedule.day);
  }
  if (schedule.kind === 'monthly-working-day') {
    const isWorking = (each: Date) => each.getUTCDay() % 6 !== 0;
    const step = schedule.which === 'first' ? -1 : 1;
    const rest = [1, 2, 3].map((days) => later(step * days));
    return (
      isWorking(date) && !rest.some((each) => each.getUTCMonth() === date.getUTCMonth() && isWorking(each))
    );
  }
  if (WEEKDAYS[(date.getUTCDay() + 6) % 7] !== schedule.weekday) return false;
  if (schedule.kind === 'weekly') {
    const weeks = Math.floor((date.getTime() - Date.parse(schedule.anchor)) / (7 * DAY));
    return weeks % schedule.weeks === 0;
  }
  const month = date.getUTCMonth();
  const isLast = later(7).getUTCMonth() !== month;
  const which = ['first', 'second', 'third', 'fourth', 'fifth'][Math.floor((date.getUTCDate() - 1) / 7)];
  const inMonth = schedule.ordinal === 'last' ? isLast : which === schedule.ordinal;
  if (schedule.kind === 'monthly') return inMonth;
  return inMonth && (month % 3) + 1 === (schedule.month ?? (schedule.ordinal === 'last' ? 3 : 1));
}
