import { type NotificationKinds, notification, type Writing } from '../../core/outbox/notifications.ts';
import type { Message } from '../../core/ports/message.ts';
import { meetingTable } from '../turns/tables.ts';
import { turnView } from '../turns/use-cases/turn-view.ts';
import { meetingAsked } from './messages.ts';
import { hasTwoSides } from './rules.ts';
import { attendanceTable } from './tables.ts';

export const attendanceNotifications = {
  'attendance-asked': notification(attendanceLetter),
} satisfies Partial<NotificationKinds>;

async function attendanceLetter({
  context,
  delivery: { subject },
  circle,
  reader,
}: Writing): Promise<Message | null> {
  const meeting = await meetingTable.find(context.store, subject);
  if (meeting === null || meeting.state === 'cancelled') return null;
  if ((await attendanceTable.find(context.store, subject)) !== null) return null;
  const view = await turnView(context.store, circle, meeting);
  return meetingAsked({ ...view, twoSides: hasTwoSides(circle) }, reader);
}
