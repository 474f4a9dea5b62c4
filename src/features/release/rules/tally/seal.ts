import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto';
import { type Result, refuse, success } from '../../../../core/result.ts';

const KEY_INFO = 'roundtable sealed value, version 1';
const SEAL_VERSION = 1;
export const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;

/** What a seal adds to the length of what it holds. */
export const SEAL_OVERHEAD_BYTES = 1 + NONCE_BYTES + TAG_BYTES;

/**
 * The key of one round or pool: HKDF with SHA-256 (RFC 5869) over the pepper, salted with that round's or pool's own
 * salt. When the salt is deleted nobody can make the key again, not even with the pepper.
 */
export function sealKey(pepper: Uint8Array, salt: Uint8Array): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', pepper, salt, KEY_INFO, KEY_BYTES));
}

/** How a seal begins: with its nonce, so no two begin alike. */
export function stampOf(sealed: Uint8Array): Uint8Array {
  return sealed.subarray(0, 1 + NONCE_BYTES);
}

/**
 * Encrypts and signs with AES-256-GCM (NIST SP 800-38D). The same sealing never opens under another `context`, for
 * which the id of the round or pool is right. `nonce` must be 12 bytes, fresh and random for every call: two seals with
 * one key and one nonce betray both. The result is the plaintext's length plus `SEAL_OVERHEAD_BYTES`.
 */
export function seal(key: Uint8Array, plaintext: Uint8Array, nonce: Uint8Array, context: string): Uint8Array {
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(associated(context));
  const body = cipher.update(plaintext);
  cipher.final();
  return Buffer.concat([Uint8Array.of(SEAL_VERSION), nonce, cipher.getAuthTag(), body]);
}

/** Opens what `seal` made. Refuses a changed or cut value, another key and another context, without saying which. */
export function open(
  key: Uint8Array,
  sealed: Uint8Array,
  context: string,
): Result<Uint8Array, 'cannot-open'> {
  if (sealed.length < SEAL_OVERHEAD_BYTES || sealed[0] !== SEAL_VERSION) return refuse('cannot-open');
  const bodyAt = SEAL_OVERHEAD_BYTES;
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 1 + NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(associated(context));
  decipher.setAuthTag(sealed.subarray(1 + NONCE_BYTES, bodyAt));
  const plaintext = decipher.update(sealed.subarray(bodyAt));
  try {
    decipher.final();
  } catch {
    return refuse('cannot-open');
  }
  return success(plaintext);
}

function associated(context: string): Uint8Array {
  return new TextEncoder().encode(`${KEY_INFO}\n${context}`);
}
