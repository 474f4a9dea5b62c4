import type { z } from 'zod';
import type { Secrets } from './ports/secrets.ts';

/** A text for an address of ours that is kept nowhere: what it says is sealed for one purpose, and nobody else can read or make it. */
export function sealCapability(
  { tokens }: Pick<Secrets, 'tokens'>,
  purpose: string,
  content: object,
): string {
  const { keyId, sealed } = tokens.seal(JSON.stringify(content), purpose);
  return `${keyId}.${Buffer.from(sealed).toString('base64url')}`;
}

/** null: it is none of ours for this purpose, in exactly the form in which we wrote it. */
export function openCapability<T>(
  { tokens }: Pick<Secrets, 'tokens'>,
  purpose: string,
  shape: z.ZodType<T>,
  given: string,
): T | null {
  const [keyId = '', text = '', ...more] = given.split('.');
  const sealed = Buffer.from(text, 'base64url');
  // Node skips what is not base64url, so many texts decode alike.
  if (more.length > 0 || sealed.toString('base64url') !== text) return null;
  const opened = tokens.open({ keyId, sealed }, purpose);
  return opened === null ? null : shape.parse(JSON.parse(opened));
}
