import { type Tally, tallied } from './tally.ts';

/** What settled a choice among equals. */
export type TieBreak = 'no-tie' | 'longest-since' | 'seeded-order';

/** Ordinals of meetings start at 1: who never did a thing did it longest ago. */
const NEVER = 0;

/** One of `ids` (at least one): who did it longest ago by `last` (ordinals of meetings), then first in the seeded order. */
export function longestSince(
  ids: readonly string[],
  last: Tally,
  seed: string,
): { id: string; by: TieBreak } {
  const earliest = Math.min(...ids.map((id) => tallied(last, id, NEVER)));
  const longest = ids.filter((id) => tallied(last, id, NEVER) === earliest);
  const [first = '', ...others] = longest;
  const id = others.reduce((best, next) => (comesBefore(next, best, seed) ? next : best), first);
  if (longest.length > 1) return { id, by: 'seeded-order' };
  return { id, by: ids.length > 1 ? 'longest-since' : 'no-tie' };
}

function comesBefore(a: string, b: string, seed: string): boolean {
  const [placeA, placeB] = [place(a, seed), place(b, seed)];
  return placeA === placeB ? a < b : placeA < placeB;
}

/**
 * The place of an id in the seeded order, a whole number below 2^32: FNV-1a, then the last mixing steps of MurmurHash3, both
 * public domain (http://www.isthe.com/chongo/tech/comp/fnv/, https://github.com/aappleby/smhasher). Not secret: it only has
 * to be even, and the same for as long as the seed is kept; newcomers then find their place without a list to maintain.
 */
export function place(id: string, seed: string): number {
  let hash = 0x811c9dc5;
  for (const letter of `${seed}\n${id}`) {
    hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
