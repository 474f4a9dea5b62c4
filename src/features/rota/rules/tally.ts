import { z } from 'zod';

/** A number for each id; an id that is not there counts as zero. */
export type Tally = Readonly<Record<string, number>>;

export const tallySchema = z.record(z.string(), z.number()).readonly();

/** The number kept for `id`, or `otherwise`. Inherited names such as `constructor` are never taken for ids. */
export function tallied(tally: Tally, id: string, otherwise = 0): number {
  return Object.hasOwn(tally, id) ? (tally[id] ?? otherwise) : otherwise;
}

/** A new tally with each change added to what was there. */
export function tallyPlus(tally: Tally, changes: Iterable<readonly [string, number]>): Tally {
  const sum: Record<string, number> = { ...tally };
  for (const [id, change] of changes) sum[id] = tallied(sum, id) + change;
  return sum;
}

/** A new tally without `id`. */
export function tallyWithout(tally: Tally, id: string): Tally {
  return Object.fromEntries(Object.entries(tally).filter(([key]) => key !== id));
}
