import { Temporal } from 'temporal-polyfill';
import { type Result, refuse, success } from '../result.ts';
import type { ClockTime, LocalDate } from './local-time.ts';
import { WEEKDAYS, type Weekday, weekdayNumbered } from './weekday.ts';

/*
 * Times and dates as people write them in English, whole texts only: what is not understood to its last letter is refused,
 * and so is what could mean two things.
 */

export type ClockRefusal = 'not-a-time' | 'no-such-time' | 'hour-alone';
export type DateRefusal = 'not-a-date' | 'no-such-date' | 'no-year' | 'wrong-weekday';

/** `14:00`, `14.00`, `1400`, `2pm`, `2:30 p.m.`, `midday`. `hour-alone`: a bare `2` may be morning or afternoon. */
export function parseClock(text: string): Result<ClockTime, ClockRefusal> {
  const words = plain(text);
  if (words === 'midday' || words === 'noon') return success('12:00');
  if (words === 'midnight') return success('00:00');
  if (/^\d{1,2}( ?o['’]clock)?$/.test(words)) return refuse('hour-alone');
  const half = /^(\d{1,2})(?:[:.](\d{2}))? ?([ap])\.?m\.?$/.exec(words);
  const whole = /^(\d{1,2})[:.]?(\d{2})$/.exec(words);
  const [, hours, minutes = '00'] = half ?? whole ?? [];
  if (hours === undefined || (whole !== null && /^\d{3}$/.test(words))) return refuse('not-a-time');
  const isHalf = half !== null;
  const hour = isHalf ? (Number(hours) % 12) + (half[3] === 'p' ? 12 : 0) : Number(hours);
  const isTold = isHalf ? Number(hours) >= 1 && Number(hours) <= 12 : hour < 24;
  if (!isTold || Number(minutes) > 59) return refuse('no-such-time');
  return success(`${String(hour).padStart(2, '0')}:${minutes}`);
}

export const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];

/**
 * `24/12/2026` (the day first), `24.12.2026`, `2026-12-24`, `24 December 2026`, `Thursday 24th Dec 2026`. Without a year it is
 * the next such day from `today` on, or refused where that is not given. A weekday has to fit.
 */
export function parseDate(text: string, today: LocalDate | null = null): Result<LocalDate, DateRefusal> {
  const words = plain(text.replaceAll(',', ' ')).split(' ');
  const weekday = words.length > 1 ? weekdayIn(words[0] ?? '') : null;
  const rest = (weekday === null ? words : words.slice(1)).join(' ');
  const [iso, figures] = [
    /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(rest),
    /^(\d{1,2})([/.-])(\d{1,2})(?:\2(\d{2}|\d{4}))?$/.exec(rest),
  ];
  const spoken =
    /^(?<day>\d{1,2})(?:st|nd|rd|th)? (?:of )?(?<month>[a-z]{3,})\.?(?: (?<year>\d{2}|\d{4}))?$/.exec(rest) ??
    /^(?<month>[a-z]{3,})\.? (?<day>\d{1,2})(?:st|nd|rd|th)?(?: (?<year>\d{4}))?$/.exec(rest);
  const month = spoken === null ? 0 : monthIn(spoken.groups?.month ?? '');
  if (iso !== null) return dated(weekday, Number(iso[1]), Number(iso[2]), Number(iso[3]));
  if (figures !== null) return inYear(figures[4], Number(figures[3]), Number(figures[1]));
  if (spoken === null || month === 0) return refuse('not-a-date');
  return inYear(spoken.groups?.year, month, Number(spoken.groups?.day));

  function inYear(year: string | undefined, month: number, day: number): Result<LocalDate, DateRefusal> {
    if (year !== undefined)
      return year.length === 2 ? refuse('no-year') : dated(weekday, Number(year), month, day);
    if (today === null) return refuse('no-year');
    const first = Number(today.slice(0, 4));
    // 29 February is up to eight years away.
    for (let each = first; each <= first + 8; each += 1) {
      const date = dated(null, each, month, day);
      if (date.ok && date.value >= today) return dated(weekday, each, month, day);
    }
    return refuse('no-such-date');
  }
}

function dated(
  weekday: Weekday | null,
  year: number,
  month: number,
  day: number,
): Result<LocalDate, DateRefusal> {
  try {
    const date = Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' });
    if (year < 2000 || year > 2199) return refuse('no-such-date');
    const fits = weekday === null || weekdayNumbered(date.dayOfWeek) === weekday;
    return fits ? success(date.toString()) : refuse('wrong-weekday');
  } catch {
    // A month or a day that does not exist.
    return refuse('no-such-date');
  }
}

/** 1 for `January` or `jan`; 0: no month. In small letters, of three at least. */
export function monthIn(word: string): number {
  return (
    MONTHS.findIndex((month) => month.startsWith(word) || (word === 'sept' && month === 'september')) + 1
  );
}

/** `Thursday`, `thurs`, `Thu.` or `Thursdays`; null: no day of the week. */
export function weekdayIn(word: string): Weekday | null {
  const name = word.toLowerCase().replace(/\.$/, '');
  if (name === 'weds') return 'wednesday';
  const found = WEEKDAYS.find((each) => name === `${each}s` || (name.length >= 3 && each.startsWith(name)));
  return found ?? null;
}

/** In small letters, with one space between words. */
export function plain(text: string): string {
  return text.trim().toLowerCase().replace(/\s+/g, ' ');
}

const NUMBERS = ['two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];

/** `two weeks` as `2 weeks`, `an hour` as `1 hour`. */
export function inFigures(text: string): string {
  return text.replace(/^(one|an?) /, '1 ').replace(/^[a-z]+(?= )/, (word) => {
    const index = NUMBERS.indexOf(word);
    return index < 0 ? word : String(index + 2);
  });
}
