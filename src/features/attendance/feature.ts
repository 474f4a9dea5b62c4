import { feature } from '../feature.ts';
import { attendanceHandlers } from './actions.ts';
import { attendanceNotifications } from './notifications.ts';
import { attendanceKept } from './tables.ts';
import { attendanceLetters } from './use-cases/ask.ts';

/** What happened at a meeting, as its chair or a steward says: which sides were there, who chaired; never who else. */
export const attendance = feature({
  name: 'attendance',
  actions: attendanceHandlers,
  notifications: attendanceNotifications,
  provides: {
    meetingHeld: attendanceLetters,
  },
  keeps: attendanceKept,
});
