import type { Circle, Member } from '../../../core/circle.ts';
import type { Tx } from '../../../core/ports/store.ts';
import { type Result, refuse, success } from '../../../core/result.ts';
import { memberTable, type Standing } from '../../../core/tables/members.ts';
import { isLastingSteward, leavesNone } from '../rules/stand-in.ts';

/** Saves a member's standing with some of it changed, in the caller's transaction. */
export async function stand(
  tx: Tx,
  memberId: string,
  change: (now: Standing) => Partial<Standing>,
): Promise<void> {
  const member = await memberTable.find(tx, memberId);
  if (member !== null) await memberTable.saveStanding(tx, memberId, { ...member, ...change(member) });
}

export function isPresent(members: readonly Member[], id: string): boolean {
  return members.some((member) => member.id === id);
}

export function foundIf(there: boolean): Result<null, 'not-found'> {
  return there ? success(null) : refuse('not-found');
}

/**
 * Whether the circle keeps a steward, and the voice keeps one, without this member. A circle without any could never be
 * changed again; a voice without one could say no to nothing, and yes to nothing.
 */
export function stewardsStay(
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
