import { calledIn } from '../../core/called.ts';
import type { Member } from '../../core/circle.ts';
import {
  type NotificationKinds,
  notification,
  toOne,
  type Writing,
} from '../../core/outbox/notifications.ts';
import type { Message } from '../../core/ports/message.ts';
import {
  actedFor,
  sideRoleOffer,
  takenBack,
  takeOverNews,
  takeOverRequest,
  turnUnfilled,
} from './messages/take-over.ts';
import {
  chairRests,
  turnAnnouncement,
  turnOff,
  turnOffer,
  turnReminder,
  turnRetimed,
} from './messages/turn.ts';
import { askEndsAt, askedMember } from './rules/asks.ts';
import { hadAgreed, isUnfilled, openRequest, undoable } from './rules/taking-over.ts';
import { meetingTable } from './tables.ts';
import { supersedeEarlier } from './use-cases/supersede.ts';
import { askedAs, askerOf, lastOf, matterOf, offerOf } from './use-cases/take-over-view.ts';
import { turnView } from './use-cases/turn-view.ts';

/** Where a letter stands that told of a meeting: that it was called off. */
async function offInPlace({ context, delivery: { subject }, reader }: Writing): Promise<Message | null> {
  const meeting = await meetingTable.find(context.store, subject);
  return meeting?.state === 'cancelled' ? turnOff(reader) : null;
}

export const turnNotifications = {
  'turn-offer': notification(turnLetter, { inPlace: offInPlace }),
  'turn-reminder': notification(turnLetter, { inPlace: offInPlace }),
  'turn-retimed': notification(turnLetter, { inPlace: offInPlace }),
  'turn-announcement': notification(turnLetter, { sent: supersedeEarlier, inPlace: offInPlace }),
  'turn-unfilled': notification(turnLetter, { inPlace: offInPlace }),
  'chair-rests': toOne(({ circle, member, reader }) =>
    member.chairs === 'resting' ? chairRests(circle.id, reader) : null,
  ),
  'turn-asked': toOne(takeOverLetter),
  'turn-agreed': toOne(takeOverLetter),
  'turn-refused': toOne(takeOverLetter),
  'turn-acted-for': toOne(takeOverLetter),
  'turn-taken-back': toOne(takeOverLetter),
  'co-chair-offer': toOne(takeOverLetter),
  'shadow-offer': toOne(takeOverLetter),
} satisfies Partial<NotificationKinds>;

/** Letters about a turn that changes hands, made from its history. null: it has moved on since. */
async function takeOverLetter({
  context,
  delivery: { kind, subject },
  circle,
  member,
  reader,
}: Writing & { readonly member: Member }): Promise<Message | null> {
  const { store } = context;
  const meeting = await meetingTable.find(store, subject);
  if (meeting === null || meeting.state !== 'planned') return null;
  const matter = await matterOf(context, store, circle, meeting);
  const view = await turnView(store, circle, meeting);
  const called = await calledIn(store, circle);
  const nameOf = (id: string | null | undefined) => called.nameOf(id) ?? '';
  switch (kind) {
    case 'turn-asked': {
      const open = openRequest(matter);
      return open?.to === member.id
        ? takeOverRequest({ ...view, ...askedAs(open), by: nameOf(open.from ?? open.by) }, reader)
        : null;
    }
    case 'turn-agreed': {
      const event = lastOf(matter.events, 'taken-over');
      if (event === null || askerOf(event) !== member.id || event.otherId !== meeting.chairId) return null;
      const news = event.memberId === null ? 'found' : 'agreed';
      return takeOverNews(news, { ...view, other: nameOf(event.otherId) }, reader);
    }
    case 'turn-refused': {
      const event = lastOf(matter.events, 'refused');
      if (event === null || askerOf(event) !== member.id || meeting.chairId !== event.memberId) return null;
      const news = event.memberId === null ? 'not-found' : 'refused';
      return takeOverNews(news, { ...view, other: nameOf(event.otherId) }, reader);
    }
    case 'turn-acted-for': {
      const back = undoable(matter, member.id);
      if (back === null || back.by === null) return null;
      const names = { other: nameOf(back.to), steward: nameOf(back.by) };
      return actedFor({ ...view, ...names }, reader);
    }
    case 'turn-taken-back':
      return meeting.chairId === member.id ? null : takenBack(view, reader);
    case 'co-chair-offer':
    case 'shadow-offer': {
      const offer = offerOf(matter, member.id);
      return offer === null || offer.accepted ? null : sideRoleOffer(offer.role, view, reader);
    }
    default:
      return null;
  }
}

async function turnLetter({
  context,
  delivery: { kind, subject },
  circle,
  member,
  reader,
}: Writing): Promise<Message | null> {
  const meeting = await meetingTable.find(context.store, subject);
  if (meeting === null || meeting.state !== 'planned') return null;
  const view = await turnView(context.store, circle, meeting);
  if (kind === 'turn-announcement') return meeting.chairId === null ? null : turnAnnouncement(view, reader);
  if (kind === 'turn-unfilled') return isUnfilled(meeting) ? turnUnfilled(view, reader) : null;
  if (member === null) return null;
  if (kind === 'turn-reminder') return meeting.chairId === member.id ? turnReminder(view, reader) : null;
  if (kind === 'turn-retimed' && meeting.chairId === member.id) return turnRetimed(view, reader);
  if (askedMember(meeting) !== member.id) return null;
  const asked = { ...view, until: askEndsAt(meeting) ?? meeting.startsAt };
  if (kind !== 'turn-retimed') return turnOffer(asked, reader);
  const again = hadAgreed(await meetingTable.events(context.store, meeting.id), member.id);
  return turnRetimed({ ...asked, again }, reader);
}
