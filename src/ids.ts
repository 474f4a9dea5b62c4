import { randomBytes } from 'node:crypto';

/** Crockford's base 32, small: nothing to confuse when read aloud, and no capital letters for file systems to fold. */
const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz';
const LENGTH = 20;
const IDS_IN_POOL = 64;

/** 100 random bits, as 20 letters and digits. Says nothing of when it was made. */
export function newId(): string {
  return idOf(randomBytes(LENGTH));
}

/** The same for who needs one with every request: random bytes are drawn in bulk, as a few at a time are slow. */
export function idSource(): () => string {
  let pool = Buffer.alloc(0);
  let next = 0;
  return () => {
    if (next >= pool.length) {
      pool = randomBytes(LENGTH * IDS_IN_POOL);
      next = 0;
    }
    next += LENGTH;
    return idOf(pool.subarray(next - LENGTH, next));
  };
}

function idOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => LETTERS[byte & 31]).join('');
}
