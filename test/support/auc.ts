/**
 * How well a number tells two kinds of things apart: the chance that one of the first kind has more of it than one of the
 * second, half of ties included. 0.5 is a blind guess. Whoever guesses may turn it round, so it is never below.
 */
export function aucOf(first: readonly number[], second: readonly number[]): number {
  let more = 0;
  for (const a of first) for (const b of second) more += a > b ? 1 : a === b ? 0.5 : 0;
  const share = more / (first.length * second.length);
  return Math.max(share, 1 - share);
}
