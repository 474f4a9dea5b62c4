import { DAY, HOUR, MINUTE } from '../instant.ts';
import { type Result, refuse, success } from '../result.ts';
import { inFigures, plain } from './spoken.ts';

const UNITS: Readonly<Record<string, number>> = {
  m: MINUTE,
  min: MINUTE,
  mins: MINUTE,
  minute: MINUTE,
  minutes: MINUTE,
  h: HOUR,
  hr: HOUR,
  hrs: HOUR,
  hour: HOUR,
  hours: HOUR,
  d: DAY,
  day: DAY,
  days: DAY,
  w: 7 * DAY,
  week: 7 * DAY,
  weeks: 7 * DAY,
};

const LONGEST = 366 * DAY;

export type DurationRefusal = 'not-a-duration' | 'no-unit' | 'too-long';

/**
 * Milliseconds in `48 hours`, `90 minutes`, `10m` or `two days`: a whole number above nought and one unit, at most 366 days.
 * A day is 24 hours of elapsed time, also where daylight saving makes the local day longer or shorter.
 */
export function parseDuration(text: string): Result<number, DurationRefusal> {
  const match = /^(\d{1,6}) ?([a-z]+)?$/.exec(inFigures(plain(text)));
  const unit = match?.[2];
  if (match !== null && unit === undefined) return refuse('no-unit');
  const size = unit !== undefined && Object.hasOwn(UNITS, unit) ? UNITS[unit] : undefined;
  const count = Number(match?.[1]);
  if (size === undefined || !(count > 0)) return refuse('not-a-duration');
  return count * size > LONGEST ? refuse('too-long') : success(count * size);
}
