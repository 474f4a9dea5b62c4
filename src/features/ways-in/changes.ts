import { refuse, success } from '../../core/result.ts';
import { personTable } from '../../core/tables/people.ts';
import { type ChangeKinds, changeKind } from '../governance/change-kinds.ts';
import { handOverBlocks } from './messages.ts';
import { makeByTwo } from './use-cases/for-others.ts';

export const wayInChanges = {
  /** Made by one steward, at once: see `makeFirst`. */
  'first-way-in': changeKind(),
  'new-way-in': changeKind({
    /** It opens all circles of a person, so stewards of one of them do not make it. */
    check: async ({ tx, circle, members }, { memberId }) => {
      const member = members.find(({ id }) => id === memberId);
      if (member === undefined) return refuse('not-found');
      if (circle.setUpAt === null) return refuse('not-set-up');
      const theirs = await personTable.members(tx, member.personId);
      const elsewhere = theirs.some(({ circleId, leftAt }) => circleId !== circle.id && leftAt === null);
      return elsewhere ? refuse('in-several-circles') : success(null);
    },
    handOver: async ({ context, tx, circle }, { memberId }, decided) => {
      const made = await makeByTwo(context, tx, circle, memberId, decided);
      if (made === null) return null;
      const { letters, wayIn } = made;
      return { letters, show: (name, ...to) => handOverBlocks([{ name, wayIn }], 'later', ...to) };
    },
  }),
  account: changeKind(),
} satisfies Partial<ChangeKinds>;
