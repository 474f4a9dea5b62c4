import { feature } from '../feature.ts';
import { calendarHandlers } from './actions.ts';
import { calendarNotifications } from './notifications.ts';
import { sweepCalendars } from './sweep.ts';
import { calendarsKept } from './tables.ts';
import { entryWith } from './use-cases/entries.ts';

/** Meetings in people's own calendars: feeds that they make for themselves, and a chair's turn that goes along by e-mail. */
export const calendars = feature({
  name: 'calendars',
  actions: calendarHandlers,
  notifications: calendarNotifications,
  sweeps: [sweepCalendars],
  provides: { entryWith },
  keeps: calendarsKept,
});
