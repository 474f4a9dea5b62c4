import { createSign, createVerify, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import { object, parsed } from '../slack/payload.ts';
import type { Payload } from './types.ts';

type Purpose = 'access' | 'activities' | 'foreign';

const made = new Map<Purpose, SigningKey>();

/**
 * The key for a purpose, the same for every Teams of this process: making one takes half a second on a small machine. It is
 * Microsoft's way too, whose keys are the same for every app, and the SDK counts on it: it remembers for a day what keys an
 * address has, and a later Teams may be given the port of an earlier one.
 */
export function keyFor(purpose: Purpose): SigningKey {
  const key = made.get(purpose) ?? new SigningKey();
  made.set(purpose, key);
  return key;
}

/** An RSA key that signs JSON web tokens. */
class SigningKey {
  readonly id = randomBytes(12).toString('base64url');
  readonly #private: KeyObject;
  readonly #public: KeyObject;

  constructor() {
    const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
    this.#private = pair.privateKey;
    this.#public = pair.publicKey;
  }

  /** `kid`: under the name of another key. */
  sign(claims: Payload, kid = this.id): string {
    const head = `${encoded({ typ: 'JWT', alg: 'RS256', x5t: kid, kid })}.${encoded(claims)}`;
    return `${head}.${createSign('RSA-SHA256').update(head).sign(this.#private, 'base64url')}`;
  }

  /** The claims of a token that this key signed. */
  open(token: string): Payload | undefined {
    const [header = '', claims = '', signature = ''] = token.split('.');
    if (decoded(header).alg !== 'RS256' || decoded(header).kid !== this.id) return undefined;
    const good = createVerify('RSA-SHA256')
      .update(`${header}.${claims}`)
      .verify(this.#public, signature, 'base64url');
    return good ? decoded(claims) : undefined;
  }

  jwk(endorsements: readonly string[]): Payload {
    const { kty, n, e } = this.#public.export({ format: 'jwk' });
    return { kty, use: 'sig', kid: this.id, x5t: this.id, n, e, endorsements };
  }
}

/** A token that says it needs no signature. */
export const unsigned = (claims: Payload): string =>
  `${encoded({ typ: 'JWT', alg: 'none' })}.${encoded(claims)}.`;

const encoded = (value: Payload): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const decoded = (part: string): Payload => object(parsed(Buffer.from(part, 'base64url').toString()));
