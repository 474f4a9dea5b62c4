import { TRIES_WITHIN } from '../../core/account-links.ts';
import type { Context } from '../../core/context.ts';
import { linkTable } from '../../core/tables/links.ts';

/** Forgets codes that ran out, and tries of long ago. */
export async function sweepCodes({ clock, store }: Context): Promise<void> {
  const now = clock.now();
  await linkTable.forget(store, now, now - TRIES_WITHIN);
}
