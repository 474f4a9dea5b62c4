import { feature } from '../feature.ts';
import { closingHandlers } from './actions/closing.ts';
import { ownerHandlers } from './actions/owner.ts';
import { raisingHandlers } from './actions/raising.ts';
import { promiseNotifications } from './notifications.ts';
import { promisesKept } from './tables.ts';

/** "You said, we did": asked for, looked after, answered, and closed by who asked or by reps. */
export const promises = feature({
  name: 'promises',
  actions: { ...raisingHandlers, ...closingHandlers, ...ownerHandlers },
  notifications: promiseNotifications,
  keeps: promisesKept,
});
