import type { Circle } from '../../domain/circle.ts';
import type { Delivery } from '../../domain/delivery.ts';
import { accountLinked } from '../../messages/linking.ts';
import { readerOf } from '../../messages/reader.ts';
import type { Message } from '../../ports/message.ts';
import type { Context } from '../context.ts';

/** Tells a member, or an account of theirs that gave way, that an account was joined. null: it has been undone. */
export async function linkLetter(
  context: Context,
  { subject, person }: Delivery,
  circle: Circle,
): Promise<Message | null> {
  const { links, members } = context.store.tables;
  const link = await links.find(subject);
  const member = link === null ? null : await members.find(link.memberId);
  if (link === null || member === null || member.leftAt !== null) return null;
  const view = {
    id: link.id,
    circle: circle.name,
    platforms: link.gained.map(({ platform }) => platform),
    at: link.at,
    bySteward: link.byId !== null,
    gaveWay: person !== null,
  };
  return accountLinked(view, readerOf(member, circle));
}
