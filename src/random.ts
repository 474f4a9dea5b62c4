import { randomBytes } from 'node:crypto';
import type { Random } from './domain/instant.ts';

const POOL_BYTES = 6 * 512;
const RANGE = 2 ** 48;

/** Uniform numbers in [0, 1) that nobody can foretell: they order seats and comments. Drawn in bulk, as one at a time is slow. */
export function secureRandom(): Random {
  let pool = Buffer.alloc(0);
  let next = 0;
  return () => {
    if (next >= pool.length) {
      pool = randomBytes(POOL_BYTES);
      next = 0;
    }
    next += 6;
    return pool.readUIntBE(next - 6, 6) / RANGE;
  };
}
