import { feature } from '../feature.ts';
import { meHandlers } from './actions.ts';
import { awayNotifications } from './notifications.ts';

/** What somebody wants for themselves: language, Easy Read, where to be told, days away. */
export const preferences = feature({
  name: 'preferences',
  actions: meHandlers,
  notifications: awayNotifications,
});
