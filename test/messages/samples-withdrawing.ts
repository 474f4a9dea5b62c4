import type { Reader } from '../../src/core/messages/reader.ts';
import type { Message } from '../../src/core/ports/message.ts';
import { digestPage } from '../../src/features/digests/messages/digest.ts';
import { composeDigest } from '../../src/features/digests/rules/compose.ts';
import { WITHDRAWAL_REASONS } from '../../src/features/digests/rules/withdrawal.ts';
import {
  wordsFlagged,
  wordsFlaggedThanks,
  wordsForm,
  wordsWaiting,
} from '../../src/features/withdrawing/messages.ts';
import { emptyWeek } from '../features/digests/northfield.ts';
import type { Typed } from './samples.ts';

/** Words that should not stand: saying so, taking them out, and the digest that tells of it. */
export function withdrawingSamples({ circle, name, words }: Typed, to: Reader): Record<string, Message> {
  const items = Array.from({ length: 12 }, (_, index) => ({ ref: `said.w${index}`, words }));
  const view = { subject: 'd1', circle, items, asks: 'flag' as const };
  const takenOut = WITHDRAWAL_REASONS.map((why, index) => ({
    what: index % 2 === 0 ? ('withdrawn' as const) : ('held-back' as const),
    count: index + 1,
    why,
    by: [name, name],
  }));
  const digest = composeDigest({ ...emptyWeek, said: [words], takenOut }, () => 0.5);
  return {
    wordsForm: wordsForm(view, to),
    wordsFormOne: wordsForm({ ...view, items: items.slice(0, 1) }, to),
    wordsFormSteward: wordsForm({ ...view, asks: 'withdraw' }, to),
    wordsFormNone: wordsForm({ ...view, items: [] }, to),
    wordsReview: wordsForm({ ...view, asks: 'hold' }, to),
    wordsReviewNone: wordsForm({ ...view, asks: 'hold', items: [] }, to),
    wordsWaiting: wordsWaiting({ id: 'c1', name: circle }, to),
    wordsFlagged: wordsFlagged(circle, 'said.w0', to),
    wordsFlaggedThanks: wordsFlaggedThanks(to),
    digestTakenOut: digestPage({ ...digest, takenOut }, to, 'd1'),
  };
}
