import { z } from 'zod';
import { calledIn } from '../../core/called.ts';
import type { Circle, SurfaceName } from '../../core/circle.ts';
import type { Context } from '../../core/context.ts';
import {
  carrying,
  type NotificationKinds,
  type NotSent,
  notification,
  type Writing,
} from '../../core/outbox/notifications.ts';
import type { Message } from '../../core/ports/message.ts';
import { turnOff } from '../turns/messages/turn.ts';
import type { Meeting } from '../turns/rules/meeting.ts';
import { meetingTable } from '../turns/tables.ts';
import { lastOf } from '../turns/use-cases/take-over-view.ts';
import { turnView } from '../turns/use-cases/turn-view.ts';
import { meetingCancelled } from './messages/cancel.ts';
import { meetingAddTold, meetingMovedAgain, meetingMoveTold } from './messages/one-meeting.ts';

/** From when to when: of two moves only the last is told. */
const movePayload = z.strictObject({ from: z.coerce.number<string>(), to: z.coerce.number<string>() });

/** None in letters of before reasons were asked for. */
const cancelPayload = z.strictObject({ reason: z.string() }).nullable();

export const meetingNotifications = {
  'meeting-cancelled': carrying(cancelPayload, cancelledLetter),
  'meeting-moved': carrying(movePayload, movedLetter, { inPlace: movedInPlace }),
  'meeting-added': notification(addedLetter, { inPlace: movedInPlace }),
} satisfies Partial<NotificationKinds>;

async function cancelledLetter(
  writing: Writing,
  payload: z.infer<typeof cancelPayload>,
  platform: SurfaceName,
): Promise<Message | NotSent | null> {
  const { context, circle, delivery, reader } = writing;
  const { store } = context;
  const meeting = await meetingTable.find(store, delivery.subject);
  if (meeting === null || meeting.state !== 'cancelled') return null;
  if (isToldOnTheBoard(writing, platform)) return 'told-on-the-board';
  const planned = await meetingTable.planned(store, meeting.seriesId);
  const next = planned.find(({ startsAt }) => startsAt > meeting.startsAt) ?? null;
  const by = await nameOfWhoDid(context, circle, meeting, 'cancelled');
  const view = await turnView(store, circle, meeting);
  return meetingCancelled(
    { ...view, by, reason: payload?.reason ?? null, nextAt: next?.startsAt ?? null },
    reader,
  );
}

async function movedLetter(
  writing: Writing,
  { from, to }: z.infer<typeof movePayload>,
  platform: SurfaceName,
): Promise<Message | NotSent | null> {
  const { context, circle, delivery, reader } = writing;
  const meeting = await meetingTable.find(context.store, delivery.subject);
  if (meeting === null || meeting.state !== 'planned' || meeting.startsAt !== to) return null;
  if (isToldOnTheBoard(writing, platform)) return 'told-on-the-board';
  const by = await nameOfWhoDid(context, circle, meeting, 'moved');
  const view = await turnView(context.store, circle, meeting);
  return meetingMoveTold({ ...view, by, from }, reader);
}

async function addedLetter(writing: Writing, platform: SurfaceName): Promise<Message | NotSent | null> {
  const { context, circle, delivery, reader } = writing;
  const meeting = await meetingTable.find(context.store, delivery.subject);
  if (meeting === null || meeting.state !== 'planned') return null;
  if (isToldOnTheBoard(writing, platform)) return 'told-on-the-board';
  const by = await nameOfWhoDid(context, circle, meeting, 'added');
  return meetingAddTold({ ...(await turnView(context.store, circle, meeting)), by }, reader);
}

/** Where a letter stands that told of a time: that it is another one now, or that the meeting was called off. */
async function movedInPlace({ context, delivery: { subject }, reader }: Writing): Promise<Message | null> {
  const meeting = await meetingTable.find(context.store, subject);
  if (meeting === null) return null;
  return meeting.state === 'cancelled' ? turnOff(reader) : meetingMovedAgain(reader);
}

/** Who reads the circle's board of the web pages is not told twice. */
function isToldOnTheBoard({ circle, member }: Writing, platform: SurfaceName): boolean {
  return (
    member !== null && platform === 'web' && circle.channels.some((channel) => channel.platform === 'web')
  );
}

async function nameOfWhoDid(
  { store }: Context,
  circle: Circle,
  { id }: Meeting,
  did: 'cancelled' | 'moved' | 'added',
): Promise<string | null> {
  const byId = lastOf(await meetingTable.events(store, id), did)?.byId ?? null;
  return (await calledIn(store, circle)).nameOf(byId);
}
