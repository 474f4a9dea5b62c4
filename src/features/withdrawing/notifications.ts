import { isSteward, type Member } from '../../core/circle.ts';
import { type NotificationKinds, toOne, type Writing } from '../../core/outbox/notifications.ts';
import type { Message } from '../../core/ports/message.ts';
import { wordsFlagged, wordsWaiting } from './messages.ts';
import { wordsToReview } from './use-cases/review.ts';
import { standing } from './use-cases/standing.ts';

export const wordsNotifications = {
  'words-flagged': toOne(wordsLetter),
  'words-review': toOne(wordsLetter),
} satisfies Partial<NotificationKinds>;

/** To stewards, about words of somebody's. Repeats none of them. null: they are gone, or the reader is no steward any more. */
async function wordsLetter({
  context,
  delivery: { kind, subject },
  circle,
  member,
  reader,
}: Writing & { readonly member: Member }): Promise<Message | null> {
  if (kind === 'words-review') {
    const waiting = await wordsToReview(context, circle, member);
    return waiting.length === 0 ? null : wordsWaiting(circle, reader);
  }
  const there = await standing(context.store, circle, [subject]);
  return isSteward(member) && there.length > 0 ? wordsFlagged(circle.name, subject, reader) : null;
}
