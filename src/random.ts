import { randomBytes } from 'node:crypto';
import type { Random } from './core/instant.ts';

const POOL_BYTES = 4096;
const RANGE = 2 ** 48;

/** Random bytes for keys, nonces and secrets, each handed out once. Drawn in bulk, as a few at a time are slow. */
export function secureBytes(): (length: number) => Uint8Array {
  let pool = Buffer.alloc(0);
  let next = 0;
  return (length) => {
    if (length > POOL_BYTES) return randomBytes(length);
    if (next + length > pool.length) {
      pool = randomBytes(POOL_BYTES);
      next = 0;
    }
    next += length;
    // A copy: memory shared with what others were given could be reached through its `buffer`.
    return new Uint8Array(pool.subarray(next - length, next));
  };
}

/** Uniform numbers in [0, 1) that nobody can foretell: they order seats and comments. */
export function secureRandom(bytes = secureBytes()): Random {
  return () => Buffer.from(bytes(6).buffer).readUIntBE(0, 6) / RANGE;
}
