/** How finely a group's means are told: `coarse` to 0.5, `medium` to 0.2, `fine` to 0.1. */
export type Precision = 'coarse' | 'medium' | 'fine';

const MEDIUM_FROM = 10;
/** From here on yes-or-no questions are told per cent. */
export const FINE_FROM = 30;
/** How many invited people must have been free to stay silent: the observer, and one more. */
const SILENT = 2;

/**
 * The number of answers that every width is taken from: never n itself, but as many as may have come had two people of
 * the `atMost` who can have answered stayed silent. So figures of a group that answered whole look no different from
 * those of one in which somebody did not: in a voice of seven or more nobody can tell that all others took part.
 *
 * Never less than `threshold`, without which nothing would be shown at all.
 */
export function toldSize(n: number, atMost: number, threshold: number): number {
  return Math.max(Math.min(n, threshold), Math.min(n, atMost - SILENT));
}

export function precisionFor(told: number): Precision {
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
