import type { Member } from '../../core/circle.ts';
import { refuse } from '../../core/result.ts';
import { type ChangeKinds, changeKind } from './change-kinds.ts';
import { checkStandIn, checkStandInEnd, standInEnds } from './rules/stand-in.ts';
import { foundIf, isPresent, stand } from './use-cases/stewardship.ts';

/** Who has which task in a circle. */
export const stewardChanges = {
  manager: changeKind({
    check: async ({ members }, { memberId }) => foundIf(isPresent(members, memberId)),
    apply: async ({ tx }, { memberId, manager }) => {
      await stand(tx, memberId, () => ({ manager }));
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
    apply: async ({ tx, circle }, { memberId, lastDay }) => {
      const stewardUntil = standInEnds(lastDay, circle.timezone);
      await stand(tx, memberId, () => ({ steward: true, stewardUntil }));
      return [];
    },
  }),
  'stand-in-ended': changeKind({
    check: async ({ members, by }, { memberId }) => {
      const asker = called(members, by.id);
      return asker === undefined ? refuse('not-found') : checkStandInEnd(asker, called(members, memberId));
    },
    apply: async ({ tx }, { memberId }) => {
      await stand(tx, memberId, () => ({ steward: false }));
      return [];
    },
  }),
} satisfies Partial<ChangeKinds>;

function called(members: readonly Member[], id: string): Member | undefined {
  return members.find((member) => member.id === id);
}
