import type { DueWorks } from '../../core/jobs/due-work.ts';
import { circleTable, EARLIEST_REVIEW } from '../../core/tables/circles.ts';
import { reviewWords } from './use-cases/review.ts';

export const reviewsDue: DueWorks<'review-words'> = {
  'review-words': {
    due: async (tx, now) => (await circleTable.reviewsDue(tx, now)).map((circle) => ({ circle })),
    earliest: EARLIEST_REVIEW,
    circleOf: async (_, { circle }) => circle,
    run: (context, { circle }) => reviewWords(context, circle),
  },
};
