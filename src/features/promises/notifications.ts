import { calledIn } from '../../core/called.ts';
import type { AddressKind, Member, SurfaceName } from '../../core/circle.ts';
import { type NotificationKinds, toOne, type Writing } from '../../core/outbox/notifications.ts';
import type { Message } from '../../core/ports/message.ts';
import {
  ownerAsked,
  promiseAnswered,
  promiseNudge,
  promiseTakenOver,
  promiseToClose,
  unnamedElsewhere,
} from './messages/letters.ts';
import { mayJudge } from './rules/closing.ts';
import { isOpen, isWaiting } from './rules/promise.ts';
import { promiseTable } from './tables.ts';

export const promiseNotifications = {
  'promise-answered': toOne(promiseLetter),
  'promise-to-close': toOne(promiseLetter),
  'promise-owner-asked': toOne(promiseLetter),
  'promise-nudge': toOne(promiseLetter),
  'promise-taken-over': toOne(promiseLetter),
} satisfies Partial<NotificationKinds>;

/** Letters about a promise, made from how it stands. null: it has moved on since. */
async function promiseLetter(
  {
    context,
    delivery: { kind, subject, payload },
    circle,
    member,
    reader,
  }: Writing & { readonly member: Member },
  platform: SurfaceName,
): Promise<Message | null> {
  const found = await promiseTable.find(context.store, subject);
  if (found === null) return null;
  // Stewards may take unnamed words out later: out of a mail or a text nobody can.
  const isKept =
    found.raisedBy === null && context.posts.get(platform as AddressKind)?.abilities.updates === false;
  const item = isKept ? { ...found, words: unnamedElsewhere(reader) } : found;
  switch (kind) {
    case 'promise-answered':
    case 'promise-to-close': {
      const { reply } = item;
      if (item.state !== 'answered' || reply === null || payload?.answer !== `${reply.number}`) return null;
      const about = { item, outcome: reply.outcome, circle: circle.name };
      if (kind === 'promise-to-close')
        return mayJudge(item, member, context.clock.now()) ? promiseToClose(about, reader) : null;
      const { nameOf } = await calledIn(context.store, circle);
      const view = { ...about, repliedBy: nameOf(reply.by.memberId) ?? '', first: reply.askerUntil };
      return promiseAnswered(view, reader);
    }
    case 'promise-owner-asked':
      return isOpen(item) && item.askedId === member.id ? ownerAsked(item, circle.name, reader) : null;
    case 'promise-taken-over': {
      if (!isOpen(item) || item.ownerId === member.id) return null;
      const by = (await calledIn(context.store, circle)).nameOf(item.ownerId);
      return by === null ? null : promiseTakenOver({ item, circle: circle.name, by }, reader);
    }
    default:
      return isWaiting(item) && item.ownerId === member.id && payload?.due === (item.dueOn ?? '')
        ? promiseNudge(item, circle.name, reader)
        : null;
  }
}
