import { Temporal } from 'temporal-polyfill';
import type { Instant } from '../instant.ts';
import { type LocalDate, localTime, startOfDay } from './local-time.ts';
import { nextOccurrence } from './occurrences.ts';
import { quarterMonthOf, type Schedule, sameSchedule, shortestInterval } from './schedule.ts';

/**
 * The edited `schedule`, counted so that it keeps the phase of the former one: what would come next stays in its week (month,
 * quarter), and the rest is counted from there. What comes more often from now on need not wait for it. `schedule` counts
 * from today; saved unchanged, it is the former one.
 */
export function keepPhase(
  schedule: Schedule,
  former: Schedule | null,
  timezone: string,
  now: Instant,
): Schedule {
  if (former === null || schedule.kind === 'once') return schedule;
  if (former.kind !== 'once' && sameSchedule({ ...schedule, anchor: former.anchor }, former)) return former;
  const next = nextOccurrence(former, timezone, now);
  if (next === null) return schedule;
  const today = schedule.anchor;
  const first = periodOf(schedule.kind, localTime(next, timezone).date);
  if (shortestInterval(schedule) >= shortestInterval(former)) return { ...schedule, anchor: first };
  const begun = periodOf(schedule.kind, former.kind === 'once' ? former.date : former.anchor);
  if (schedule.kind !== 'weekly') return { ...schedule, anchor: begun > today ? begun : today };
  let anchor = first;
  for (let earlier = first; earlier > today && earlier > begun; ) {
    earlier = Temporal.PlainDate.from(earlier).subtract({ weeks: schedule.weeks }).toString();
    if (earlier >= begun) anchor = earlier;
  }
  return { ...schedule, anchor };
}

/**
 * `schedule` from a chosen date on. What comes every 3 months takes its months from the first of its days on or after that date, as
 * what comes every few weeks takes its weeks.
 */
export function startingOn(
  schedule: Exclude<Schedule, { kind: 'once' }>,
  date: LocalDate,
  timezone: string,
): Schedule {
  const begun = { ...schedule, anchor: date };
  if (begun.kind !== 'quarterly') return begun;
  const { ordinal, weekday, time } = begun;
  const monthly = { kind: 'monthly', ordinal, weekday, time, anchor: date } as const;
  const first = nextOccurrence(monthly, timezone, startOfDay(date, timezone) - 1);
  return first === null ? begun : { ...begun, month: quarterMonthOf(localTime(first, timezone).month) };
}

/** The first day of the week, month or quarter around a date: in each, what repeats has one date at most. */
export function periodOf(kind: Exclude<Schedule['kind'], 'once'>, date: LocalDate): LocalDate {
  const day = Temporal.PlainDate.from(date);
  switch (kind) {
    case 'weekly':
      return day.subtract({ days: day.dayOfWeek - 1 }).toString();
    case 'monthly':
    case 'monthly-date':
    case 'monthly-working-day':
      return day.with({ day: 1 }).toString();
    case 'quarterly':
      return day.with({ day: 1, month: day.month - ((day.month - 1) % 3) }).toString();
  }
}
