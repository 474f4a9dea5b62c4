import { codeFrom } from '../../../core/code.ts';
import type { Context } from '../../../core/context.ts';
import { keyedHashes } from '../../../core/keyed-hash.ts';

/** What opens a way in: behind `#` in an address, and typed by hand. */
export interface Credentials {
  readonly secret: string;
  readonly code: string;
}

/**
 * What opens the link of this id, made of the id under our key: so a letter with it can be written when it is sent, and again
 * with the same words, and nobody keeps it. Under the current key first, then under each retired one.
 */
export function credentialsOf(
  context: Pick<Context, 'secrets'>,
  purpose: 'sign-in' | 'invitation',
  id: string,
): readonly [Credentials, ...Credentials[]] {
  const codes = keyedHashes(context, `made for ${purpose}`, `code ${id}`);
  const all = keyedHashes(context, `made for ${purpose}`, `secret ${id}`).map((secret, index) => ({
    secret: Buffer.from(secret, 'hex').subarray(0, 16).toString('base64url'),
    code: codeFrom(Buffer.from(codes[index] ?? '', 'hex')),
  }));
  const [current, ...retired] = all;
  if (current === undefined) throw new Error('There is no key to make links under.');
  return [current, ...retired];
}
