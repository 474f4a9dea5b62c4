/**
 * How finely a group's figures are told. `coarse`: means to 0.5 and three words for shares; `medium`: means to 0.2 and
 * five words; `fine`: means to 0.1 and shares to 5 %.
 */
export type Precision = 'coarse' | 'medium' | 'fine';

const MEDIUM_FROM = 10;
const FINE_FROM = 30;

/**
 * The precision for n answers where, from all that is published, at most `atMost` people can have answered.
 *
 * A finer grid tells that n has reached 10 or 30. In a voice of eleven, medium figures would tell the one who did not
 * answer that all ten others did. So a grid is only used where it leaves room for two people, the observer and one
 * more, not to have answered.
 */
export function precisionFor(n: number, atMost: number): Precision {
  const told = Math.min(n, atMost - 2);
  if (told >= FINE_FROM) return 'fine';
  return told >= MEDIUM_FROM ? 'medium' : 'coarse';
}

/** Grid steps in one point of a mean. */
export const STEPS_PER_POINT: Readonly<Record<Precision, number>> = { coarse: 2, medium: 5, fine: 10 };

/** The nearest whole number to numerator / denominator; a tie goes towards `middle`, so that a scale may be reversed. */
export function nearest(numerator: number, denominator: number, middle: number): number {
  const floor = Math.floor(numerator / denominator);
  const twiceRest = 2 * (numerator - floor * denominator);
  if (twiceRest === denominator) return floor < middle ? floor + 1 : floor;
  return twiceRest > denominator ? floor + 1 : floor;
}
