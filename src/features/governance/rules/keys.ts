import { isSteward, isStewardAt, type Member, READER } from '../../../core/circle.ts';
import { DAY, type Instant } from '../../../core/instant.ts';
import { type Result, refuse, success } from '../../../core/result.ts';
import type { Change } from './change.ts';

/** What has to be known of a member to tell what they may do. */
export type Keyholder = Pick<
  Member,
  'id' | 'voice' | 'steward' | 'stewardUntil' | 'confirmedAt' | 'voiceSince' | 'leftAt'
>;

/** How long somebody has been in a voice before they sit in its rounds and turn its key. */
export const SETTLES_AFTER = 28 * DAY;

/** `one-key`: done at once, and told to every steward. `two-keys`: waits for a steward of another voice. */
export type Keys = 'one-key' | 'two-keys';

export type AskRefusal =
  | 'not-a-steward'
  | 'no-second-voice'
  | 'no-key-yet'
  | 'other-voices'
  | 'stand-in-no-key';

/** A circle at the moment somebody wants to change it. */
export interface Situation {
  readonly members: readonly Keyholder[];
  readonly now: Instant;
  /** Whether the change needs two keys for what it does here: see `needsTwoHere`. */
  readonly needsTwo: boolean;
}

/**
 * How many stewards a change needs. Refuses `not-a-steward`; `no-key-yet` where the asker's key does not count yet;
 * `other-voices` where the asker's voice is none of the two that somebody would move between; `stand-in-no-key` where
 * somebody who stands in would change who is a steward; and `no-second-voice` where nobody could turn the second key.
 */
export function keysFor(change: Change, by: Keyholder, situation: Situation): Result<Keys, AskRefusal> {
  const leaving = change.kind === 'member-left' && change.memberId === by.id;
  // Leaving is everybody's own to decide.
  if (leaving) return success('one-key');
  if (!isStewardAt(by, situation.now)) return refuse('not-a-steward');
  // That is for the people of a voice: see `Choosing`.
  if (change.kind === 'steward-chosen') return refuse('not-a-steward');
  if (!isSensitive(change) && !situation.needsTwo) return success('one-key');
  const { members, now } = situation;
  if (!holdsKey(by, now)) return refuse('no-key-yet');
  if (isOnlyStandIn(by) && changesStewards(change, members)) return refuse('stand-in-no-key');
  const concerned = voicesConcerned(change, members);
  if (concerned !== null && !concerned.includes(by.voice)) return refuse('other-voices');
  const second = members.some((member) => mayDecide(change, by, member, members, now).ok);
  return second ? success('two-keys') : refuse('no-second-voice');
}

/** What could tilt the balance between the voices, weaken what was promised, or destroy what is on record. */
export function isSensitive({ kind }: Change): boolean {
  switch (kind) {
    case 'thresholds':
    case 'comments':
    case 'level':
    case 'chair-policy':
    case 'outside':
    case 'timezone':
    case 'voices':
    case 'steward':
    case 'member-added':
    case 'voice':
    case 'member-left':
    case 'new-way-in':
    case 'cancel-round':
    case 'erase-member':
    case 'erase-history':
    case 'withdraw-words':
    case 'hold-words':
      return true;
    default:
      return false;
  }
}

export type KeyRefusal =
  | 'not-a-steward'
  | 'own-proposal'
  | 'same-voice'
  | 'no-key-yet'
  | 'other-voices'
  | 'about-you'
  | 'stand-in-no-key';

/**
 * Whether `decider` may turn the second key: another person, a steward whose key counts, of another voice than who asked;
 * for a move between two voices, of the other one of the two. Nobody makes themselves a steward, and who stands in changes no
 * stewards.
 *
 * One exception, or a circle whose stewards all have one voice could never get others: somebody of another voice who is
 * to become a steward may say yes to it themselves, as long as no other voice than the asker's has a steward. Two people
 * of two voices agree then too. Somebody whom only the asker's voice let in may not: that would be both keys in one hand.
 */
export function mayDecide(
  change: Change,
  asker: Pick<Keyholder, 'id' | 'voice'>,
  decider: Keyholder,
  members: readonly Keyholder[],
  now: Instant,
): Result<null, KeyRefusal> {
  if (decider.id === asker.id) return refuse('own-proposal');
  const first = isFirstSteward(change, asker, decider, members, now);
  if (!isStewardAt(decider, now) && !first) return refuse('not-a-steward');
  if (isAbout(change, decider) && !first) return refuse('about-you');
  if (isOnlyStandIn(decider) && changesStewards(change, members)) return refuse('stand-in-no-key');
  if (decider.voice === asker.voice) return refuse('same-voice');
  if (!isSettled(decider, now)) return refuse('no-key-yet');
  const concerned = voicesConcerned(change, members);
  const both = concerned === null || [asker, decider].every(({ voice }) => concerned.includes(voice));
  return both ? success(null) : refuse('other-voices');
}

/** Nobody makes themselves a steward: a stand-in could stay one. */
function isAbout(change: Change, { id }: Pick<Keyholder, 'id'>): boolean {
  return change.kind === 'steward' && change.steward && change.memberId === id;
}

/** Somebody who looks after a circle for a while does not decide who does for good. */
function isOnlyStandIn({ stewardUntil }: Pick<Keyholder, 'stewardUntil'>): boolean {
  return stewardUntil !== null;
}

function changesStewards(change: Change, members: readonly Keyholder[]): boolean {
  const { kind } = change;
  if (kind === 'steward') return true;
  if (kind !== 'voice' && kind !== 'member-left' && kind !== 'erase-member') return false;
  return members.some((member) => member.id === change.memberId && isSteward(member));
}

/** The two voices that a move is between; null: the change moves nobody, or into or out of reading, as if they joined or left. */
function voicesConcerned(change: Change, members: readonly Keyholder[]): readonly string[] | null {
  if (change.kind !== 'voice' || change.voice === READER) return null;
  const moved = members.find(({ id }) => id === change.memberId);
  if (moved?.voice === READER) return null;
  return moved === undefined ? [change.voice] : [moved.voice, change.voice];
}

function isFirstSteward(
  change: Change,
  asker: Pick<Keyholder, 'voice'>,
  decider: Keyholder,
  members: readonly Keyholder[],
  now: Instant,
): boolean {
  const named = change.kind === 'steward' && change.steward && change.memberId === decider.id;
  const others = members.some((member) => isStewardAt(member, now) && member.voice !== asker.voice);
  return named && decider.leftAt === null && !others;
}

/** A steward whose yes counts as a key. */
export function holdsKey(member: Keyholder, now: Instant): boolean {
  return isStewardAt(member, now) && isSettled(member, now);
}

/** Let in by two voices, and not new to their own. */
export function isSettled({ confirmedAt, voiceSince }: Keyholder, now: Instant): boolean {
  return confirmedAt !== null && hasSeat({ voiceSince }, now);
}

/** Whether a round that opens now has a seat for them. */
export function hasSeat({ voiceSince }: Pick<Keyholder, 'voiceSince'>, now: Instant): boolean {
  return voiceSince === null || voiceSince + SETTLES_AFTER <= now;
}
