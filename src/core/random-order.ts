import type { Random } from './instant.ts';

/**
 * The same items in random order, each order as likely as any other where `random` is uniform (Fisher and Yates, in
 * Durstenfeld's form: Communications of the ACM 7(7), 1964, algorithm 235).
 */
export function randomOrder<T>(items: readonly T[], random: Random): T[] {
  const shuffled = [...items];
  for (let last = shuffled.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    const [a, b] = [shuffled[last] as T, shuffled[other] as T];
    shuffled[last] = b;
    shuffled[other] = a;
  }
  return shuffled;
}
