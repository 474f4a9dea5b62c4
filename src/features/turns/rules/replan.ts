import { localTime, startOfDay } from '../../../core/calendar/local-time.ts';
import { nextOccurrence } from '../../../core/calendar/occurrences.ts';
import { periodOf } from '../../../core/calendar/phase.ts';
import type { Schedule } from '../../../core/calendar/schedule.ts';
import type { Instant } from '../../../core/instant.ts';

/**
 * Where meetings that keep their chair go when the plan changes: `starts`, all later than `now`, soonest first. Each moves to
 * the plan's date in its own week (month, quarter), or to the next one after it. It stays where it was announced if that date
 * has passed, or if the plan has none left; all of them stay if two would come to one date.
 */
export function movedStarts(
  starts: readonly Instant[],
  schedule: Schedule,
  timezone: string,
  now: Instant,
): readonly Instant[] {
  const moved: Instant[] = [];
  for (const start of starts) {
    const from =
      schedule.kind === 'once'
        ? now
        : startOfDay(periodOf(schedule.kind, localTime(start, timezone).date), timezone) - 1;
    const to = nextOccurrence(schedule, timezone, Math.max(from, moved.at(-1) ?? from));
    moved.push(to === null || to <= now ? start : to);
  }
  const isInOrder = moved.every((start, index) => index === 0 || start > (moved[index - 1] ?? start));
  return isInOrder ? moved : starts;
}

/**
 * The soonest `count` starts, of `taken` and of the plan's dates later than `now`; all of `taken` where there are more. On the day
 * of a meeting that was called off there is none.
 */
export function startsAhead(
  taken: readonly Instant[],
  calledOff: readonly Instant[],
  schedule: Schedule,
  timezone: string,
  now: Instant,
  count: number,
): readonly Instant[] {
  const starts = [...taken];
  const dayOf = (at: Instant) => localTime(at, timezone).date;
  const daysOff = new Set(calledOff.map(dayOf));
  for (
    let at = nextOccurrence(schedule, timezone, now);
    at !== null && starts.filter((start) => start <= (at ?? start)).length < count;
    at = nextOccurrence(schedule, timezone, at)
  ) {
    if (!starts.includes(at) && !daysOff.has(dayOf(at))) starts.push(at);
  }
  return starts.sort((one, other) => one - other);
}
