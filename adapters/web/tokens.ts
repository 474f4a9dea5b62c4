import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { Instant } from '../../src/domain/instant.ts';
import { LIMITS } from './limits.ts';

const MAC_BYTES = 32;

/** Signs short texts for one purpose; what was signed for one purpose never opens under another. */
export interface Signer {
  /** base64url of the HMAC-SHA256 (32 bytes) and the text. Not secret: only unforgeable. */
  sign(text: string): string;
  /** The text, or null for anything we did not sign in exactly this form. Compares in constant time. */
  open(token: string): string | null;
}

/**
 * A signer whose key is derived from `key` by HKDF-SHA256 (RFC 5869) with the purpose as `info`.
 * Throws a RangeError if the key has fewer than 32 bytes.
 */
export function createSigner(key: Uint8Array, purpose: string): Signer {
  if (key.byteLength < 32) throw new RangeError('the link key needs at least 32 bytes');
  const derived = Buffer.from(hkdfSync('sha256', key, '', `roundtable/web/${purpose}/1`, 32));
  const mac = (payload: Buffer): Buffer => createHmac('sha256', derived).update(payload).digest();
  return {
    sign(text) {
      const payload = Buffer.from(text, 'utf8');
      return Buffer.concat([mac(payload), payload]).toString('base64url');
    },
    open(token) {
      const bytes = Buffer.from(token, 'base64url');
      // Node skips what is not base64url, so many texts decode alike: only the one we would have written counts.
      if (bytes.byteLength <= MAC_BYTES || bytes.toString('base64url') !== token) return null;
      const payload = bytes.subarray(MAC_BYTES);
      return timingSafeEqual(bytes.subarray(0, MAC_BYTES), mac(payload)) ? payload.toString('utf8') : null;
    },
  };
}

export type LinkReading = { readonly webId: string } | 'forged' | 'expired';

/** What stands behind `/l/` in a personal link. */
export interface PersonalTokens {
  /** Throws a RangeError for a web id that is empty or longer than 64 characters. */
  write(webId: string, expiresAt: Instant): string;
  read(token: string, now: Instant): LinkReading;
}

export function createPersonalTokens(key: Uint8Array): PersonalTokens {
  const signer = createSigner(key, 'personal-link');
  return {
    write(webId, expiresAt) {
      if (webId.length === 0 || webId.length > LIMITS.webIdCharacters)
        throw new RangeError('a web id has 1 to 64 characters');
      return signer.sign(`${expiresAt}.${webId}`);
    },
    read(token, now) {
      const text = signer.open(token);
      const dot = text?.indexOf('.') ?? -1;
      if (text === null || dot < 0) return 'forged';
      return now < Number(text.slice(0, dot)) ? { webId: text.slice(dot + 1) } : 'expired';
    },
  };
}
