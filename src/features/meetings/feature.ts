import { feature } from '../feature.ts';
import { meetingsEndHandlers } from './actions/end.ts';
import { meetingChatHandlers } from './actions/meeting-chat.ts';
import { meetingHandlers } from './actions/one-meeting.ts';
import { meetingChanges } from './changes.ts';
import { meetingNotifications } from './notifications.ts';

/** When a circle meets, by which policy its chairs are drawn, and its chat. */
export const meetings = feature({
  name: 'meetings',
  actions: { ...meetingHandlers, ...meetingsEndHandlers, ...meetingChatHandlers },
  notifications: meetingNotifications,
  changes: meetingChanges,
});
