import { feature } from '../feature.ts';
import { meetingChatHandlers, meetingHandlers } from './actions.ts';
import { meetingChanges } from './changes.ts';
import { meetingNotifications } from './notifications.ts';

/** When a circle meets, by which policy its chairs are drawn, and its chat. */
export const meetings = feature({
  name: 'meetings',
  actions: { ...meetingHandlers, ...meetingChatHandlers },
  notifications: meetingNotifications,
  changes: meetingChanges,
});
