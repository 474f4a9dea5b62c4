import { CODE_LASTS } from '../../../core/account-links.ts';
import type { Identity, PersonId } from '../../../core/circle.ts';
import { CODE_BYTES, codeFrom } from '../../../core/code.ts';
import type { Context } from '../../../core/context.ts';
import type { Instant } from '../../../core/instant.ts';
import { keyedHash } from '../../../core/keyed-hash.ts';
import { linkTable } from '../../../core/tables/links.ts';

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
  await linkTable.showCode(context.store, {
    personId,
    hash: keyedHash(context, 'link code', code),
    shownTo,
    expiresAt,
  });
  return { code, expiresAt };
}
