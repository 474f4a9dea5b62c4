import { circleTable, EARLIEST_DIGEST } from '../../core/tables/circles.ts';
import { feature } from '../feature.ts';
import { digestHandlers } from './actions.ts';
import { digestChanges } from './changes.ts';
import { digestNotifications } from './notifications.ts';
import { digestsKept, digestTable } from './tables.ts';
import { composeDueDigest } from './use-cases/compose.ts';
import { rewordPromise } from './use-cases/rewrite.ts';

/** A circle's week, composed once and told to everybody at the same minute. */
export const digests = feature({
  name: 'digests',
  actions: digestHandlers,
  notifications: digestNotifications,
  changes: digestChanges,
  due: {
    'compose-digest': {
      due: async (tx, now) => (await circleTable.digestsDue(tx, now)).map((circle) => ({ circle })),
      earliest: EARLIEST_DIGEST,
      circleOf: async (_, { circle }) => circle,
      run: (context, { circle }) => composeDueDigest(context, circle),
    },
  },
  provides: {
    promiseReworded: rewordPromise,
    isDigestOut: async (tx, circleId, week) => (await digestTable.find(tx, circleId, week)) !== null,
  },
  keeps: digestsKept,
});
