import { Temporal } from 'temporal-polyfill';
import type { Instant } from '../instant.ts';
import { localTime, type Span, startOfDay } from './local-time.ts';

/** A week from Monday to Sunday as ISO 8601 numbers it, `2026-W47`. */
export type IsoWeek = string;

const PATTERN = /^(\d{4})-W(\d{2})$/;

/** Whether text names a week that exists: `2026-W53` does, `2025-W53` does not. */
export function isIsoWeek(text: string): boolean {
  const match = PATTERN.exec(text);
  if (match === null) return false;
  return weekOf(monday(Number(match[1]), Number(match[2]))) === text;
}

/** The ISO week in which an instant falls for people in `timezone`. */
export function isoWeekOf(instant: Instant, timezone: string): IsoWeek {
  return weekOf(Temporal.PlainDate.from(localTime(instant, timezone).date));
}

/** From Monday 00:00 to the next Monday 00:00, local. Throws a RangeError for a week that does not exist. */
export function isoWeekRange(week: IsoWeek, timezone: string): Span {
  const first = mondayOf(week);
  return {
    from: startOfDay(first.toString(), timezone),
    to: startOfDay(first.add({ weeks: 1 }).toString(), timezone),
  };
}

/** The week `count` weeks later, or earlier where negative. Throws a RangeError for a week that does not exist. */
export function addWeeks(week: IsoWeek, count: number): IsoWeek {
  return weekOf(mondayOf(week).add({ weeks: count }));
}

function mondayOf(week: IsoWeek): Temporal.PlainDate {
  const match = PATTERN.exec(week);
  if (match === null || !isIsoWeek(week)) throw new RangeError(`"${week}" is not a week that exists`);
  return monday(Number(match[1]), Number(match[2]));
}

/** ISO 8601: week 1 is the week with 4 January in it. */
function monday(year: number, number: number): Temporal.PlainDate {
  const fourth = Temporal.PlainDate.from({ year, month: 1, day: 4 });
  return fourth.subtract({ days: fourth.dayOfWeek - 1 }).add({ weeks: number - 1 });
}

function weekOf(date: Temporal.PlainDate): IsoWeek {
  const year = String(date.yearOfWeek).padStart(4, '0');
  return `${year}-W${String(date.weekOfYear).padStart(2, '0')}`;
}
