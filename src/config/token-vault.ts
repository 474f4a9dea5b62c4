import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import type { SealedText, TokenVault } from '../core/ports/secrets.ts';

/** 96 bits, as NIST SP 800-38D 8.2 recommends; random ones are safe for 2^32 texts under one key. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

interface TokenKey {
  readonly id: string;
  readonly key: Uint8Array;
}

/**
 * Seals with AES-256-GCM under a key derived from `current` (HKDF-SHA256, RFC 5869), and opens what was sealed under it or
 * under one of `retired`. The result is the nonce, the sealed text and the tag, in this order.
 */
export function createTokenVault(current: string, retired: readonly string[]): TokenVault {
  const sealing = keyFrom(current);
  const keys = [sealing, ...retired.map(keyFrom)];
  return {
    keyId: sealing.id,
    seal(text, purpose) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', sealing.key, nonce).setAAD(Buffer.from(purpose));
      const hidden = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return {
        keyId: sealing.id,
        sealed: new Uint8Array(Buffer.concat([nonce, hidden, cipher.getAuthTag()])),
      };
    },
    open({ keyId, sealed }, purpose) {
      const found = keys.find(({ id }) => id === keyId);
      return found === undefined ? null : unseal(found.key, sealed, purpose);
    },
  };
}

function unseal(key: Uint8Array, sealed: SealedText['sealed'], purpose: string): string | null {
  if (sealed.byteLength < NONCE_BYTES + TAG_BYTES) return null;
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(Buffer.from(purpose)).setAuthTag(sealed.subarray(-TAG_BYTES));
  try {
    const text = decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES));
    return Buffer.concat([text, decipher.final()]).toString('utf8');
  } catch {
    // `final` throws where the tag does not fit: another purpose, or somebody changed the row.
    return null;
  }
}

function keyFrom(secret: string): TokenKey {
  const key = new Uint8Array(
    hkdfSync('sha256', Buffer.from(secret.trim()), new Uint8Array(0), 'roundtable platform tokens v1', 32),
  );
  const id = createHash('sha256').update('roundtable token key id').update(key).digest('hex').slice(0, 16);
  return { id, key };
}
