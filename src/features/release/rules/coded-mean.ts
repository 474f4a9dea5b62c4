import { z } from 'zod';
import { nearest, precisionFor, STEPS_PER_POINT } from './precision.ts';

/** A mean as it is shown. `or-lower` and `or-higher` hide how far it goes beyond `value`. */
export const codedMeanSchema = z.strictObject({
  value: z.number(),
  end: z.enum(['none', 'or-lower', 'or-higher']),
  /** The rounding step it was told in: 0.5, 0.2 or 0.1. */
  step: z.number(),
});
export type CodedMean = Readonly<z.infer<typeof codedMeanSchema>>;

/**
 * Codes the mean of answers on a scale of whole numbers, `counts[i]` of them giving `lowest + i`, in widths for `told`
 * answers (`toldSize`).
 *
 * The ends are cut off by a margin of (2r - 1) / told, r being the scale's range, and rounded inwards to the grid: within
 * the margin even the person at the far end (worth r / n) leaves room for another answer one step short of it. A fixed
 * margin is not enough: at 1.5, "1.5 or lower" from five people tells the one who answered 4 that all others
 * answered 1. null where the margins meet, so that every mean would look the same.
 */
export function codedMean(counts: readonly number[], lowest: number, told: number): CodedMean | null {
  const n = counts.reduce((sum, each) => sum + each, 0);
  if (n === 0) return null;
  const range = counts.length - 1;
  const highest = lowest + range;
  const total = counts.reduce((sum, each, index) => sum + each * (lowest + index), 0);
  const perPoint = STEPS_PER_POINT[precisionFor(told)];
  const margin = 2 * range - 1;
  const bottom = Math.ceil((perPoint * (lowest * told + margin)) / told);
  const top = Math.floor((perPoint * (highest * told - margin)) / told);
  if (bottom >= top) return null;
  const step = 1 / perPoint;
  const rounded = nearest(perPoint * total, n, (perPoint * (lowest + highest)) / 2);
  if (rounded <= bottom) return { value: bottom / perPoint, end: 'or-lower', step };
  if (rounded >= top) return { value: top / perPoint, end: 'or-higher', step };
  return { value: rounded / perPoint, end: 'none', step };
}
