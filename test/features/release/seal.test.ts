import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  NONCE_BYTES,
  open,
  SEAL_OVERHEAD_BYTES,
  seal,
  sealKey,
} from '../../../src/features/release/rules/tally/seal.ts';

const PEPPER = Uint8Array.from({ length: 32 }, (_, index) => index);
const SALT = Uint8Array.from({ length: 16 }, (_, index) => 255 - index);
const KEY = sealKey(PEPPER, SALT);

describe('a seal', () => {
  it('opens to what was sealed, and adds a constant length', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.string(), (plaintext, context) => {
        const sealed = seal(KEY, plaintext, randomBytes(NONCE_BYTES), context);
        expect(sealed).toHaveLength(plaintext.length + SEAL_OVERHEAD_BYTES);
        const opened = open(KEY, sealed, context);
        expect(opened.ok && Uint8Array.from(opened.value)).toEqual(plaintext);
      }),
    );
  });

  it('refuses any changed byte and any cut, without an exception', () => {
    const sealed = seal(KEY, Buffer.from('thirty-one people'), randomBytes(NONCE_BYTES), 'round-1');
    fc.assert(
      fc.property(fc.nat(sealed.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const changed = Uint8Array.from(sealed);
        changed[at] = (changed[at] ?? 0) ^ flip;
        expect(open(KEY, changed, 'round-1')).toEqual({ ok: false, code: 'cannot-open' });
        expect(open(KEY, sealed.subarray(0, at), 'round-1')).toEqual({ ok: false, code: 'cannot-open' });
      }),
    );
  });

  it('refuses another round, another pepper and another salt', () => {
    const sealed = seal(KEY, Buffer.from('x'), randomBytes(NONCE_BYTES), 'round-1');
    expect(open(KEY, sealed, 'round-1').ok).toBe(true);
    expect(open(KEY, sealed, 'round-2').ok).toBe(false);
    expect(open(sealKey(Buffer.alloc(32), SALT), sealed, 'round-1').ok).toBe(false);
    expect(open(sealKey(PEPPER, Buffer.alloc(16)), sealed, 'round-1').ok).toBe(false);
  });

  it('makes the key of RFC 5869, with our own name for its use', () => {
    expect(KEY).toHaveLength(32);
    // Worked out apart, with two HMACs: extract with the salt, then expand with the name and a byte of 1.
    expect(Buffer.from(KEY).toString('hex')).toBe(
      '5526f68f5ef79ae7cf861e0f84c242e77947b5d118a4b6b73a79bb6c677b9bd6',
    );
  });

  it('hides equal contents from each other', () => {
    const first = seal(KEY, Buffer.alloc(40), randomBytes(NONCE_BYTES), 'r');
    const second = seal(KEY, Buffer.alloc(40), randomBytes(NONCE_BYTES), 'r');
    expect(Buffer.compare(first.subarray(13), second.subarray(13))).not.toBe(0);
  });
});
