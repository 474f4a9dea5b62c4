import { z } from 'zod';
import type { Random } from '../../../core/instant.ts';
import { randomOrder } from '../../../core/random-order.ts';

export const commentReleaseSchema = z.discriminatedUnion('outcome', [
  z.strictObject({
    question: z.string(),
    outcome: z.literal('shown'),
    texts: z.array(z.string()),
  }),
  z.strictObject({
    question: z.string(),
    outcome: z.literal('withheld'),
    reason: z.enum(['off', 'too-few']),
  }),
]);

/** What is shown of the words given to one text question. Of all voices together, and never beside a score. */
export type CommentRelease = Readonly<z.infer<typeof commentReleaseSchema>>;

/**
 * Shows comments, shuffled by `random`, where `threshold` or more can be shown.
 *
 * Comments can be counted by whoever reads them. Where (nearly) everybody left one, their number would tell that all
 * others took part; so at least two fewer are shown than the `atMost` people who can have written, and which are left out
 * is decided by lot.
 */
export function releaseComments(
  question: string,
  texts: readonly string[],
  atMost: number,
  threshold: number,
  random: Random,
): CommentRelease {
  const shown = randomOrder(texts, random).slice(0, Math.max(0, atMost - 2));
  if (shown.length < threshold) return { question, outcome: 'withheld', reason: 'too-few' };
  return { question, outcome: 'shown', texts: shown };
}
