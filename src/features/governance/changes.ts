import type { Member } from '../../core/circle.ts';
import { type Result, refuse, success } from '../../core/result.ts';
import { type ChangeKinds, type Checking, changeKind } from './change-kinds.ts';
import { checkStandIn, checkStandInEnd, standInEnds } from './rules/stand-in.ts';
import { foundIf, isPresent, stand, stewardsStay } from './use-cases/stewardship.ts';

type StewardChanges = 'manager' | 'steward' | 'stand-in' | 'stand-in-ended' | 'steward-chosen';

/** Who has which task in a circle. */
export const stewardChanges: ChangeKinds<StewardChanges> = {
  manager: changeKind({
    check: async ({ members }, { memberId }) => foundIf(isPresent(members, memberId)),
    apply: async ({ tables }, { memberId, manager }) => {
      await stand(tables, memberId, () => ({ manager }));
      return [];
    },
  }),
  steward: changeKind({
    check: async (at, { memberId, steward }) =>
      steward ? mayBeSteward(at, memberId) : stewardsStay(at.circle, at.members, memberId),
    apply: async ({ tables }, { memberId, steward }) => {
      await stand(tables, memberId, () => ({ steward, stewardUntil: null }));
      return [];
    },
  }),
  'stand-in': changeKind({
    check: async ({ context, circle, members, by }, { memberId, lastDay }) => {
      const asker = called(members, by.id);
      if (asker === undefined) return refuse('not-found');
      const until = standInEnds(lastDay, circle.timezone);
      return checkStandIn(asker, called(members, memberId), until, context.clock.now());
    },
    apply: async ({ tables, circle }, { memberId, lastDay }) => {
      const stewardUntil = standInEnds(lastDay, circle.timezone);
      await stand(tables, memberId, () => ({ steward: true, stewardUntil }));
      return [];
    },
  }),
  'stand-in-ended': changeKind({
    check: async ({ members, by }, { memberId }) => {
      const asker = called(members, by.id);
      return asker === undefined ? refuse('not-found') : checkStandInEnd(asker, called(members, memberId));
    },
    apply: async ({ tables }, { memberId }) => {
      await stand(tables, memberId, () => ({ steward: false }));
      return [];
    },
  }),
  'steward-chosen': changeKind({
    apply: async ({ tables }, { memberId }) => {
      await stand(tables, memberId, () => ({ steward: true, stewardUntil: null }));
      return [];
    },
  }),
};

function called(members: readonly Member[], id: string): Member | undefined {
  return members.find((member) => member.id === id);
}

/** Where a voice is choosing its steward, nobody else gives it one. */
async function mayBeSteward(
  { tables, circle, members }: Checking,
  id: string,
): Promise<Result<null, 'not-found' | 'voice-is-choosing'>> {
  const member = called(members, id);
  if (member === undefined) return refuse('not-found');
  const choosing = (await tables.choosings.open(circle.id)).some(({ voice }) => voice === member.voice);
  return choosing ? refuse('voice-is-choosing') : success(null);
}
