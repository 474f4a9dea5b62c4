import type { SurfaceName } from '../../core/circle.ts';
import {
  type NotificationKinds,
  type NotSent,
  notification,
  type Writing,
} from '../../core/outbox/notifications.ts';
import type { Message } from '../../core/ports/message.ts';
import { circleTable } from '../../core/tables/circles.ts';
import { digestNotice, digestPage } from './messages/digest.ts';
import { digestTable } from './tables.ts';

export const digestNotifications = {
  digest: notification(digestLetter),
} satisfies Partial<NotificationKinds>;

/**
 * A chat channel gets the digest itself; a person, and the board of the web pages, a short notice that leads to it. Who
 * reads that board is not told twice.
 */
async function digestLetter(
  { context, delivery: { subject }, circle, member, reader }: Writing,
  platform: SurfaceName,
): Promise<Message | NotSent | null> {
  const row = await digestTable.findById(context.store, subject);
  if (row === null) return null;
  const settings = await circleTable.digestSettings(context.store, circle.id);
  if (member !== null && platform === 'web' && settings?.toChannel !== false) return 'told-on-the-board';
  return member === null && platform !== 'web'
    ? digestPage(row.digest, reader, row.id)
    : digestNotice(row.digest, row.id, reader);
}
