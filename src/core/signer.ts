import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { KeyRing } from './ports/secrets.ts';

const MAC_BYTES = 32;

/** Signs short texts that others carry for us: readable by whoever holds them, so ids only; changed, they do not open. */
export interface Signer {
  /** base64url of the HMAC-SHA256 (32 bytes) and the text. `about` is signed with it and not written. */
  sign(text: string, about?: string): string;
  /** The text, or null for anything we did not sign in exactly this form, about the same. Compares in constant time. */
  open(token: string, about?: string): string | null;
}

/**
 * A signer whose keys are derived from `keys` by HKDF-SHA256 (RFC 5869) with purpose and version as `info`: what was signed for one
 * never opens under another. Signs with the first key and opens what any of them signed. Throws a RangeError if one of them
 * has fewer than 32 bytes.
 */
export function createSigner(keys: KeyRing, purpose: string, version = '1'): Signer {
  const [current, ...retired] = keys;
  const macOf = macUnder(current, purpose, version);
  const macs = [macOf, ...retired.map((key) => macUnder(key, purpose, version))];
  return {
    sign(text, about = '') {
      const payload = Buffer.from(text, 'utf8');
      return Buffer.concat([macOf(payload, about), payload]).toString('base64url');
    },
    open(token, about = '') {
      const bytes = Buffer.from(token, 'base64url');
      // Node skips what is not base64url, so many texts decode alike: only the one we would have written counts.
      if (bytes.byteLength <= MAC_BYTES || bytes.toString('base64url') !== token) return null;
      const mac = bytes.subarray(0, MAC_BYTES);
      const payload = bytes.subarray(MAC_BYTES);
      return macs.some((under) => timingSafeEqual(mac, under(payload, about)))
        ? payload.toString('utf8')
        : null;
    },
  };
}

function macUnder(key: Uint8Array, purpose: string, version: string) {
  if (key.byteLength < MAC_BYTES) throw new RangeError('a key that signs needs at least 32 bytes');
  const derive = (name: string) =>
    Buffer.from(hkdfSync('sha256', key, '', `roundtable/${name}/${version}`, MAC_BYTES));
  const plain = derive(purpose);
  const bound = derive(`${purpose}/about`);
  return (payload: Buffer, about: string): Buffer =>
    about === ''
      ? createHmac('sha256', plain).update(payload).digest()
      : createHmac('sha256', bound).update(`${about.length}:${about}`).update(payload).digest();
}
