import { feature } from '../feature.ts';
import { linkHandlers } from './actions.ts';
import { linkNotifications } from './notifications.ts';
import { sweepCodes } from './sweep.ts';

/** Accounts on several platforms that are one person's. */
export const linking = feature({
  name: 'linking',
  actions: linkHandlers,
  notifications: linkNotifications,
  sweeps: [sweepCodes],
});
