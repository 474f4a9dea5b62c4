import type { DueWorks } from '../../core/jobs/due-work.ts';
import { composeDueDigest } from './use-cases/compose.ts';

export const digestsDue: DueWorks<'compose-digest'> = {
  'compose-digest': {
    due: async ({ circles }, now) => (await circles.digestsDue(now)).map((circle) => ({ circle })),
    run: (context, { circle }) => composeDueDigest(context, circle),
  },
};
