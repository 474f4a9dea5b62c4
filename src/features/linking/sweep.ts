import { TRIES_WITHIN } from '../../core/account-links.ts';
import type { Context } from '../../core/context.ts';

/** Forgets codes that ran out, and tries of long ago. */
export async function sweepCodes({ clock, store }: Context): Promise<void> {
  const now = clock.now();
  await store.tables.links.forget(now, now - TRIES_WITHIN);
}
