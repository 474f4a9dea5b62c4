import { z } from 'zod';
import { DAY, HOUR } from '../instant.ts';
import { WEEKDAYS } from './weekday.ts';

/** Which of the weekdays of a month or quarter. Only some months have a fifth; a quarter is asked for none. */
export const ORDINALS = ['first', 'second', 'third', 'fourth', 'last', 'fifth'] as const;
export type Ordinal = (typeof ORDINALS)[number];

export const MAX_WEEKS = 52;

const date = z.iso.date();
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'write the time as 10:00');
const weekday = z.enum(WEEKDAYS);
const ordinal = z.enum(ORDINALS);

/**
 * When something repeats, in local time; the time zone belongs to the circle. `anchor` is a local date: nothing happens
 * before it, and "every 2 weeks" counts from the first asked weekday on or after it.
 */
export const scheduleSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('once'), date, time }),
  z.strictObject({
    kind: z.literal('weekly'),
    /** 1 is every week, 2 every other week. */
    weeks: z.number().int().min(1).max(MAX_WEEKS),
    weekday,
    time,
    anchor: date,
  }),
  /** Where a month has no fifth, nothing happens in it. */
  z.strictObject({ kind: z.literal('monthly'), ordinal, weekday, time, anchor: date }),
  /** A month that is shorter has it on its last day. */
  z.strictObject({
    kind: z.literal('monthly-date'),
    day: z.number().int().min(1).max(31),
    time,
    anchor: date,
  }),
  /** Monday to Friday: who knows of bank holidays goes by them too. */
  z.strictObject({
    kind: z.literal('monthly-working-day'),
    which: z.enum(['first', 'last']),
    time,
    anchor: date,
  }),
  /**
   * `month` is that of a calendar quarter: 2 is February, May, August and November. Left out, as before there was one: first to
   * fourth fall in the first month, the last in the third.
   */
  z.strictObject({
    kind: z.literal('quarterly'),
    ordinal: ordinal.exclude(['fifth']),
    weekday,
    time,
    anchor: date,
    month: z.literal([1, 2, 3]).optional(),
  }),
]);

export type Schedule = z.infer<typeof scheduleSchema>;

/** Which month of a calendar quarter. */
export type QuarterMonth = 1 | 2 | 3;

/** In which of the three months of every calendar quarter it comes. */
export function monthInQuarter({
  month,
  ordinal,
}: Pick<Extract<Schedule, { kind: 'quarterly' }>, 'month' | 'ordinal'>): QuarterMonth {
  return month ?? (ordinal === 'last' ? 3 : 1);
}

/** Which month of its calendar quarter a month is, January being 1. */
export function quarterMonthOf(month: number): QuarterMonth {
  return month % 3 === 1 ? 1 : month % 3 === 2 ? 2 : 3;
}

/** The least time, in milliseconds, between two occurrences: an hour less where the clocks go forward between. Infinity for `once`. */
export function shortestInterval(schedule: Schedule): number {
  switch (schedule.kind) {
    case 'once':
      return Number.POSITIVE_INFINITY;
    case 'weekly':
      return schedule.weeks * 7 * DAY - HOUR;
    case 'monthly':
      // From 29 August to 31 October: most months have no fifth one.
      return (schedule.ordinal === 'fifth' ? 63 : 28) * DAY - HOUR;
    case 'monthly-date':
    case 'monthly-working-day':
      return 28 * DAY - HOUR;
    case 'quarterly':
      return 84 * DAY - HOUR;
  }
}

/** Whether two schedules say the same, anchors included. */
export function sameSchedule(one: Schedule, other: Schedule): boolean {
  const [a, b] = [Object.entries(one), new Map<string, unknown>(Object.entries(other))];
  return a.length === b.size && a.every(([key, value]) => b.get(key) === value);
}
