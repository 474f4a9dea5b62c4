import type { Circle, Member } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import { MAX_MEMBERS } from '../../../core/limits.ts';
import { type Result, refuse, success } from '../../../core/result.ts';
import type { Tables } from '../../../ports/store.ts';
import { checkCancel } from '../../pulses/use-cases/cancel-round.ts';
import { invitedVoices } from '../../pulses/use-cases/open-round.ts';
import { changeThresholds, type ThresholdRefusal } from '../../release/rules/change-thresholds.ts';
import { mayBeByVoice } from '../../release/rules/level.ts';
import { type PolicyRefusal, validChairPolicy } from '../../rota/rules/policy.ts';
import { standing } from '../../withdrawing/use-cases/standing.ts';
import type { Change } from '../rules/change.ts';
import { leavesNone } from '../rules/choosing.ts';
import {
  checkStandIn,
  checkStandInEnd,
  isLastingSteward,
  type StandInRefusal,
  standInEnds,
} from '../rules/stand-in.ts';

export type CheckRefusal =
  | 'not-found'
  | 'words-gone'
  | 'no-such-voice'
  | 'voices-too-small'
  | 'last-steward'
  | 'last-steward-of-voice'
  | 'already-in-circle'
  | 'circle-full'
  | 'not-open'
  | 'not-set-up'
  | 'in-several-circles'
  | 'voice-is-choosing'
  | 'about-to-close'
  | StandInRefusal
  | 'not-your-stand-in'
  | ThresholdRefusal
  | PolicyRefusal;

/**
 * Whether a change can be made to the circle as it stands: what it is about belongs to the circle, and the rules that
 * hold for everybody are kept. Asked when a change is wanted, and again when its second key is turned. `by`: who wants it.
 */
export async function checkChange(
  context: Context,
  tables: Tables,
  circle: Circle,
  members: readonly Member[],
  change: Change,
  by: Pick<Member, 'id'>,
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
      const small =
        change.level === 'by-voice' &&
        !mayBeByVoice(invitedVoices(context, circle, members, context.clock.now()));
      return small ? refuse('voices-too-small') : success(null);
    }
    case 'meetings':
      return success(null);
    case 'chair-policy': {
      const sound = validChairPolicy(change.policy, circle.voices.length);
      return sound.ok ? success(null) : sound;
    }
    case 'member-added':
      if (!circle.voices.some(({ id }) => id === change.voice)) return refuse('no-such-voice');
      if (await isThere(tables, members, change.memberId)) return refuse('already-in-circle');
      return members.length >= MAX_MEMBERS ? refuse('circle-full') : success(null);
    case 'voice':
      if (!circle.voices.some(({ id }) => id === change.voice)) return refuse('no-such-voice');
      return stewardsStay(circle, members, change.memberId);
    case 'cancel-round': {
      // Locked: it may be closing at this moment.
      const round = await tables.rounds.lock(change.roundId);
      if (round?.circleId !== circle.id) return refuse('not-found');
      const sound = await checkCancel(context, tables, round);
      return sound.ok ? success(null) : refuse(sound.code === 'no-such-round' ? 'not-found' : sound.code);
    }
    case 'manager':
      return found(present(change.memberId));
    case 'new-way-in':
      return mayGetWayIn(tables, circle, members, change.memberId);
    case 'steward':
      return change.steward
        ? mayBeSteward(tables, circle, members, change.memberId)
        : stewardsStay(circle, members, change.memberId);
    case 'stand-in':
    case 'stand-in-ended': {
      const [asker, named] = [by.id, change.memberId].map((id) => members.find((member) => member.id === id));
      if (asker === undefined) return refuse('not-found');
      return change.kind === 'stand-in'
        ? checkStandIn(asker, named, standInEnds(change.lastDay, circle.timezone), context.clock.now())
        : checkStandInEnd(asker, named);
    }
    case 'member-left':
      // Leaving is everybody's own to decide, also where the voice has to choose another steward then.
      if (change.memberId === by.id) return found(present(change.memberId));
      return stewardsStay(circle, members, change.memberId);
    case 'erase-member': {
      if ((await tables.members.find(change.memberId))?.circleId !== circle.id) return refuse('not-found');
      return present(change.memberId) ? stewardsStay(circle, members, change.memberId) : success(null);
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

/** Where a voice is choosing its steward, nobody else gives it one. */
async function mayBeSteward(
  tables: Tables,
  circle: Circle,
  members: readonly Member[],
  id: string,
): Promise<Result<null, 'not-found' | 'voice-is-choosing'>> {
  const member = members.find((each) => each.id === id);
  if (member === undefined) return refuse('not-found');
  const choosing = (await tables.choosings.open(circle.id)).some(({ voice }) => voice === member.voice);
  return choosing ? refuse('voice-is-choosing') : success(null);
}

/** It opens all circles of a person, so stewards of one of them do not make it. */
async function mayGetWayIn(
  tables: Tables,
  circle: Circle,
  members: readonly Member[],
  id: string,
): Promise<Result<null, 'not-found' | 'not-set-up' | 'in-several-circles'>> {
  const member = members.find((each) => each.id === id);
  if (member === undefined) return refuse('not-found');
  if (circle.setUpAt === null) return refuse('not-set-up');
  const theirs = await tables.people.members(member.personId);
  const elsewhere = theirs.some(({ circleId, leftAt }) => circleId !== circle.id && leftAt === null);
  return elsewhere ? refuse('in-several-circles') : success(null);
}

/** Also as another member: somebody may have become one person with the one who was to join. */
async function isThere(tables: Tables, members: readonly Member[], id: string): Promise<boolean> {
  if (members.some((each) => each.id === id)) return true;
  const personId = (await tables.members.find(id))?.personId;
  return members.some((each) => each.personId === personId);
}

function found(there: boolean): Result<null, 'not-found'> {
  return there ? success(null) : refuse('not-found');
}

/**
 * Whether the circle keeps a steward, and the voice keeps one, without this member. A circle without any could never be
 * changed again; a voice without one could say no to nothing, and yes to nothing.
 */
function stewardsStay(
  { voices }: Circle,
  members: readonly Member[],
  id: string,
): Result<null, 'not-found' | 'last-steward' | 'last-steward-of-voice'> {
  const going = members.find((member) => member.id === id);
  if (going === undefined) return refuse('not-found');
  if (!isLastingSteward(going)) return success(null);
  const others = members.filter((member) => isLastingSteward(member) && member.id !== id);
  if (others.length === 0) return refuse('last-steward');
  return voices.length > 1 && leavesNone(going, members) ? refuse('last-steward-of-voice') : success(null);
}
