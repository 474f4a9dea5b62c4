import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';
import type { Instant } from '../instant.ts';
import { instantAt, localTime } from './local-time.ts';
import { monthInQuarter, type Ordinal, type Schedule } from './schedule.ts';
import { type Weekday, weekdayNumber } from './weekday.ts';

type Repeating = Exclude<Schedule, { kind: 'once' }>;

/**
 * The first occurrence later than `after`; null where there is none left.
 * Its local time is the asked one through daylight saving; where the clocks skip it, the first time after the gap;
 * where they show it twice, the first of the two, once. Throws a RangeError for an unknown time zone.
 */
export function nextOccurrence(schedule: Schedule, timezone: string, after: Instant): Instant | null {
  if (schedule.kind === 'once') {
    const instant = instantAt(`${schedule.date}T${schedule.time}`, timezone);
    return instant > after ? instant : null;
  }
  const rule = wallRule(schedule);
  const { date, time } = localTime(after, timezone);
  let wall = rule.next(asUtc(date, time));
  while (wall !== null) {
    const instant = instantAt(wall.toPlainDateTime().toString(), timezone);
    // While clocks repeat an hour, the wall says 01:10 again after 01:30 has had its turn.
    if (instant > after) return instant;
    wall = rule.next(new Date(wall.epochMilliseconds));
  }
  return null;
}

/**
 * The rule over wall times, written as if they were UTC. In a real time zone rrule-temporal leaves out a time that the
 * clocks skip (as RFC 5545 3.3.10 asks), and a circle would miss its pulse in the week of the change.
 */
function wallRule(schedule: Repeating): RRuleTemporal {
  const rhythm = rhythmOf(schedule);
  const dtstart = Temporal.ZonedDateTime.from(`${firstDate(schedule)}T${schedule.time}[UTC]`);
  return new RRuleTemporal({ dtstart, tzid: 'UTC', ...rhythm });
}

function rhythmOf(schedule: Repeating) {
  switch (schedule.kind) {
    case 'weekly':
      return { freq: 'WEEKLY' as const, interval: schedule.weeks };
    case 'monthly':
      return { freq: 'MONTHLY' as const, byDay: [dayCode(schedule.ordinal, schedule.weekday)] };
    case 'monthly-date':
      // The latest of these days that the month has.
      return schedule.day <= 28
        ? { freq: 'MONTHLY' as const, byMonthDay: [schedule.day] }
        : {
            freq: 'MONTHLY' as const,
            byMonthDay: [28, 29, 30, 31].filter((day) => day <= schedule.day),
            bySetPos: [-1],
          };
    case 'monthly-working-day':
      return {
        freq: 'MONTHLY' as const,
        byDay: ['MO', 'TU', 'WE', 'TH', 'FR'],
        bySetPos: [schedule.which === 'first' ? 1 : -1],
      };
    case 'quarterly':
      return {
        freq: 'MONTHLY' as const,
        byMonth: [0, 3, 6, 9].map((before) => before + monthInQuarter(schedule)),
        byDay: [dayCode(schedule.ordinal, schedule.weekday)],
      };
  }
}

const POSITIONS: Readonly<Record<Ordinal, number>> = {
  first: 1,
  second: 2,
  third: 3,
  fourth: 4,
  fifth: 5,
  last: -1,
};

/** RFC 5545 BYDAY, such as `2TU` or `-1FR`. */
function dayCode(ordinal: Ordinal, weekday: Weekday): string {
  return `${POSITIONS[ordinal]}${weekday.slice(0, 2).toUpperCase()}`;
}

/** Weeks count from the first asked weekday on or after the anchor; months and quarters only begin there. */
function firstDate(schedule: Repeating): string {
  if (schedule.kind !== 'weekly') return schedule.anchor;
  const anchor = Temporal.PlainDate.from(schedule.anchor);
  const days = (weekdayNumber(schedule.weekday) - anchor.dayOfWeek + 7) % 7;
  return anchor.add({ days }).toString();
}

function asUtc(date: string, time: string): Date {
  return new Date(`${date}T${time}:00Z`);
}
