import { isReader, type Member } from '../../core/circle.ts';
import { type Result, refuse, success } from '../../core/result.ts';
import { type ChangeKinds, type Checking, changeKind } from './change-kinds.ts';
import { checkStandIn, checkStandInEnd, standInEnds } from './rules/stand-in.ts';
import { choosingTable } from './tables/choosings.ts';
import { foundIf, isPresent, stand, stewardsStay } from './use-cases/stewardship.ts';

/** Who has which task in a circle. */
export const stewardChanges = {
  manager: changeKind({
    check: async ({ members }, { memberId }) => foundIf(isPresent(members, memberId)),
    apply: async ({ tx }, { memberId, manager }) => {
      await stand(tx, memberId, () => ({ manager }));
      return [];
    },
  }),
  steward: changeKind({
    check: async (at, { memberId, steward }) =>
      steward ? mayBeSteward(at, memberId) : stewardsStay(at.circle, at.members, memberId),
    apply: async ({ tx }, { memberId, steward }) => {
      await stand(tx, memberId, () => ({ steward, stewardUntil: null }));
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
  'steward-chosen': changeKind({
    apply: async ({ tx }, { memberId }) => {
      await stand(tx, memberId, () => ({ steward: true, stewardUntil: null }));
      return [];
    },
  }),
} satisfies Partial<ChangeKinds>;

function called(members: readonly Member[], id: string): Member | undefined {
  return members.find((member) => member.id === id);
}

/** Where a voice is choosing its steward, nobody else gives it one. */
async function mayBeSteward(
  { tx, circle, members }: Checking,
  id: string,
): Promise<Result<null, 'not-found' | 'voice-is-choosing' | 'reader-no-steward'>> {
  const member = called(members, id);
  if (member === undefined) return refuse('not-found');
  if (isReader(member)) return refuse('reader-no-steward');
  const choosing = (await choosingTable.open(tx, circle.id)).some(({ voice }) => voice === member.voice);
  return choosing ? refuse('voice-is-choosing') : success(null);
}
