import { feature } from '../feature.ts';
import { sessionHandlers } from './actions/session.ts';
import { wayInHandlers } from './actions/way-in.ts';
import { wayInChanges } from './changes.ts';
import { wayInNotifications } from './notifications.ts';
import { sweepWaysIn } from './sweep.ts';
import { waysInKept } from './tables.ts';

/** How somebody gets in by a link or a printed code, who vouches for them, and which browsers are signed in. */
export const waysIn = feature({
  name: 'ways-in',
  actions: { ...sessionHandlers, ...wayInHandlers },
  notifications: wayInNotifications,
  changes: wayInChanges,
  sweeps: [sweepWaysIn],
  keeps: waysInKept,
});
