import { calledIn } from '../../core/called.ts';
import type { PlatformName } from '../../core/circle.ts';
import {
  type NotificationKinds,
  type NotSent,
  notification,
  type Writing,
} from '../../core/outbox/notifications.ts';
import type { Message } from '../../core/ports/message.ts';
import { meetingTable } from '../turns/tables.ts';
import { turnView } from '../turns/use-cases/turn-view.ts';
import { meetingCancelled } from './messages/cancel.ts';

export const meetingNotifications = {
  'meeting-cancelled': notification(cancelledLetter),
} satisfies Partial<NotificationKinds>;

/** Who reads the circle's board of the web pages is not told twice. */
async function cancelledLetter(
  { context: { store }, delivery: { subject }, circle, member, reader }: Writing,
  platform: PlatformName,
): Promise<Message | NotSent | null> {
  const meeting = await meetingTable.find(store, subject);
  if (meeting === null || meeting.state !== 'cancelled') return null;
  const hasBoard = circle.channels.some((channel) => channel.platform === 'web');
  if (member !== null && platform === 'web' && hasBoard) return 'told-on-the-board';
  const events = await meetingTable.events(store, subject);
  const byId = events.findLast(({ what }) => what === 'cancelled')?.byId ?? null;
  const by = (await calledIn(store, circle)).nameOf(byId);
  const planned = await meetingTable.planned(store, meeting.seriesId);
  const next = planned.find(({ startsAt }) => startsAt > meeting.startsAt) ?? null;
  const view = await turnView(store, circle, meeting);
  return meetingCancelled({ ...view, by, nextAt: next?.startsAt ?? null }, reader);
}
