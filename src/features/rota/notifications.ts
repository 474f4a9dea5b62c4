import type { Circle, Member } from '../../core/circle.ts';
import type { Context } from '../../core/context.ts';
import type { Reader } from '../../core/messages/reader.ts';
import type { Delivery } from '../../core/outbox/delivery.ts';
import type { Message } from '../../core/ports/message.ts';
import { actedFor, besideOffer, takenBack, takeOverNews, takeOverRequest } from './messages/take-over.ts';
import { openRequest, undoable } from './rules/taking-over.ts';
import { askedAs, askerOf, lastOf, matterOf, offerOf } from './use-cases/take-over-view.ts';
import { turnView } from './use-cases/turn-view.ts';

/** Letters about a turn that changes hands, made from its history. null: it has moved on since. */
export async function takeOverLetter(
  context: Context,
  { kind, subject }: Delivery,
  circle: Circle,
  member: Member,
  reader: Reader,
): Promise<Message | null> {
  const { tables } = context.store;
  const meeting = await tables.meetings.find(subject);
  if (meeting === null || meeting.state !== 'planned') return null;
  const matter = await matterOf(context, tables, circle, meeting);
  const view = await turnView(tables, circle, meeting);
  const nameOf = async (id: string | null | undefined) =>
    id == null ? '' : ((await tables.members.find(id))?.name ?? '');
  switch (kind) {
    case 'turn-asked': {
      const open = openRequest(matter);
      return open?.to === member.id
        ? takeOverRequest({ ...view, ...askedAs(open), by: await nameOf(open.from ?? open.by) }, reader)
        : null;
    }
    case 'turn-agreed': {
      const event = lastOf(matter.events, 'taken-over');
      if (event === null || askerOf(event) !== member.id || event.otherId !== meeting.chairId) return null;
      const news = event.memberId === null ? 'found' : 'agreed';
      return takeOverNews(news, { ...view, other: await nameOf(event.otherId) }, reader);
    }
    case 'turn-refused': {
      const event = lastOf(matter.events, 'refused');
      if (event === null || askerOf(event) !== member.id || meeting.chairId !== event.memberId) return null;
      const news = event.memberId === null ? 'not-found' : 'refused';
      return takeOverNews(news, { ...view, other: await nameOf(event.otherId) }, reader);
    }
    case 'turn-acted-for': {
      const back = undoable(matter, member.id);
      if (back === null || back.by === null) return null;
      const names = { other: await nameOf(back.to), steward: await nameOf(back.by) };
      return actedFor({ ...view, ...names }, reader);
    }
    case 'turn-taken-back':
      return meeting.chairId === member.id ? null : takenBack(view, reader);
    case 'co-chair-offer':
    case 'shadow-offer': {
      const offer = offerOf(matter, member.id);
      return offer === null || offer.accepted ? null : besideOffer(offer.role, view, reader);
    }
    default:
      return null;
  }
}
