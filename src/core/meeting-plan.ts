import type { HolidayRule } from './calendar/holidays.ts';
import type { Schedule } from './calendar/schedule.ts';

/** When, where and how a circle meets, as its stewards plan it. */
export interface MeetingPlan {
  readonly name: string;
  readonly schedule: Schedule;
  /** Milliseconds. */
  readonly lasting: number;
  /** These are left out of plans of before there were any, and where they stay as they are. */
  readonly venue?: Venue;
  readonly holidays?: HolidayRule | null;
}

/** Where a circle meets and how to come to it, in its own words. What is left out is not known. */
export interface Venue {
  /** A room, a street. */
  readonly place?: string;
  /** `https:`, to join from afar. */
  readonly link?: string;
  /** What helps to come in: a number to dial, a bell to ring. */
  readonly notes?: string;
}

export const NO_VENUE: Venue = {};

export function sameVenue(one: Venue, other: Venue): boolean {
  return one.place === other.place && one.link === other.link && one.notes === other.notes;
}
