import { sameAccount } from '../../core/account-links.ts';
import type { Identity } from '../../core/circle.ts';
import { readerOf } from '../../core/messages/reader.ts';
import { type NotificationKinds, notification, type Writing } from '../../core/outbox/notifications.ts';
import type { Message } from '../../core/ports/message.ts';
import { linkTable } from '../../core/tables/links.ts';
import { personTable } from '../../core/tables/people.ts';
import { accountLinked } from './messages.ts';

export const linkNotifications = {
  'account-linked': notification(linkLetter),
} satisfies Partial<NotificationKinds>;

/** Tells a person, an account of theirs that gave way, or who became one person with them, that accounts were joined. null: it has been undone. */
async function linkLetter({
  context,
  delivery: { subject, person: told },
  circle,
}: Writing): Promise<Message | null> {
  const link = await linkTable.find(context.store, subject);
  const person = link === null ? null : await personTable.find(context.store, link.personId);
  if (link === null || person === null) return null;
  const isTold = (each: Identity) => `${each.platform}/${each.externalId}` === told;
  const isGained = (each: Identity) => link.gained.some((one) => sameAccount(one, each));
  const joined = link.gained.some(isTold) ? person.accounts.filter((each) => !isGained(each)) : link.gained;
  const view = {
    id: link.id,
    circle: circle.name,
    platforms: [...new Set(joined.map(({ platform }) => platform))],
    at: link.at,
    bySteward: link.byId !== null,
    gaveWay: link.replaced.some(isTold),
  };
  return accountLinked(view, readerOf(person, circle, context.clock.now()));
}
