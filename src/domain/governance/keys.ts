import type { Member } from '../circle.ts';
import { type Result, refuse, success } from '../result.ts';
import type { Change } from './change.ts';

/** What has to be known of a member to tell what they may do. */
export type Keyholder = Pick<Member, 'id' | 'voice' | 'steward' | 'leftAt'>;

/** `one-key`: done at once, and told to every steward. `two-keys`: waits for a steward of another voice. */
export type Keys = 'one-key' | 'two-keys';

export type AskRefusal = 'not-a-steward' | 'no-second-voice';

/**
 * How many stewards a change needs. Refuses `not-a-steward`, and `no-second-voice` where two keys are needed and nobody of
 * another voice could ever turn the second.
 */
export function keysFor(
  change: Change,
  by: Keyholder,
  members: readonly Keyholder[],
): Result<Keys, AskRefusal> {
  const leaving = change.kind === 'member-left' && change.memberId === by.id;
  // Leaving is everybody's own to decide.
  if (leaving) return success('one-key');
  if (!isSteward(by)) return refuse('not-a-steward');
  if (!isSensitive(change, members)) return success('one-key');
  const second = members.some((member) => mayDecide(change, by, member, members).ok);
  return second ? success('two-keys') : refuse('no-second-voice');
}

/**
 * What could tilt the balance between the voices, weaken what was promised, or destroy what is on record. To take a
 * steward out of the circle, or into another voice, is to change the stewards.
 */
export function isSensitive(change: Change, members: readonly Keyholder[]): boolean {
  switch (change.kind) {
    case 'thresholds':
    case 'comments':
    case 'level':
    case 'chair-policy':
    case 'steward':
    case 'erase-member':
    case 'erase-history':
    case 'withdraw-words':
    case 'hold-words':
      return true;
    case 'voice':
    case 'member-left':
      return members.some(({ id, steward }) => id === change.memberId && steward);
    default:
      return false;
  }
}

export type KeyRefusal = 'not-a-steward' | 'own-proposal' | 'same-voice';

/**
 * Whether `decider` may turn the second key: another person, a steward, of another voice than who asked.
 *
 * One exception, or a circle whose stewards all have one voice could never get others: somebody of another voice who is
 * to become a steward may say yes or no to it themselves, as long as no other voice than the asker's has a steward. Two
 * people of two voices agree then too.
 */
export function mayDecide(
  change: Change,
  asker: Pick<Keyholder, 'id' | 'voice'>,
  decider: Keyholder,
  members: readonly Keyholder[],
): Result<null, KeyRefusal> {
  if (decider.id === asker.id) return refuse('own-proposal');
  if (!isSteward(decider) && !isFirstSteward(change, asker, decider, members)) return refuse('not-a-steward');
  return decider.voice === asker.voice ? refuse('same-voice') : success(null);
}

function isFirstSteward(
  change: Change,
  asker: Pick<Keyholder, 'voice'>,
  decider: Keyholder,
  members: readonly Keyholder[],
): boolean {
  const named = change.kind === 'steward' && change.steward && change.memberId === decider.id;
  const others = members.some((member) => isSteward(member) && member.voice !== asker.voice);
  return named && decider.leftAt === null && !others;
}

export function isSteward({ steward, leftAt }: Pick<Keyholder, 'steward' | 'leftAt'>): boolean {
  return steward && leftAt === null;
}
