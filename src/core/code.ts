/** Crockford's base 32: nothing to confuse when read aloud (https://www.crockford.com/base32.html). */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 50 bits: nobody hits one by luck, so nobody has to be locked out for trying. */
const LENGTH = 10;
/** Random bytes that a code is made from. */
export const CODE_BYTES = LENGTH;

/** A code from unforeseeable bytes, at least `CODE_BYTES` of them. */
export function codeFrom(bytes: Uint8Array): string {
  return Array.from(bytes.subarray(0, LENGTH), (byte) => LETTERS[byte & 31]).join('');
}

/** As people read it out: `7QK2M-9XWRT`. */
export function toldCode(code: string): string {
  return `${code.slice(0, LENGTH / 2)}-${code.slice(LENGTH / 2)}`;
}

/** The code in what somebody typed, with whatever capitals, spaces and dashes; null: it cannot be one. */
export function readCode(typed: string): string | null {
  const letters = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}_.]/gu, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  return letters.length === LENGTH && [...letters].every((letter) => LETTERS.includes(letter))
    ? letters
    : null;
}

const DIGITS = 6;

/** Six digits from a keyed hash in hexadecimal: short enough for a text, and soon tried out, so tries are counted where they are typed. */
export function digitsFrom(hash: string): string {
  return String(Number.parseInt(hash.slice(0, 12), 16) % 10 ** DIGITS).padStart(DIGITS, '0');
}

/** The digits in what somebody typed, with whatever spaces and dashes. */
export function readDigits(typed: string): string {
  return typed.normalize('NFKC').replace(/[\s\p{Pd}\p{Cf}.]/gu, '');
}
