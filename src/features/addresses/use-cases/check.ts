import { z } from 'zod';
import { ADDRESS_KINDS } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import { HOUR, type Instant } from '../../../core/instant.ts';
import { openCapability, sealCapability } from '../../../core/sealed-capability.ts';

/** Long enough to find it in the evening. */
export const CHECK_LASTS = 24 * HOUR;

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
