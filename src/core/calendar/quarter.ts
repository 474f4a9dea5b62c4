import { Temporal } from 'temporal-polyfill';
import type { Instant } from '../instant.ts';
import { localTime, startOfDay } from './local-time.ts';

/** Three calendar months, `2026-Q4`. */
export type Quarter = string;

/** The quarter in which an instant falls for people in `timezone`. */
export function quarterOf(instant: Instant, timezone: string): Quarter {
  const { year, month } = localTime(instant, timezone);
  return `${String(year).padStart(4, '0')}-Q${Math.ceil(month / 3)}`;
}

/** When a quarter is over: the first instant of the next one, local. Throws a RangeError for text that is no quarter. */
export function quarterEnd(quarter: Quarter, timezone: string): Instant {
  const match = /^(\d{4})-Q([1-4])$/.exec(quarter);
  if (match === null) throw new RangeError(`"${quarter}" is not a quarter`);
  const first = Temporal.PlainDate.from({ year: Number(match[1]), month: Number(match[2]) * 3 - 2, day: 1 });
  return startOfDay(first.add({ months: 3 }).toString(), timezone);
}
