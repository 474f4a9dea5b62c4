import { type NotificationKinds, notification, type Writing } from '../../core/outbox/notifications.ts';
import type { Message } from '../../core/ports/message.ts';
import { turnView } from '../turns/use-cases/turn-view.ts';
import { attendanceAsked } from './messages.ts';

export const attendanceNotifications: NotificationKinds<'attendance-asked'> = {
  'attendance-asked': notification(attendanceLetter),
};

async function attendanceLetter({
  context,
  delivery: { subject },
  circle,
  reader,
}: Writing): Promise<Message | null> {
  const { attendances, meetings } = context.store.tables;
  const meeting = await meetings.find(subject);
  if (meeting === null || meeting.state === 'cancelled') return null;
  if ((await attendances.find(subject)) !== null) return null;
  return attendanceAsked(await turnView(context.store.tables, circle, meeting), reader);
}
