import { z } from 'zod';
import { codedMean, codedMeanSchema } from './coded-mean.ts';
import { codedShare, codedShareSchema, isBetween } from './coded-share.ts';
import { choicesOf, type Question } from './question.ts';
import type { Counts } from './tally/counts.ts';

const optionsSchema = z.array(z.strictObject({ choice: z.string(), share: codedShareSchema }));
/** v0.1.0 released these beside means. They told in ordinary weeks that everybody had answered; none is written or told any more. */
const once = codedShareSchema.optional();

/** All that is shown of one group's answers to one question: coded figures, never a count, and never n. */
export const figuresSchema = z.discriminatedUnion('kind', [
  /**
   * Scale of 1 to 5, and rating: the mean alone, however many answered. Shares of either side, or of each step, narrow
   * down with the mean how many answered, and tell who gave a far answer what all others gave.
   */
  z.strictObject({ kind: z.literal('scale'), mean: codedMeanSchema.nullable(), agree: once, disagree: once }),
  z.strictObject({ kind: z.literal('rating'), mean: codedMeanSchema.nullable(), upper: once, lower: once }),
  z.strictObject({ kind: z.literal('yes-no'), options: optionsSchema }),
  /** null: answers were spread; two options or more are neither rare nor nearly everybody's, and their words would tell n. */
  z.strictObject({ kind: z.literal('single'), options: optionsSchema.nullable() }),
  /** Each option on its own: the shares need not add up to anything. */
  z.strictObject({ kind: z.literal('multiple'), options: optionsSchema }),
]);
export type Figures = Readonly<z.infer<typeof figuresSchema>>;

/** Questions that have figures; words are released by other rules. */
export type ScoredQuestion = Exclude<Question, { kind: 'text' }>;

export function isScored(question: Question): question is ScoredQuestion {
  return question.kind !== 'text';
}

/**
 * Codes one group's counts in widths for `told` answers (`toldSize`). Whether the group is large enough is the caller's
 * to decide, before.
 */
export function figuresOf(question: ScoredQuestion, counts: Counts, told: number): Figures {
  switch (question.kind) {
    case 'scale':
    case 'rating':
      return { kind: question.kind, mean: codedMean(counts.choices, 1, told) };
    case 'single': {
      const options = optionsOf(question, counts, told);
      const spread = options.length > 2 && options.filter(({ share }) => isBetween(share)).length > 1;
      return { kind: 'single', options: spread ? null : options };
    }
    default:
      return { kind: question.kind, options: optionsOf(question, counts, told) };
  }
}

function optionsOf(question: ScoredQuestion, { answered, choices }: Counts, told: number) {
  return choicesOf(question).map((choice, index) => {
    const tie = index === 0 ? 'half-or-more' : 'half-or-fewer';
    const widths = { told, percent: question.kind === 'yes-no', tie } as const;
    return { choice, share: codedShare(choices[index] ?? 0, answered, widths) };
  });
}
