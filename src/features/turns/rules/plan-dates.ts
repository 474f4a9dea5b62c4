import type { Clash } from '../../../core/calendar/ahead.ts';
import { type HolidayRule, isBankHoliday, workingDayFrom } from '../../../core/calendar/holidays.ts';
import { addDays, instantAt, type LocalDate, localTime } from '../../../core/calendar/local-time.ts';
import { nextOccurrence } from '../../../core/calendar/occurrences.ts';
import type { Schedule } from '../../../core/calendar/schedule.ts';
import { DAY, type Instant } from '../../../core/instant.ts';
import type { MeetingSeries } from './meeting.ts';

/** When a series meets, as far as its plan goes. */
export type MeetingDates = Pick<MeetingSeries, 'schedule' | 'holidays'>;

/** A date is moved by its holiday rule less than this. */
const MOVED_LESS_THAN = 36 * DAY;
/** After so many dates in a row that fall out, there is none left. */
const MOST_LEFT_OUT = 60;

/**
 * The next date of a plan later than `after`, with its holiday rule: dates that it skips are left out, others are moved. null:
 * there is none left.
 */
export function nextMeetingDate(plan: MeetingDates, timezone: string, after: Instant): Instant | null {
  const { schedule, holidays } = plan;
  if (holidays === null) return nextOccurrence(schedule, timezone, after);
  let leftOut = 0;
  let date = nextOccurrence(schedule, timezone, after - MOVED_LESS_THAN);
  while (date !== null && leftOut <= MOST_LEFT_OUT) {
    const kept = heldOn(schedule, holidays, localTime(date, timezone).date);
    const at = kept === null ? null : instantAt(`${kept}T${schedule.time}`, timezone);
    if (at !== null && at > after) return at;
    if (date > after) leftOut += 1;
    date = nextOccurrence(schedule, timezone, date);
  }
  return null;
}

/** Whether its holiday rule leaves a plan a date: in the year after its first one. */
export function meetsWithinAYear(plan: MeetingDates, timezone: string, now: Instant): boolean {
  const first = nextOccurrence(plan.schedule, timezone, now);
  const next = nextMeetingDate(plan, timezone, now);
  return first === null || (next !== null && next < first + 366 * DAY);
}

/** How many dates of a plan lie within `span` milliseconds from `now`, by its holiday rule. */
export function timesWithin(plan: MeetingDates, timezone: string, now: Instant, span: number): number {
  let count = 0;
  let date = nextMeetingDate(plan, timezone, now);
  while (date !== null && date < now + span) {
    count += 1;
    date = nextMeetingDate(plan, timezone, date);
  }
  return count;
}

/** What of a series says when its meetings are, and how long they last. */
export type MeetingTimes = MeetingDates & Pick<MeetingSeries, 'name' | 'lasting'>;

/** The first date of a plan between `now` and `until` at which another one has a meeting too; null: there is none. */
export function firstClash(
  plan: Omit<MeetingTimes, 'name'>,
  others: readonly MeetingTimes[],
  timezone: string,
  now: Instant,
  until: Instant,
): Clash | null {
  let at = nextMeetingDate(plan, timezone, now);
  while (at !== null && at < until) {
    for (const other of others) {
      const theirs = nextMeetingDate(other, timezone, at - other.lasting);
      if (theirs !== null && theirs < at + plan.lasting) return { at, name: other.name };
    }
    at = nextMeetingDate(plan, timezone, at);
  }
  return null;
}

/** The first date of the plan between `after` and `until` that is left out, or moved, because of bank holidays. */
export function firstHolidayDate(
  { schedule, holidays }: MeetingDates,
  timezone: string,
  after: Instant,
  until: Instant,
): Instant | null {
  if (holidays === null) return null;
  let date = nextOccurrence(schedule, timezone, after);
  while (date !== null && date < until) {
    const { date: day } = localTime(date, timezone);
    if (heldOn(schedule, holidays, day) !== day) return date;
    date = nextOccurrence(schedule, timezone, date);
  }
  return null;
}

/** On which day a date of the plan is kept; null: on none. */
function heldOn(schedule: Schedule, { region, what }: HolidayRule, date: LocalDate): LocalDate | null {
  if (schedule.kind === 'monthly-working-day') {
    return workingDayFrom(date, region, schedule.which === 'first' ? 1 : -1);
  }
  if (!isBankHoliday(date, region)) return date;
  switch (what) {
    case 'skip':
      return null;
    case 'next-working-day':
      return workingDayFrom(date, region);
    case 'week-later': {
      let day = addDays(date, 7);
      for (let weeks = 1; weeks < 4 && isBankHoliday(day, region); weeks += 1) day = addDays(day, 7);
      return day;
    }
  }
}
