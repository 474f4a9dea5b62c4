import { feature } from '../feature.ts';
import { meetingChatHandlers } from './actions.ts';
import { meetingChanges } from './changes.ts';

/** When a circle meets, by which policy its chairs are drawn, and its chat. */
export const meetings = feature({
  name: 'meetings',
  actions: meetingChatHandlers,
  changes: meetingChanges,
});
