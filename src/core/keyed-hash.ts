import { createHmac } from 'node:crypto';
import type { Context } from './context.ts';

/** Keyed: who copies the database cannot try codes out on the copy. Texts of one purpose never pass for another's. */
export function keyedHash(context: Pick<Context, 'secrets'>, purpose: string, text: string): string {
  return hashUnder(context.secrets.linkKeys[0], purpose, text);
}

/** The same under the current key and every retired one: what was kept before a key changed is still found. */
export function keyedHashes(
  context: Pick<Context, 'secrets'>,
  purpose: string,
  text: string,
): readonly string[] {
  return context.secrets.linkKeys.map((key) => hashUnder(key, purpose, text));
}

function hashUnder(key: Uint8Array, purpose: string, text: string): string {
  return createHmac('sha256', key).update(`roundtable ${purpose} v1 ${text}`).digest('hex');
}
