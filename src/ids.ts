import { randomBytes } from 'node:crypto';

/** Crockford's base 32, small: nothing to confuse when read aloud, and no capital letters for file systems to fold. */
const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz';
const LENGTH = 20;

/** 100 random bits, as 20 letters and digits. Says nothing of when it was made. */
export function newId(bytes: (length: number) => Uint8Array = randomBytes): string {
  return Array.from(bytes(LENGTH), (byte) => LETTERS[byte & 31]).join('');
}
