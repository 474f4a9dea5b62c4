import { type Result, refuse, success } from '../result.ts';
import type { ClockTime, LocalDate } from './local-time.ts';
import { MAX_WEEKS, ORDINALS, type Ordinal, type Schedule, scheduleSchema } from './schedule.ts';
import { WEEKDAYS, type Weekday } from './weekday.ts';

/** How often, as a circle file says it. */
export type Rhythm =
  | { readonly kind: 'weekly'; readonly weeks: number }
  | { readonly kind: 'monthly' | 'quarterly' | 'once' };

/** On which day and at what time, as a circle file says it. */
export type Moment =
  | { readonly kind: 'date'; readonly date: LocalDate; readonly time: ClockTime }
  | {
      readonly kind: 'weekday';
      readonly ordinal: Ordinal | null;
      readonly weekday: Weekday;
      readonly time: ClockTime;
    };

export type RhythmRefusal = 'not-a-rhythm' | 'too-often' | 'too-seldom';
export type MomentRefusal = 'not-a-moment' | 'no-such-date' | 'no-such-time' | 'no-time' | 'no-such-weekday';
export type FitRefusal = 'needs-date' | 'needs-ordinal' | 'needs-plain-weekday' | 'needs-weekday';
export type ScheduleRefusal = RhythmRefusal | MomentRefusal | FitRefusal;

/**
 * Reads `week`, `fortnight`, `3 weeks`, `month`, `quarter` or `once`. Refuses anything more often than a week
 * (`too-often`: nobody is asked the same thing twice in seven days) and more than a year (`too-seldom`).
 */
export function parseRhythm(text: string): Result<Rhythm, RhythmRefusal> {
  const words = plain(text);
  switch (words) {
    case 'week':
      return success({ kind: 'weekly', weeks: 1 });
    case 'fortnight':
      return success({ kind: 'weekly', weeks: 2 });
    case 'month':
      return success({ kind: 'monthly' });
    case 'quarter':
      return success({ kind: 'quarterly' });
    case 'once':
      return success({ kind: 'once' });
  }
  const match = /^(\d{1,4}) (week|day)s?$/.exec(words);
  if (match?.[2] === 'week') {
    const weeks = Number(match[1]);
    if (weeks < 1) return refuse('not-a-rhythm');
    return weeks > MAX_WEEKS ? refuse('too-seldom') : success({ kind: 'weekly', weeks });
  }
  return match !== null || /^(day|hour|minute|\d+ (hours?|minutes?))$/.test(words)
    ? refuse('too-often')
    : refuse('not-a-rhythm');
}

/** Reads `Tuesday 10:00`, `second Tuesday 10:00`, `last Friday 15:00` or `2026-12-01 10:00`. Capitals do not matter; weekdays may be cut to three letters. */
export function parseMoment(text: string): Result<Moment, MomentRefusal> {
  const words = plain(text).split(' ');
  const time = words.pop() ?? '';
  if (!/^\d{1,2}:\d{2}$/.test(time)) return refuse(time === '' ? 'not-a-moment' : 'no-time');
  const clock = time.padStart(5, '0');
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(clock)) return refuse('no-such-time');
  const [first, second, ...rest] = words;
  if (first === undefined || rest.length > 0) return refuse('not-a-moment');
  if (/^\d{4}-\d{2}-\d{2}$/.test(first)) {
    if (second !== undefined) return refuse('not-a-moment');
    const exists = scheduleSchema.safeParse({ kind: 'once', date: first, time: clock }).success;
    return exists ? success({ kind: 'date', date: first, time: clock }) : refuse('no-such-date');
  }
  const ordinal = second === undefined ? null : ORDINALS.find((each) => each === first);
  if (ordinal === undefined) return refuse('not-a-moment');
  const day = second ?? first;
  const weekday = WEEKDAYS.find((each) => each === day || each.slice(0, 3) === day);
  if (weekday === undefined) return refuse('no-such-weekday');
  return success({ kind: 'weekday', ordinal, weekday, time: clock });
}

/**
 * Puts rhythm and moment together. `once` needs a date; weeks need a weekday alone; months and quarters need to know
 * which weekday (`second Tuesday`).
 */
export function scheduleOf(rhythm: Rhythm, moment: Moment, anchor: LocalDate): Result<Schedule, FitRefusal> {
  if (rhythm.kind === 'once') {
    return moment.kind === 'date'
      ? success({ kind: 'once', date: moment.date, time: moment.time })
      : refuse('needs-date');
  }
  if (moment.kind === 'date') return refuse('needs-weekday');
  const { ordinal, weekday, time } = moment;
  if (rhythm.kind === 'weekly') {
    if (ordinal !== null) return refuse('needs-plain-weekday');
    return success({ kind: 'weekly', weeks: rhythm.weeks, weekday, time, anchor });
  }
  return ordinal === null
    ? refuse('needs-ordinal')
    : success({ kind: rhythm.kind, ordinal, weekday, time, anchor });
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

function plain(text: string): string {
  return text.trim().toLowerCase().replace(/\s+/g, ' ');
}
