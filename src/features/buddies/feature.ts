import { feature } from '../feature.ts';
import { buddyHandlers } from './actions.ts';
import { buddyNotifications } from './notifications.ts';
import { buddiesKept } from './tables.ts';

/** A newcomer asks for somebody to settle in with, and a steward finds them. */
export const buddies = feature({
  name: 'buddies',
  actions: buddyHandlers,
  notifications: buddyNotifications,
  keeps: buddiesKept,
});
