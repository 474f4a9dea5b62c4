import { z } from 'zod';
import { choicesOf, type Question } from '../question.ts';
import type { Counts } from '../tally/counts.ts';
import { codedMean, codedMeanSchema } from './coded-mean.ts';
import { codedShare, codedShareSchema } from './coded-share.ts';
import type { Precision } from './precision.ts';

const optionsSchema = z.array(z.strictObject({ choice: z.string(), share: codedShareSchema }));

/** All that is shown of one group's answers to one question: coded figures, never a count, and never n. */
export const figuresSchema = z.discriminatedUnion('kind', [
  /** Scale of 1 to 5: the mean, and the shares who chose 4 or 5, and 1 or 2. */
  z.strictObject({
    kind: z.literal('scale'),
    mean: codedMeanSchema.nullable(),
    agree: codedShareSchema,
    disagree: codedShareSchema,
  }),
  /**
   * Rating: the mean, and the shares above and below the middle of the scale. Not each step's share: beside the mean,
   * from five answers of 1 to 7, those tell the one who chose 1 that all others chose 5 or more.
   */
  z.strictObject({
    kind: z.literal('rating'),
    mean: codedMeanSchema.nullable(),
    upper: codedShareSchema,
    lower: codedShareSchema,
  }),
  z.strictObject({ kind: z.literal('yes-no'), options: optionsSchema }),
  z.strictObject({ kind: z.literal('single'), options: optionsSchema }),
  /** Each option on its own: the shares need not add up to anything. */
  z.strictObject({ kind: z.literal('multiple'), options: optionsSchema }),
]);
export type Figures = Readonly<z.infer<typeof figuresSchema>>;

/** Questions that have figures; words are released by other rules. */
export type ScoredQuestion = Exclude<Question, { kind: 'text' }>;

/** Codes one group's counts. Whether the group is large enough is the caller's to decide, before. */
export function figuresOf(question: ScoredQuestion, counts: Counts, precision: Precision): Figures {
  const share = (count: number) => codedShare(count, counts.answered, precision);
  const options = () =>
    choicesOf(question).map((choice, index) => ({ choice, share: share(counts.choices[index] ?? 0) }));
  const middle = (counts.choices.length - 1) / 2;
  const above = sumWhere(counts.choices, (index) => index > middle);
  const below = sumWhere(counts.choices, (index) => index < middle);
  switch (question.kind) {
    case 'scale':
      return {
        kind: 'scale',
        mean: codedMean(counts.choices, 1, precision),
        agree: share(above),
        disagree: share(below),
      };
    case 'rating':
      return {
        kind: 'rating',
        mean: codedMean(counts.choices, 1, precision),
        upper: share(above),
        lower: share(below),
      };
    default:
      return { kind: question.kind, options: options() };
  }
}

function sumWhere(counts: readonly number[], holds: (index: number) => boolean): number {
  return counts.reduce((sum, count, index) => (holds(index) ? sum + count : sum), 0);
}
