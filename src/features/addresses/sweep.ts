import type { Context } from '../../core/context.ts';
import { DAY } from '../../core/instant.ts';
import { addressLetters } from './tables.ts';

/** So long the letters that name an address are kept, whose it may never have been. */
const KEPT = 14 * DAY;

/** Forgets which addresses were asked whose they are. */
export async function sweepAddresses(context: Context): Promise<void> {
  await addressLetters.forget(context.store, context.clock.now() - KEPT);
}
