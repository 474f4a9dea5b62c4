import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { KeyRing } from '../../../src/core/ports/secrets.ts';

const MAC_BYTES = 32;

/** Signs short texts for one purpose; what was signed for one purpose never opens under another. */
export interface Signer {
  /** base64url of the HMAC-SHA256 (32 bytes) and the text. Not secret: only unforgeable. */
  sign(text: string): string;
  /** The text, or null for anything we did not sign in exactly this form. Compares in constant time. */
  open(token: string): string | null;
}

/**
 * A signer whose keys are derived from `keys` by HKDF-SHA256 (RFC 5869) with the purpose as `info`.
 * Throws a RangeError if one of them has fewer than 32 bytes.
 */
export function createSigner([current, ...retired]: KeyRing, purpose: string): Signer {
  const sign = macUnder(current, purpose);
  const macs = [sign, ...retired.map((key) => macUnder(key, purpose))];
  return {
    sign(text) {
      const payload = Buffer.from(text, 'utf8');
      return Buffer.concat([sign(payload), payload]).toString('base64url');
    },
    open(token) {
      const bytes = Buffer.from(token, 'base64url');
      // Node skips what is not base64url, so many texts decode alike: only the one we would have written counts.
      if (bytes.byteLength <= MAC_BYTES || bytes.toString('base64url') !== token) return null;
      const mac = bytes.subarray(0, MAC_BYTES);
      const payload = bytes.subarray(MAC_BYTES);
      return macs.some((under) => timingSafeEqual(mac, under(payload))) ? payload.toString('utf8') : null;
    },
  };
}

function macUnder(key: Uint8Array, purpose: string): (payload: Buffer) => Buffer {
  if (key.byteLength < MAC_BYTES) throw new RangeError('the link key needs at least 32 bytes');
  const derived = Buffer.from(hkdfSync('sha256', key, '', `roundtable/web/${purpose}/1`, 32));
  return (payload) => createHmac('sha256', derived).update(payload).digest();
}
