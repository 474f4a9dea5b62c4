import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDuration } from '../../../src/core/calendar/duration.ts';
import { addWeeks, isIsoWeek, isoWeekOf, isoWeekRange } from '../../../src/core/calendar/iso-week.ts';
import {
  addDays,
  instantAt,
  isTimezone,
  laterInstantAt,
  localTime,
  startOfDay,
} from '../../../src/core/calendar/local-time.ts';
import { quarterEnd, quarterOf } from '../../../src/core/calendar/quarter.ts';
import { DAY, HOUR, MINUTE } from '../../../src/core/instant.ts';

const at = (text: string) => Date.parse(text);

describe('local time', () => {
  it('tells the pieces of an instant', () => {
    expect(localTime(at('2026-07-01T23:30:59Z'), 'Europe/London')).toEqual({
      date: '2026-07-02',
      time: '00:30',
      weekday: 'thursday',
      year: 2026,
      month: 7,
      day: 2,
      hour: 0,
      minute: 30,
    });
  });

  it('finds the instant of a local time, also where it is skipped or doubled', () => {
    expect(instantAt('2026-07-01T10:00', 'Europe/London')).toBe(at('2026-07-01T09:00Z'));
    expect(instantAt('2026-03-29T01:30', 'Europe/London')).toBe(at('2026-03-29T01:00Z'));
    expect(instantAt('2026-10-25T01:30', 'Europe/London')).toBe(at('2026-10-25T00:30Z'));
    expect(laterInstantAt('2026-10-25T01:30', 'Europe/London')).toBe(at('2026-10-25T01:30Z'));
    expect(laterInstantAt('2026-03-29T01:30', 'Europe/London')).toBe(at('2026-03-29T01:00Z'));
  });

  it('knows when local days begin, 23, 24 or 25 hours apart', () => {
    const hours = (date: string) => {
      const [from, to] = [date, addDays(date, 1)].map((day) => startOfDay(day, 'Europe/London'));
      return ((to ?? 0) - (from ?? 0)) / HOUR;
    };
    expect([hours('2026-03-29'), hours('2026-06-01'), hours('2026-10-25')]).toEqual([23, 24, 25]);
    // Midnight itself is skipped in Beirut on this day.
    expect(startOfDay('2026-03-29', 'Asia/Beirut')).toBe(at('2026-03-28T22:00Z'));
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  });

  it('knows time zones by name only', () => {
    for (const name of ['Europe/London', 'UTC', 'America/Argentina/Buenos_Aires', 'Asia/Calcutta']) {
      expect(isTimezone(name)).toBe(true);
    }
    for (const name of [
      'Europe/Londn',
      'London',
      '+01:00',
      '',
      ' ',
      'Europe/London ',
      'BST',
      'x'.repeat(1000),
    ]) {
      expect(isTimezone(name)).toBe(false);
    }
  });
});

describe('ISO weeks', () => {
  it.each([
    ['2026-11-16T00:00Z', '2026-W47'],
    ['2026-11-15T23:59Z', '2026-W46'],
    ['2027-01-03T12:00Z', '2026-W53'],
    ['2027-01-04T00:00Z', '2027-W01'],
    ['2024-12-30T00:00Z', '2025-W01'],
    ['2021-01-01T00:00Z', '2020-W53'],
  ])('%s lies in %s', (instant, week) => {
    expect(isoWeekOf(at(instant), 'Europe/London')).toBe(week);
  });

  it('turns at local midnight', () => {
    const instant = at('2026-06-14T23:30Z');
    expect(isoWeekOf(instant, 'Europe/London')).toBe('2026-W25');
    expect(isoWeekOf(instant, 'UTC')).toBe('2026-W24');
  });

  it('goes back and forth over years with 53 weeks', () => {
    expect(addWeeks('2026-W47', -12)).toBe('2026-W35');
    expect(addWeeks('2027-W01', -1)).toBe('2026-W53');
    expect(addWeeks('2025-W52', 1)).toBe('2026-W01');
    expect(isIsoWeek('2026-W53')).toBe(true);
    for (const text of ['2025-W53', '2026-W00', '2026-W54', '2026-47', 'W47', ''])
      expect(isIsoWeek(text)).toBe(false);
    expect(() => addWeeks('2025-W53', 1)).toThrow(RangeError);
  });

  it('spans seven local days, an hour less or more when clocks change', () => {
    const hours = (week: string) => {
      const { from, to } = isoWeekRange(week, 'Europe/London');
      return (to - from) / HOUR;
    };
    expect([hours('2026-W13'), hours('2026-W20'), hours('2026-W43')]).toEqual([167, 168, 169]);
  });

  it('holds every instant in exactly one week', () => {
    fc.assert(
      fc.property(fc.integer({ min: at('1990-01-01'), max: at('2060-01-01') }), (instant) => {
        const week = isoWeekOf(instant, 'America/New_York');
        const { from, to } = isoWeekRange(week, 'America/New_York');
        expect(from <= instant && instant < to).toBe(true);
        expect(isoWeekRange(addWeeks(week, 1), 'America/New_York').from).toBe(to);
      }),
    );
  });
});

describe('quarters', () => {
  it('turn at local midnight', () => {
    expect(quarterOf(at('2026-11-20T12:00Z'), 'Europe/London')).toBe('2026-Q4');
    expect(quarterOf(at('2026-06-30T23:30Z'), 'Europe/London')).toBe('2026-Q3');
    expect(quarterEnd('2026-Q2', 'Europe/London')).toBe(at('2026-06-30T23:00Z'));
    expect(quarterEnd('2026-Q4', 'Europe/London')).toBe(at('2027-01-01T00:00Z'));
    expect(() => quarterEnd('2026-Q5', 'Europe/London')).toThrow(RangeError);
  });
});

describe('durations', () => {
  it.each([
    ['48 hours', 48 * HOUR],
    ['90 minutes', 90 * MINUTE],
    ['10m', 10 * MINUTE],
    ['2 days', 2 * DAY],
    [' 1 Week ', 7 * DAY],
  ])('%s', (text, value) => {
    expect(parseDuration(text)).toEqual({ ok: true, value });
  });

  it.each(['', 'hours', '0 hours', '-2 days', '1.5 hours', '2 months', '3 constructor', '99999999999 m'])(
    'refuses "%s"',
    (text) => {
      expect(parseDuration(text)).toEqual({ ok: false, code: 'not-a-duration' });
    },
  );

  it('refuses more than a year', () => {
    expect(parseDuration('366 days')).toEqual({ ok: true, value: 366 * DAY });
    expect(parseDuration('367 days')).toEqual({ ok: false, code: 'too-long' });
  });
});
