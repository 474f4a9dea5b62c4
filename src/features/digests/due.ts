import type { DueWorks } from '../../core/jobs/due-work.ts';
import { circleTable, EARLIEST_DIGEST } from '../../core/tables/circles.ts';
import { composeDueDigest } from './use-cases/compose.ts';

export const digestsDue: DueWorks<'compose-digest'> = {
  'compose-digest': {
    due: async (tx, now) => (await circleTable.digestsDue(tx, now)).map((circle) => ({ circle })),
    earliest: EARLIEST_DIGEST,
    circleOf: async (_, { circle }) => circle,
    run: (context, { circle }) => composeDueDigest(context, circle),
  },
};
