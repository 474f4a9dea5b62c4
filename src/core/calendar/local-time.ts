import { Temporal } from 'temporal-polyfill';
import type { Instant } from '../instant.ts';
import { type Weekday, weekdayNumbered } from './weekday.ts';

/** A calendar day without a time zone, `2026-11-24`. */
export type LocalDate = string;

/** What a clock on the wall shows, in 24 hours, `09:30`. */
export type ClockTime = string;

/** A moment as people in one time zone would say it. */
export interface LocalTime {
  readonly date: LocalDate;
  readonly time: ClockTime;
  readonly weekday: Weekday;
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
}

/** Whether `name` is a time zone of the IANA database, such as `Europe/London`. A bare offset such as `+01:00` is refused: it knows no daylight saving. */
export function isTimezone(name: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/.test(name)) return false;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
}

/** The local date, clock time and weekday of an instant, seconds dropped. Throws a RangeError for an unknown time zone. */
export function localTime(instant: Instant, timezone: string): LocalTime {
  const local = zoned(instant, timezone);
  return {
    date: local.toPlainDate().toString(),
    time: local.toPlainTime().toString({ smallestUnit: 'minute', roundingMode: 'trunc' }),
    weekday: weekdayNumbered(local.dayOfWeek),
    year: local.year,
    month: local.month,
    day: local.day,
    hour: local.hour,
    minute: local.minute,
  };
}

/**
 * The instant at which clocks in `timezone` show `local` (`2026-11-24T10:00`).
 * A time that the clocks skip becomes the first one after the gap; a time that they show twice is taken the first time.
 * Throws a RangeError for text that is no date and time.
 */
export function instantAt(local: string, timezone: string): Instant {
  const asked = Temporal.PlainDateTime.from(local);
  const found = asked.toZonedDateTime(timezone, { disambiguation: 'compatible' });
  if (found.toPlainDateTime().equals(asked)) return found.epochMilliseconds;
  // Temporal moves a skipped 01:30 on by the length of the gap, to 02:30; people expect the first time there is.
  // A nanosecond later, because the transition is searched strictly before, and 01:00 moves exactly onto it.
  const gapEnd = found.add({ nanoseconds: 1 }).getTimeZoneTransition('previous');
  return (gapEnd ?? found).epochMilliseconds;
}

/** The second time clocks show `local`, where they show it twice; otherwise the same as `instantAt`. */
export function laterInstantAt(local: string, timezone: string): Instant {
  const asked = Temporal.PlainDateTime.from(local);
  const found = asked.toZonedDateTime(timezone, { disambiguation: 'later' });
  return found.toPlainDateTime().equals(asked) ? found.epochMilliseconds : instantAt(local, timezone);
}

/** When a local day begins: 00:00, or the first time there is where the clocks skip midnight. */
export function startOfDay(date: LocalDate, timezone: string): Instant {
  return Temporal.PlainDate.from(date).toZonedDateTime(timezone).epochMilliseconds;
}

/** A stretch of time from `from` up to, and without, `to`. */
export interface Span {
  readonly from: Instant;
  readonly to: Instant;
}

/** The date `days` later, or earlier where negative. */
export function addDays(date: LocalDate, days: number): LocalDate {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}

function zoned(instant: Instant, timezone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timezone);
}
