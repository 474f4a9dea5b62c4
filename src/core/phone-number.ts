import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { type Result, refuse, success } from './result.ts';

/** Numbers without a country are British. */
const HOME = 'GB';
/** Of British numbers mobile ones alone: 070 are personal numbers, which are dear to write to, and all others have no screen. */
const BRITISH = /^\+44/;
const BRITISH_MOBILE = /^\+447[1-9]\d{8}$/;
/** What stands in no number: letters would be read as the keys of a phone. */
const NO_NUMBER = /[^\d\s()+./\p{Pd}]/u;

/** A mobile number as somebody typed or pasted it, in the form in which it is kept: `+447700900123` (ITU-T E.164). */
export function readPhoneNumber(typed: string): Result<string, 'not-a-number'> {
  const bare = typed
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .trim()
    .replace(/^tel:/i, '');
  if (NO_NUMBER.test(bare)) return refuse('not-a-number');
  const read = parsePhoneNumberFromString(bare, HOME);
  const { ext, number = '' } = read ?? {};
  // The numbers of films, 07700 900000 and on, belong to nobody, so the package has them for none.
  const isOne = BRITISH.test(number) ? BRITISH_MOBILE.test(number) : read?.isValid();
  return isOne && ext === undefined ? success(number) : refuse('not-a-number');
}

/** Enough for its owner to know it by, and for nobody else to write to it. */
export function endOfNumber(number: string): string {
  return number.slice(-3);
}
