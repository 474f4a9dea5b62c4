import { feature } from '../feature.ts';
import { approvalHandlers } from './actions/approval.ts';
import { standInHandlers } from './actions/stand-in.ts';
import { stewardChanges } from './changes.ts';
import { governanceNotifications } from './notifications.ts';
import { governanceKept } from './tables/kept.ts';
import { endStandIns } from './use-cases/stand-ins.ts';

/** What needs two keys, who holds one, and what stewards did, on record for everybody. */
export const governance = feature({
  name: 'governance',
  actions: { ...approvalHandlers, ...standInHandlers },
  notifications: governanceNotifications,
  changes: stewardChanges,
  sweeps: [endStandIns],
  keeps: governanceKept,
});
