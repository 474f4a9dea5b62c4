import { type IsoWeek, isoWeekRange } from '../calendar/iso-week.ts';
import { type LocalDate, localTime, startOfDay } from '../calendar/local-time.ts';
import { type Weekday, weekdayNumber } from '../calendar/weekday.ts';
import type { Instant } from '../instant.ts';
import type { Reader } from './reader.ts';
import type { Words } from './words.ts';

/** "Tuesday 1 December", in the reader's language; with its year where that is not the year of `now`. */
export function dayName(
  instant: Instant,
  language: string,
  timezone: string,
  now: Instant = instant,
): string {
  const day = { weekday: 'long', day: 'numeric', month: 'long', timeZone: timezone } as const;
  const isThisYear = localTime(instant, timezone).year === localTime(now, timezone).year;
  return format(instant, language, isThisYear ? day : { ...day, year: 'numeric' });
}

/** "Tuesday". */
export function weekdayName(weekday: Weekday, language: string): string {
  const date = `2026-11-${15 + weekdayNumber(weekday)}`;
  return format(startOfDay(date, 'UTC'), language, { weekday: 'long', timeZone: 'UTC' });
}

/** "10am", "2:30pm", "midday" in English, as the NHS digital service manual writes them; 24 hours in other languages. */
export function clockTime(instant: Instant, language: string, timezone: string): string {
  const time = format(instant, 'en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: timezone,
  });
  if (!language.startsWith('en')) return time;
  if (time === '12:00') return 'midday';
  if (time === '00:00') return 'midnight';
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const half = hour < 12 ? 'am' : 'pm';
  return `${((hour + 11) % 12) + 1}${minute === 0 ? '' : `:${String(minute).padStart(2, '0')}`}${half}`;
}

/** "Tuesday 1 December, 10am". */
export function dayAndTime(instant: Instant, language: string, timezone: string, now?: Instant): string {
  return `${dayName(instant, language, timezone, now)}, ${clockTime(instant, language, timezone)}`;
}

/** The same as its reader's clocks show it. */
export function whenTold(instant: Instant, { timezone, now }: Reader, { language }: Words): string {
  return dayAndTime(instant, language, timezone, now);
}

/** "24 December 2026" for a calendar day. */
export function dateName(date: LocalDate, language: string): string {
  return format(startOfDay(date, 'UTC'), language, {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
}

/** The Monday that a week begins with: "16 November 2026", or "16 Nov" when short. */
export function weekStart(week: IsoWeek, language: string, short = false): string {
  return format(isoWeekRange(week, 'UTC').from, language, {
    day: 'numeric',
    month: short ? 'short' : 'long',
    ...(short ? {} : { year: 'numeric' as const }),
    timeZone: 'UTC',
  });
}

/** "34%", in the reader's language. */
export function percent(share: number, language: string): string {
  return new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 }).format(share);
}

export function decimal(value: number, language: string): string {
  return new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(value);
}

/** Kept because making one costs far more than using it. Each is a constant, so this never goes stale. */
const formats = new Map<string, Intl.DateTimeFormat>();

function format(instant: Instant, language: string, options: Intl.DateTimeFormatOptions): string {
  const id = `${language} ${JSON.stringify(options)}`;
  const known = formats.get(id) ?? new Intl.DateTimeFormat(language, options);
  formats.set(id, known);
  // ICU puts a comma after the weekday in some releases and not in others: leave it out in all.
  return known
    .formatToParts(instant)
    .map(({ type, value }) => (type === 'literal' ? value.replace(',', '') : value))
    .join('');
}
