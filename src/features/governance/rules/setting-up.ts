import { isSteward, type MemberId } from '../../../core/circle.ts';
import type { Instant } from '../../../core/instant.ts';
import { type Result, refuse, success } from '../../../core/result.ts';
import { holdsKey, type Keyholder } from './keys.ts';

/** How far the setting up of a circle has come: it takes a yes to everybody in it by stewards of two voices. */
export interface SettingUp<Who> {
  /** Whose yes counts: one of a voice. */
  readonly confirmed: readonly Who[];
  /** Whose yes would count. */
  readonly awaited: readonly Who[];
}

/** `saidYes`: who did, at any time. The yes of somebody who is no steward any more does not count. */
export function settingUp<Who extends Keyholder>(
  members: readonly Who[],
  saidYes: readonly MemberId[],
  now: Instant,
): SettingUp<Who> {
  const keys = members.filter((member) => holdsKey(member, now));
  const confirmed = keys.filter(({ id }) => saidYes.includes(id));
  return { confirmed, awaited: keys.filter(({ voice }) => !confirmed.some((each) => each.voice === voice)) };
}

export type ConfirmRefusal = 'not-a-steward' | 'no-key-yet' | 'roster-said-before' | 'side-confirmed';

/** A steward says yes to everybody in the circle: the first of two, or the one that sets it up. Refuses a second yes of one voice. */
export function confirmRoster(
  by: Keyholder,
  members: readonly Keyholder[],
  saidYes: readonly MemberId[],
  now: Instant,
): Result<'waits' | 'set-up', ConfirmRefusal> {
  if (!isSteward(by)) return refuse('not-a-steward');
  if (!holdsKey(by, now)) return refuse('no-key-yet');
  const { confirmed } = settingUp(members, saidYes, now);
  if (confirmed.some(({ id }) => id === by.id)) return refuse('roster-said-before');
  if (confirmed.some(({ voice }) => voice === by.voice)) return refuse('side-confirmed');
  return success(confirmed.length === 0 ? 'waits' : 'set-up');
}
