import { z } from 'zod';
import { ADDRESS_KINDS } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import { HOUR, type Instant } from '../../../core/instant.ts';

/** Long enough to find it in the evening. */
export const CHECK_LASTS = 24 * HOUR;

const PURPOSE = 'address check';
/** Tells it from the secret of an invitation, which has no full stop. */
const MARK = 'a.';

const check = z.strictObject({
  personId: z.string(),
  kind: z.enum(ADDRESS_KINDS),
  address: z.string(),
  until: z.number(),
});

/** That a person says an address is theirs. Whoever can read what is sent there can prove it. */
export type AddressCheck = z.infer<typeof check>;

/** A text for behind `#` that proves it. Sealed: an address in it is nobody's to read in a history. Kept nowhere. */
export function sealCheck({ secrets }: Pick<Context, 'secrets'>, of: AddressCheck): string {
  const { keyId, sealed } = secrets.tokens.seal(JSON.stringify(of), PURPOSE);
  return `${MARK}${keyId}.${Buffer.from(sealed).toString('base64url')}`;
}

/** null: it is none of ours, or its time is over. */
export function openCheck(
  { secrets }: Pick<Context, 'secrets'>,
  given: string,
  now: Instant,
): AddressCheck | null {
  if (!given.startsWith(MARK)) return null;
  const [keyId = '', sealed = ''] = given.slice(MARK.length).split('.');
  const opened = secrets.tokens.open({ keyId, sealed: Buffer.from(sealed, 'base64url') }, PURPOSE);
  const read = opened === null ? null : check.parse(JSON.parse(opened));
  return read === null || now >= read.until ? null : read;
}
