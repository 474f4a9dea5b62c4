import { addDays, type LocalDate, localTime, startOfDay } from '../../../core/calendar/local-time.ts';
import { isSteward } from '../../../core/circle.ts';
import { DAY, type Instant } from '../../../core/instant.ts';
import { type Result, refuse, success } from '../../../core/result.ts';
import { holdsKey, isSettled, type Keyholder } from './keys.ts';

/** For how long somebody stands in at most. */
const STAND_IN_LASTS = 90 * DAY;

/** When somebody who stands in until the end of a day does so no more. */
export function standInEnds(lastDay: LocalDate, timezone: string): Instant {
  return startOfDay(addDays(lastDay, 1), timezone);
}

const WEEKS_OFFERED = [1, 2, 3, 4, 6, 8, 12];

/** How long somebody may be named for, with the last day of each, from the shortest on. */
export function standInTimes(
  now: Instant,
  timezone: string,
): readonly { readonly weeks: number; readonly day: LocalDate }[] {
  const today = localTime(now, timezone).date;
  return WEEKS_OFFERED.map((weeks) => ({ weeks, day: addDays(today, 7 * weeks) }));
}

export type StandInRefusal =
  | 'not-found'
  | 'stands-in-yourself'
  | 'no-key-yet'
  | 'names-themselves'
  | 'stand-in-other-voice'
  | 'stand-in-not-settled'
  | 'steward-already'
  | 'in-the-past'
  | 'stand-in-too-long';

/** A steward until somebody makes them none: not one who stands in for a while. */
export function isLastingSteward(member: Pick<Keyholder, 'steward' | 'stewardUntil' | 'leftAt'>): boolean {
  return isSteward(member) && member.stewardUntil === null;
}

/** Whether somebody's going leaves their voice without a lasting steward. */
export function leavesNone(going: Keyholder, members: readonly Keyholder[]): boolean {
  const others = members.filter(({ id, voice }) => id !== going.id && voice === going.voice);
  return isLastingSteward(going) && !others.some(isLastingSteward);
}

/**
 * Whether `by`, a steward, may name somebody alone to be a steward like them until a day. One voice gets no more of a say by
 * it: two keys still need two voices. So the named one has to be of `by`'s voice, and both have to be people whose yes
 * counts, or somebody without a key could make one. Who stands in hands it on to nobody. Named again, they get the new day.
 */
export function checkStandIn(
  by: Keyholder,
  named: Keyholder | undefined,
  until: Instant,
  now: Instant,
): Result<null, StandInRefusal> {
  if (named === undefined || named.leftAt !== null) return refuse('not-found');
  if (!isLastingSteward(by)) return refuse('stands-in-yourself');
  if (!holdsKey(by, now)) return refuse('no-key-yet');
  if (named.id === by.id) return refuse('names-themselves');
  if (named.voice !== by.voice) return refuse('stand-in-other-voice');
  if (isLastingSteward(named)) return refuse('steward-already');
  if (!isSettled(named, now)) return refuse('stand-in-not-settled');
  if (until <= now) return refuse('in-the-past');
  return until > now + STAND_IN_LASTS ? refuse('stand-in-too-long') : success(null);
}

/** It ends early at the word of who stands in, or of a steward of their voice who does not. */
export function checkStandInEnd(
  by: Keyholder,
  named: Keyholder | undefined,
): Result<null, 'not-found' | 'not-your-stand-in'> {
  if (named === undefined || !isSteward(named) || named.stewardUntil === null) return refuse('not-found');
  const theirs = named.id === by.id || (isLastingSteward(by) && by.voice === named.voice);
  return theirs ? success(null) : refuse('not-your-stand-in');
}
