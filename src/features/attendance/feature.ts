import { feature } from '../feature.ts';
import { attendanceHandlers } from './actions.ts';
import { attendanceNotifications } from './notifications.ts';
import { attendanceKept } from './tables.ts';
import { attendanceLetters } from './use-cases/ask.ts';

/** Which sides were at a meeting, as its chair says; never who. */
export const attendance = feature({
  name: 'attendance',
  actions: attendanceHandlers,
  notifications: attendanceNotifications,
  provides: {
    meetingHeld: attendanceLetters,
  },
  keeps: attendanceKept,
});
