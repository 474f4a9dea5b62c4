import type { Circle } from '../../domain/circle.ts';
import type { Delivery } from '../../domain/delivery.ts';
import type { Reader } from '../../messages/reader.ts';
import { wayInMade, wayInTried } from '../../messages/way-in.ts';
import type { Message } from '../../ports/message.ts';
import type { Context } from '../context.ts';

/** Tells a member of a way in of theirs. null: it was forgotten; letters of v0.1.0 tell of links that open nothing now. */
export async function wayInLetter(
  context: Context,
  { kind, subject }: Delivery,
  circle: Circle,
  reader: Reader,
): Promise<Message | null> {
  const { invitations, members } = context.store.tables;
  const invitation = await invitations.find(subject);
  if (invitation === null) return null;
  if (kind === 'way-in-tried') return wayInTried(circle.name, reader);
  const { maker, makerId, madeAt } = invitation;
  if (maker === 'self') return null;
  const by = makerId === null ? null : await members.find(makerId);
  return wayInMade({ circle: circle.name, maker, by: by?.name ?? null, madeAt }, reader);
}
