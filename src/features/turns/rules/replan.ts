import { localTime, startOfDay } from '../../../core/calendar/local-time.ts';
import { periodOf } from '../../../core/calendar/phase.ts';
import type { Instant } from '../../../core/instant.ts';
import type { Meeting } from './meeting.ts';
import { type MeetingDates, nextMeetingDate } from './plan-dates.ts';

/**
 * Where meetings that keep their chair go when the plan changes: `starts`, all later than `now`, soonest first. Each moves to
 * the plan's date in its own week (month, quarter), or to the next one after it. It stays where it was announced if that date
 * has passed, or if the plan has none left; all of them stay if two would come to one date.
 */
export function movedStarts(
  starts: readonly Instant[],
  plan: MeetingDates,
  timezone: string,
  now: Instant,
): readonly Instant[] {
  const { schedule } = plan;
  const moved: Instant[] = [];
  for (const start of starts) {
    const from =
      schedule.kind === 'once'
        ? now
        : startOfDay(periodOf(schedule.kind, localTime(start, timezone).date), timezone) - 1;
    const to = nextMeetingDate(plan, timezone, Math.max(from, moved.at(-1) ?? from));
    moved.push(to === null || to <= now ? start : to);
  }
  const isInOrder = moved.every((start, index) => index === 0 || start > (moved[index - 1] ?? start));
  return isInOrder ? moved : starts;
}

/** A meeting where it was, and where the plan has it. */
export interface Moved {
  readonly before: Meeting;
  readonly after: Meeting;
}

/**
 * What a new plan makes of meetings that stay: `planned`, those later than `now`. One that was moved by hand stays where it was
 * announced, and stands for the plan's new date; where one of these, or an extra one, is in the way, all stay.
 */
export function movesOf(
  planned: readonly Meeting[],
  plan: MeetingDates & { readonly lasting: number },
  timezone: string,
  now: Instant,
): readonly Moved[] {
  const dated = planned
    .flatMap((meeting) => (meeting.plannedFor === null ? [] : [{ meeting, date: meeting.plannedFor }]))
    .filter(({ date }) => date > now)
    .sort((one, other) => one.date - other.date);
  const former = dated.map(({ date }) => date);
  const wanted = movedStarts(former, plan, timezone, now);
  const byHand = planned.filter(({ startsAt, plannedFor }) => startsAt !== plannedFor);
  const clash = dated.some(
    ({ meeting }, index) =>
      !byHand.includes(meeting) && byHand.some(({ startsAt }) => startsAt === wanted[index]),
  );
  const dates = clash ? former : wanted;
  return dated.map(({ meeting, date }, index) => {
    const plannedFor = dates[index] ?? date;
    const startsAt = byHand.includes(meeting) ? meeting.startsAt : plannedFor;
    return { before: meeting, after: { ...meeting, plannedFor, startsAt, endsAt: startsAt + plan.lasting } };
  });
}

/**
 * The soonest `count` starts, of `taken` and of the plan's dates later than `now`; all of `taken` where there are more. A day of the
 * plan in `dated` has its meeting already: there, moved elsewhere, or called off.
 */
export function startsAhead(
  taken: readonly Instant[],
  dated: readonly Instant[],
  plan: MeetingDates,
  timezone: string,
  now: Instant,
  count: number,
): readonly Instant[] {
  const starts = [...taken];
  const dayOf = (at: Instant) => localTime(at, timezone).date;
  const days = new Set(dated.map(dayOf));
  for (
    let at = nextMeetingDate(plan, timezone, now);
    at !== null && starts.filter((start) => start <= (at ?? start)).length < count;
    at = nextMeetingDate(plan, timezone, at)
  ) {
    if (!starts.includes(at) && !days.has(dayOf(at))) starts.push(at);
  }
  return starts.sort((one, other) => one - other);
}
