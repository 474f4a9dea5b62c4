import type { DueWorks } from '../../core/jobs/due-work.ts';
import { reviewWords } from './use-cases/review.ts';

export const reviewsDue: DueWorks<'review-words'> = {
  'review-words': {
    due: async ({ circles }, now) => (await circles.reviewsDue(now)).map((circle) => ({ circle })),
    run: (context, { circle }) => reviewWords(context, circle),
  },
};
