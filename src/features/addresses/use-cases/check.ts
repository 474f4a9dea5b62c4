import { z } from 'zod';
import { ADDRESS_KINDS } from '../../../core/circle.ts';
import { digitsFrom, readDigits } from '../../../core/code.ts';
import type { Context } from '../../../core/context.ts';
import { HOUR, type Instant, MINUTE } from '../../../core/instant.ts';
import { keyedHash, keyedHashes } from '../../../core/keyed-hash.ts';
import { openCapability, sealCapability } from '../../../core/sealed-capability.ts';

/** A link: long enough to find it in the evening. */
export const CHECK_LASTS = 24 * HOUR;
/** A code, which is typed on the page that it was asked for from. */
export const CODE_LASTS = 30 * MINUTE;
/** So many wrong ones, and it proves nothing any more: six digits are soon tried out. */
export const MOST_WRONG_CODES = 5;

const PURPOSE = 'address check';
/** Tells it from the secret of an invitation, which has no full stop. */
const MARK = 'a.';

const check = z.strictObject({
  /** The letter that it stands in. */
  letterId: z.string(),
  personId: z.string(),
  kind: z.enum(ADDRESS_KINDS),
  address: z.string(),
  until: z.number(),
});

/** That a person says an address is theirs. Whoever can read what is sent there can prove it. */
export type AddressCheck = z.infer<typeof check>;

/** A text for behind `#` that proves it. Kept nowhere. */
export function sealCheck({ secrets }: Pick<Context, 'secrets'>, of: AddressCheck): string {
  return MARK + sealCapability(secrets, PURPOSE, of);
}

/** null: it is none of ours, or its time is over. */
export function openCheck(
  { secrets }: Pick<Context, 'secrets'>,
  given: string,
  now: Instant,
): AddressCheck | null {
  if (!given.startsWith(MARK)) return null;
  const read = openCapability(secrets, PURPOSE, check, given.slice(MARK.length));
  return read === null || now >= read.until ? null : read;
}

const CODE_PURPOSE = 'address code';

/** What somebody who reads a text types to prove that the number is theirs. Made of its letter under our key, and kept nowhere. */
export function codeOf(context: Pick<Context, 'secrets'>, letterId: string): string {
  return digitsFrom(keyedHash(context, CODE_PURPOSE, letterId));
}

/** Whether it is that code. */
export function isCodeOf(context: Pick<Context, 'secrets'>, letterId: string, typed: string): boolean {
  return keyedHashes(context, CODE_PURPOSE, letterId).some((hash) => digitsFrom(hash) === readDigits(typed));
}
