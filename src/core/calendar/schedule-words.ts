import { type Result, refuse, success } from '../result.ts';
import type { ClockTime, LocalDate } from './local-time.ts';
import {
  MAX_WEEKS,
  ORDINALS,
  type Ordinal,
  type QuarterMonth,
  quarterMonthOf,
  type Schedule,
} from './schedule.ts';
import {
  type ClockRefusal,
  type DateRefusal,
  inFigures,
  monthIn,
  parseClock,
  parseDate,
  plain,
  weekdayIn,
} from './spoken.ts';
import type { Weekday } from './weekday.ts';

/** How often, as a circle file says it. */
export type Rhythm =
  | { readonly kind: 'weekly'; readonly weeks: number }
  | { readonly kind: 'once' }
  | { readonly kind: 'monthly' }
  /** `month`: see `Schedule`. */
  | { readonly kind: 'quarterly'; readonly month?: QuarterMonth };

/** On which day and at what time, as a circle file says it. */
export type Moment =
  | { readonly kind: 'date'; readonly date: LocalDate; readonly time: ClockTime }
  | {
      readonly kind: 'weekday';
      readonly ordinal: Ordinal | null;
      readonly weekday: Weekday;
      readonly time: ClockTime;
    }
  /** `15th`. */
  | { readonly kind: 'month-day'; readonly day: number; readonly time: ClockTime }
  | { readonly kind: 'working-day'; readonly which: 'first' | 'last'; readonly time: ClockTime };

export type RhythmRefusal = 'not-a-rhythm' | 'too-often' | 'too-seldom' | 'not-whole-weeks';
export type MomentRefusal =
  | 'not-a-moment'
  | 'no-time'
  | 'no-such-weekday'
  | Exclude<ClockRefusal, 'not-a-time'>
  | Exclude<DateRefusal, 'not-a-date'>;
export type FitRefusal =
  | 'needs-date'
  | 'needs-month'
  | 'needs-ordinal'
  | 'needs-plain-weekday'
  | 'needs-weekday';
export type ScheduleRefusal = RhythmRefusal | MomentRefusal | FitRefusal;

/**
 * Reads `week`, `fortnight`, `3 weeks`, `14 days`, `monthly`, `every quarter`, `quarter from February` or `once`. Refuses anything more often than a week
 * (`too-often`: nobody is asked the same thing twice in seven days) and more than a year (`too-seldom`).
 */
export function parseRhythm(text: string): Result<Rhythm, RhythmRefusal> {
  const words = inFigures(plain(text).replace(/^(every|each) /, ''));
  switch (words) {
    case 'week':
    case 'weekly':
      return success({ kind: 'weekly', weeks: 1 });
    case 'fortnight':
    case 'fortnightly':
    case 'other week':
    case 'second week':
      return success({ kind: 'weekly', weeks: 2 });
    case 'month':
    case 'monthly':
    case '1 month':
      return success({ kind: 'monthly' });
    case 'quarter':
    case 'quarterly':
    case '3 months':
      return success({ kind: 'quarterly' });
    case 'once':
      return success({ kind: 'once' });
  }
  const [, from = ''] = /^(?:quarter|3 months) from ([a-z]{3,})$/.exec(words) ?? [];
  if (from !== '' && monthIn(from) > 0)
    return success({ kind: 'quarterly', month: quarterMonthOf(monthIn(from)) });
  const match = /^(\d{1,4}) (week|day)s?$/.exec(words);
  if (match === null) {
    const isOften = /^(day|daily|hour|hourly|minute|\d+ (hours?|minutes?))$/.test(words);
    return refuse(isOften ? 'too-often' : 'not-a-rhythm');
  }
  const weeks = Number(match[1]) / (match[2] === 'week' ? 1 : 7);
  if (weeks === 0) return refuse('not-a-rhythm');
  if (weeks < 1) return refuse('too-often');
  if (!Number.isInteger(weeks)) return refuse('not-whole-weeks');
  return weeks > MAX_WEEKS ? refuse('too-seldom') : success({ kind: 'weekly', weeks });
}

/**
 * Reads `Tuesday 2pm`, `Thurs, 14.00`, `second Tuesday 10:00`, `15th 1500`, `last working day 9am` or `24/12/2026 14:00`, in English
 * and to the last letter. `today`: see `parseDate`.
 */
export function parseMoment(text: string, today: LocalDate | null = null): Result<Moment, MomentRefusal> {
  const words = plain(text.replaceAll(',', ' '))
    .replace(/^on /, '')
    .replace(/ at /, ' ')
    .replace(/(\d) (?=[ap]\.?m\.?$)/, '$1')
    .replace(/ o['’]clock$/, '');
  // Its year must not be taken for a time.
  if (parseDate(words, today).ok) return refuse('no-time');
  const [, day = '', time = words] = /^(.*) (\S+)$/.exec(words) ?? [];
  const clock = parseClock(time);
  if (!clock.ok) {
    if (dayIn(day, today).ok) return refuse(clock.code === 'not-a-time' ? 'no-time' : clock.code);
    return refuse(dayIn(words, today).ok ? 'no-time' : 'not-a-moment');
  }
  if (day === '') return refuse('not-a-moment');
  const found = dayIn(day, today);
  return found.ok ? success({ ...found.value, time: clock.value }) : found;
}

/** A moment without its time. */
type Day = Moment extends infer Each ? (Each extends Moment ? Omit<Each, 'time'> : never) : never;

const ORDINAL_FIGURES: Readonly<Record<string, Ordinal>> = {
  '1st': 'first',
  '2nd': 'second',
  '3rd': 'third',
  '4th': 'fourth',
  '5th': 'fifth',
};

function dayIn(text: string, today: LocalDate | null): Result<Day, MomentRefusal> {
  const inMonth = /^(?:the )?(\d{1,2})(?:st|nd|rd|th)(?: of (?:the|each|every) month)?$/.exec(text);
  if (inMonth !== null) {
    const day = Number(inMonth[1]);
    return day >= 1 && day <= 31 ? success({ kind: 'month-day', day }) : refuse('no-such-date');
  }
  const working = /^(?:the )?(first|1st|last) working day(?: of (?:the|each|every) month)?$/.exec(text);
  if (working !== null)
    return success({ kind: 'working-day', which: working[1] === 'last' ? 'last' : 'first' });
  const [first = '', second, ...rest] = text.split(' ');
  const ordinal = ORDINALS.find((each) => first === each) ?? ORDINAL_FIGURES[first];
  if (second === undefined || (ordinal !== undefined && rest.length === 0)) {
    const weekday = weekdayIn(second ?? first);
    if (weekday !== null) return success({ kind: 'weekday', ordinal: ordinal ?? null, weekday });
  }
  const date = parseDate(text, today);
  if (date.ok) return success({ kind: 'date', date: date.value });
  if (date.code !== 'not-a-date') return refuse(date.code);
  return refuse(second === undefined || ordinal !== undefined ? 'no-such-weekday' : 'not-a-moment');
}

/**
 * Puts rhythm and moment together. `once` needs a date; weeks need a weekday alone; months and quarters need to know
 * which weekday (`second Tuesday`). Days of the month, working days and a fifth weekday are for months alone.
 */
export function scheduleOf(rhythm: Rhythm, moment: Moment, anchor: LocalDate): Result<Schedule, FitRefusal> {
  if (rhythm.kind === 'once') {
    return moment.kind === 'date'
      ? success({ kind: 'once', date: moment.date, time: moment.time })
      : refuse('needs-date');
  }
  if (moment.kind === 'date') return refuse('needs-weekday');
  if (moment.kind !== 'weekday') {
    if (rhythm.kind !== 'monthly') return refuse('needs-month');
    const { time } = moment;
    return moment.kind === 'month-day'
      ? success({ kind: 'monthly-date', day: moment.day, time, anchor })
      : success({ kind: 'monthly-working-day', which: moment.which, time, anchor });
  }
  const { ordinal, weekday, time } = moment;
  if (rhythm.kind === 'weekly') {
    if (ordinal !== null) return refuse('needs-plain-weekday');
    return success({ kind: 'weekly', weeks: rhythm.weeks, weekday, time, anchor });
  }
  if (ordinal === null) return refuse('needs-ordinal');
  if (rhythm.kind === 'monthly') return success({ kind: 'monthly', ordinal, weekday, time, anchor });
  if (ordinal === 'fifth') return refuse('needs-month');
  const inMonth = rhythm.month === undefined ? {} : { month: rhythm.month };
  return success({ kind: 'quarterly', ordinal, weekday, time, anchor, ...inMonth });
}

/** The schedule in the words of a circle file, `every` and `on`, counting from the local date `anchor`. */
export function parseSchedule(
  every: string,
  on: string,
  anchor: LocalDate,
): Result<Schedule, ScheduleRefusal> {
  const rhythm = parseRhythm(every);
  if (!rhythm.ok) return rhythm;
  const moment = parseMoment(on);
  return moment.ok ? scheduleOf(rhythm.value, moment.value, anchor) : moment;
}
