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
  sideRoleAnswered,
  sideRoleOffer,
  takenBack,
  takeOverNews,
  takeOverRefused,
  takeOverRequest,
  turnUnfilled,
} from './messages/take-over.ts';
import {
  chairRests,
  turnAccepted,
  turnAnnouncement,
  turnDeclined,
  turnOff,
  turnOffer,
  turnReminder,
  turnRetimed,
} from './messages/turn.ts';
import { askEndsAt, askedMember } from './rules/asks.ts';
import { hadAgreed, isUnfilled, offerAnswer, openRequest, undoable } from './rules/taking-over.ts';
import { meetingTable } from './tables.ts';
import { supersedeEarlier } from './use-cases/supersede.ts';
import { askedAs, askerOf, lastOf, matterOf, offerOf } from './use-cases/take-over-view.ts';
import { turnView } from './use-cases/turn-view.ts';

/** In place of a letter: that the meeting was called off, or what its reader has answered, which is told to nobody else. */
async function inPlace({ context, delivery, circle, member, reader }: Writing): Promise<Message | null> {
  const { kind, subject } = delivery;
  const meeting = await meetingTable.find(context.store, subject);
  if (meeting?.state === 'cancelled') return turnOff(reader);
  if (meeting?.state !== 'planned' || member === null) return null;
  const events = await meetingTable.events(context.store, subject);
  if (kind === 'co-chair-offer' || kind === 'shadow-offer') {
    const said = offerAnswer(events, member.id);
    return said === null ? null : sideRoleAnswered(said === 'accepted', reader);
  }
  if (meeting.chairId === member.id)
    return turnAccepted(await turnView(context.store, circle, meeting), reader);
  if (kind === 'turn-asked')
    return lastOf(events, 'refused')?.otherId === member.id ? takeOverRefused(reader) : null;
  return askedMember(meeting) === member.id ? turnDeclined(reader) : null;
}

export const turnNotifications = {
  'turn-offer': notification(turnLetter, { inPlace }),
  'turn-reminder': notification(turnLetter, { inPlace }),
  'turn-retimed': notification(turnLetter, { inPlace }),
  'turn-announcement': notification(turnLetter, { sent: supersedeEarlier, inPlace }),
  'turn-unfilled': notification(turnLetter, { inPlace }),
  'chair-rests': toOne(({ circle, member, reader }) =>
    member.chairs === 'resting' ? chairRests(circle.id, reader) : null,
  ),
  'turn-asked': toOne(takeOverLetter, { inPlace }),
  'turn-agreed': toOne(takeOverLetter),
  'turn-refused': toOne(takeOverLetter),
  'turn-acted-for': toOne(takeOverLetter),
  'turn-taken-back': toOne(takeOverLetter),
  'co-chair-offer': toOne(takeOverLetter, { inPlace }),
  'shadow-offer': toOne(takeOverLetter, { inPlace }),
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
      return open?.to === member.id ? takeOverRequest({ ...view, ...askedAs(open, nameOf) }, reader) : null;
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
  if (askedMember(meeting) !== member.id || meeting.asking?.refused === true) return null;
  const asked = { ...view, until: askEndsAt(meeting) ?? meeting.startsAt };
  if (kind !== 'turn-retimed') return turnOffer(asked, reader);
  const again = hadAgreed(await meetingTable.events(context.store, meeting.id), member.id);
  return turnRetimed({ ...asked, again }, reader);
}
