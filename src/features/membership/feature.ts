import { feature } from '../feature.ts';
import { concernedHandlers } from './actions/concerned.ts';
import { joiningHandlers } from './actions/joining.ts';
import { memberHandlers } from './actions/member.ts';
import { nameHandlers } from './actions/names.ts';
import { rosterHandlers } from './actions/roster.ts';
import { membershipChanges } from './changes.ts';
import { membershipNotifications } from './notifications.ts';
import { sweepCandidates } from './sweep.ts';
import { membershipKept } from './tables.ts';
import { unreachableNotifications } from './unreachable-notifications.ts';

/** Who is in a circle: coming, going, the roster of a new one, and whom nothing reaches. */
export const membership = feature({
  name: 'membership',
  actions: {
    ...concernedHandlers,
    ...joiningHandlers,
    ...memberHandlers,
    ...nameHandlers,
    ...rosterHandlers,
  },
  notifications: { ...membershipNotifications, ...unreachableNotifications },
  changes: membershipChanges,
  sweeps: [sweepCandidates],
  keeps: membershipKept,
});
