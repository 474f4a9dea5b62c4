import { type Circle, isSteward, type Member } from '../../core/circle.ts';
import type { Context } from '../../core/context.ts';
import type { Reader } from '../../core/messages/reader.ts';
import type { Delivery } from '../../core/outbox/delivery.ts';
import type { Message } from '../../core/ports/message.ts';
import { wordsFlagged, wordsWaiting } from './messages.ts';
import { wordsToReview } from './use-cases/review.ts';
import { standing } from './use-cases/standing.ts';

/** To stewards, about words of somebody's. Repeats none of them. null: they are gone, or the reader is no steward any more. */
export async function wordsLetter(
  context: Context,
  { kind, subject }: Delivery,
  circle: Circle,
  member: Member,
  reader: Reader,
): Promise<Message | null> {
  if (kind === 'words-review') {
    const waiting = await wordsToReview(context, circle, member);
    return waiting.length === 0 ? null : wordsWaiting(circle, reader);
  }
  const there = await standing(context.store.tables, circle, [subject]);
  return isSteward(member) && there.length > 0 ? wordsFlagged(circle.name, subject, reader) : null;
}
