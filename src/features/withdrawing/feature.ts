import { circleTable, EARLIEST_REVIEW } from '../../core/tables/circles.ts';
import { feature } from '../feature.ts';
import { withdrawingHandlers } from './actions.ts';
import { wordsChanges } from './changes.ts';
import { wordsNotifications } from './notifications.ts';
import { reviewWords } from './use-cases/review.ts';

/** Stewards look at unnamed words before a digest shows them, and take out what must not stand. */
export const withdrawing = feature({
  name: 'withdrawing',
  actions: withdrawingHandlers,
  notifications: wordsNotifications,
  changes: wordsChanges,
  due: {
    'review-words': {
      due: async (tx, now) => (await circleTable.reviewsDue(tx, now)).map((circle) => ({ circle })),
      earliest: EARLIEST_REVIEW,
      circleOf: async (_, { circle }) => circle,
      run: (context, { circle }) => reviewWords(context, circle),
    },
  },
});
