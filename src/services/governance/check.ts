import type { Circle, Member } from '../../domain/circle.ts';
import type { Change } from '../../domain/governance/change.ts';
import { isSteward } from '../../domain/governance/keys.ts';
import { changeThresholds, type ThresholdRefusal } from '../../domain/governance/thresholds.ts';
import { mayBeByVoice } from '../../domain/release/level.ts';
import { type Result, refuse, success } from '../../domain/result.ts';
import { type PolicyRefusal, validChairPolicy } from '../../domain/rota/policy.ts';
import type { Tables } from '../../ports/store.ts';
import { invitedVoices } from '../pulses/open-round.ts';
import { standing } from '../words/standing.ts';

export type CheckRefusal =
  | 'not-found'
  | 'words-gone'
  | 'no-such-voice'
  | 'voices-too-small'
  | 'last-steward'
  | ThresholdRefusal
  | PolicyRefusal;

/**
 * Whether a change can be made to the circle as it stands: what it is about belongs to the circle, and the rules that
 * hold for everybody are kept. Asked when a change is wanted, and again when its second key is turned.
 */
export async function checkChange(
  tables: Tables,
  circle: Circle,
  members: readonly Member[],
  change: Change,
): Promise<Result<null, CheckRefusal>> {
  const present = (id: string) => members.some((member) => member.id === id);
  switch (change.kind) {
    case 'pulse': {
      const pulse = await tables.pulses.find(change.pulseId);
      return found(pulse === null || pulse.circleId === circle.id);
    }
    case 'thresholds': {
      const pulse = await tables.pulses.find(change.pulseId);
      if (pulse === null || pulse.circleId !== circle.id) return refuse('not-found');
      const open = (await tables.rounds.open(circle.id)).length > 0;
      const sound = changeThresholds(pulse.thresholds, change.thresholds, open);
      return sound.ok ? success(null) : sound;
    }
    case 'comments': {
      const pulse = await tables.pulses.find(change.pulseId);
      return found(pulse?.circleId === circle.id);
    }
    case 'level': {
      const pulse = await tables.pulses.find(change.pulseId);
      if (pulse?.circleId !== circle.id) return refuse('not-found');
      const small = change.level === 'by-voice' && !mayBeByVoice(invitedVoices(circle, members));
      return small ? refuse('voices-too-small') : success(null);
    }
    case 'meetings':
      return success(null);
    case 'chair-policy': {
      const sound = validChairPolicy(change.policy, circle.voices.length);
      return sound.ok ? success(null) : sound;
    }
    case 'voice':
      if (!circle.voices.some(({ id }) => id === change.voice)) return refuse('no-such-voice');
      return found(present(change.memberId));
    case 'manager':
      return found(present(change.memberId));
    case 'steward':
      if (!change.steward && isOnlySteward(members, change.memberId)) return refuse('last-steward');
      return found(present(change.memberId));
    case 'member-left':
      if (isOnlySteward(members, change.memberId)) return refuse('last-steward');
      return found(present(change.memberId));
    case 'erase-member': {
      if (isOnlySteward(members, change.memberId)) return refuse('last-steward');
      return found((await tables.members.find(change.memberId))?.circleId === circle.id);
    }
    case 'withdraw-words':
    case 'hold-words': {
      const there = await standing(tables, circle, change.refs, { unshown: change.kind === 'hold-words' });
      return there.length > 0 ? success(null) : refuse('words-gone');
    }
    default:
      return success(null);
  }
}

function found(there: boolean): Result<null, 'not-found'> {
  return there ? success(null) : refuse('not-found');
}

/** A circle without any steward could never be changed again. */
function isOnlySteward(members: readonly Member[], id: string): boolean {
  const stewards = members.filter(isSteward);
  return stewards.length === 1 && stewards[0]?.id === id;
}
