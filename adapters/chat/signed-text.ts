import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { z } from 'zod';
import type { KeyRing } from '../../src/core/ports/secrets.ts';

/**
 * Content that a platform carries for us in the open, bound by an HMAC-SHA256. It can be read by whoever holds it, so it
 * holds ids only; changed, it does not open.
 */
export interface SignedText {
  /**
   * The version and a point, then base64url of the MAC (32 bytes) and the content as JSON. `about` is signed with it and
   * not written: whoever opens it has to know it. Throws a RangeError where it gets longer than the limit.
   */
  write(content: unknown, about?: string): string;
  /** null: not written by us in exactly this form, or about something else, or of another shape. */
  read<T>(given: unknown, schema: z.ZodType<T>, about?: string): T | null;
}

export interface SignedTextOptions {
  /** At least 32 bytes each. */
  readonly keys: KeyRing;
  /** Texts of one purpose never pass for those of another: each has its own key, derived by HKDF-SHA256 (RFC 5869). */
  readonly purpose: string;
  readonly version: string;
  /** In characters. */
  readonly limit: number;
}

const MAC_BYTES = 32;

/** Throws a RangeError for a key of fewer than 32 bytes. */
export function createSignedText({ keys, purpose, version, limit }: SignedTextOptions): SignedText {
  const [current, ...retired] = keys;
  const macOf = macUnder(current, purpose, version);
  const macs = [macOf, ...retired.map((key) => macUnder(key, purpose, version))];
  return {
    write(content, about = '') {
      const payload = Buffer.from(JSON.stringify(content), 'utf8');
      const text = `${version}.${Buffer.concat([macOf(payload, about), payload]).toString('base64url')}`;
      if (text.length > limit) throw new RangeError(`${purpose} carries at most ${limit} characters`);
      return text;
    },
    read(given, schema, about = '') {
      if (typeof given !== 'string' || given.length > limit || !given.startsWith(`${version}.`)) return null;
      const encoded = given.slice(version.length + 1);
      const bytes = Buffer.from(encoded, 'base64url');
      // Node skips what is not base64url, so many texts decode alike: only the one we would have written counts.
      if (bytes.byteLength <= MAC_BYTES || bytes.toString('base64url') !== encoded) return null;
      const payload = bytes.subarray(MAC_BYTES);
      const mac = bytes.subarray(0, MAC_BYTES);
      if (!macs.some((under) => timingSafeEqual(mac, under(payload, about)))) return null;
      const parsed = schema.safeParse(JSON.parse(payload.toString('utf8')));
      return parsed.success ? parsed.data : null;
    },
  };
}

function macUnder(key: Uint8Array, purpose: string, version: string) {
  if (key.byteLength < MAC_BYTES) throw new RangeError('the action key needs at least 32 bytes');
  const derive = (name: string) =>
    Buffer.from(hkdfSync('sha256', key, '', `roundtable/${name}/${version}`, MAC_BYTES));
  const plain = derive(purpose);
  const bound = derive(`${purpose}/about`);
  return (payload: Buffer, about: string): Buffer =>
    about === ''
      ? createHmac('sha256', plain).update(payload).digest()
      : createHmac('sha256', bound).update(`${about.length}:${about}`).update(payload).digest();
}
