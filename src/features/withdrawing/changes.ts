import { refuse, success } from '../../core/result.ts';
import { circleTable } from '../../core/tables/circles.ts';
import { type ChangeKinds, changeKind } from '../governance/change-kinds.ts';
import type { TakingWords } from '../governance/rules/change.ts';
import { standing } from './use-cases/standing.ts';
import { withdrawWords } from './use-cases/withdraw.ts';

const taking = changeKind<TakingWords>({
  check: async ({ tx, circle }, change) => {
    const there = await standing(tx, circle, change.refs, { unshown: isHolding(change) });
    return there.length > 0 ? success(null) : refuse('words-gone');
  },
  apply: ({ context, tx, circle }, change) => withdrawWords(context, tx, circle, change),
  followUp: ({ store }) => store.tidy(),
  quoted: async ({ tx, circle }, change) => {
    const there = await standing(tx, circle, change.refs, { unshown: isHolding(change) });
    return there.map(({ words }) => words);
  },
});

export const wordsChanges = {
  'withdraw-words': taking,
  'hold-words': {
    ...taking,
    until: async ({ tx, circle }, { refs }) => {
      const [there, shown] = [
        await standing(tx, circle, refs, { unshown: true }),
        await standing(tx, circle, refs),
      ];
      // Not where all are gone before it: everybody would read that somebody took their words back.
      if (shown.length > 0 && there.length === shown.length) return 'over';
      return (await circleTable.digestSettings(tx, circle.id))?.nextAt ?? null;
    },
  },
} satisfies Partial<ChangeKinds>;

/** What is held back, no digest has shown yet. */
function isHolding({ kind }: TakingWords): boolean {
  return kind === 'hold-words';
}
