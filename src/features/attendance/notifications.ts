import { calledIn } from '../../core/called.ts';
import {
  type NotificationKinds,
  notification,
  toOne,
  type Writing,
} from '../../core/outbox/notifications.ts';
import type { Message } from '../../core/ports/message.ts';
import { meetingTable } from '../turns/tables.ts';
import { turnView } from '../turns/use-cases/turn-view.ts';
import { chairNoted, meetingAsked } from './messages.ts';
import { hasTwoSides } from './rules.ts';
import { attendanceTable } from './tables.ts';

export const attendanceNotifications = {
  'attendance-asked': notification(attendanceLetter),
  'chair-noted': toOne(notedLetter),
} satisfies Partial<NotificationKinds>;

async function notedLetter({
  context: { store },
  delivery: { subject },
  circle,
  reader,
}: Writing): Promise<Message | null> {
  const meeting = await meetingTable.find(store, subject);
  const events = await meetingTable.events(store, subject);
  const noted = events.findLast(({ what }) => what === 'chair-noted');
  if (meeting === null || meeting.settlesAt === null || noted === undefined) return null;
  const { nameOf } = await calledIn(store, circle);
  const names = { by: nameOf(noted.byId) ?? '', chairedBy: nameOf(noted.memberId) };
  return chairNoted(
    { ...(await turnView(store, circle, meeting)), ...names, until: meeting.settlesAt },
    reader,
  );
}

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
