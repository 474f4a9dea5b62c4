import { createHmac } from 'node:crypto';
import type { Identity, PersonId } from '../../domain/circle.ts';
import type { Instant } from '../../domain/instant.ts';
import { CODE_BYTES, CODE_LASTS, codeFrom } from '../../domain/linking.ts';
import type { Context } from '../context.ts';

export interface ShownCode {
  readonly code: string;
  readonly expiresAt: Instant;
}

/**
 * Makes a code with which a person joins another account to the one they are asking from. It takes the place of an
 * earlier one, works once and for `CODE_LASTS`. The code itself exists in the reply alone.
 */
export async function showCode(context: Context, personId: PersonId, shownTo: Identity): Promise<ShownCode> {
  const code = codeFrom(context.randomBytes(CODE_BYTES));
  const expiresAt = context.clock.now() + CODE_LASTS;
  await context.store.tables.links.showCode({ personId, hash: hashOf(context, code), shownTo, expiresAt });
  return { code, expiresAt };
}

/** Keyed: who copies the database cannot try codes out on the copy. */
export function hashOf({ secrets }: Pick<Context, 'secrets'>, code: string): string {
  return createHmac('sha256', secrets.linkKey).update(`roundtable link code v1 ${code}`).digest('hex');
}
