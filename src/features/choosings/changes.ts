import { isReader } from '../../core/circle.ts';
import { type Result, refuse, success } from '../../core/result.ts';
import { type ChangeKinds, type Checking, changeKind } from '../governance/change-kinds.ts';
import { stand, stewardsStay } from '../governance/use-cases/stewardship.ts';
import { choosingTable } from './tables.ts';

/** Who is a steward for good. */
export const choosingChanges = {
  steward: changeKind({
    check: async (at, { memberId, steward }) =>
      steward ? mayBeSteward(at, memberId) : stewardsStay(at.circle, at.members, memberId),
    apply: async ({ tx }, { memberId, steward }) => {
      await stand(tx, memberId, () => ({ steward, stewardUntil: null }));
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

/** Where a voice is choosing its steward, nobody else gives it one. */
async function mayBeSteward(
  { tx, circle, members }: Checking,
  id: string,
): Promise<Result<null, 'not-found' | 'voice-is-choosing' | 'reader-no-steward'>> {
  const member = members.find((each) => each.id === id);
  if (member === undefined) return refuse('not-found');
  if (isReader(member)) return refuse('reader-no-steward');
  const choosing = (await choosingTable.open(tx, circle.id)).some(({ voice }) => voice === member.voice);
  return choosing ? refuse('voice-is-choosing') : success(null);
}
