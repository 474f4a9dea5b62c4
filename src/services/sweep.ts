import type { Context } from './context.ts';
import { spendPools } from './pulses/pools.ts';

/**
 * Sees to what no single job is about: letters that waited for a platform which is set up now become due again, and
 * pools whose quarter is over are released. Letters of a worker that crashed need nothing here: their claim runs out.
 */
export async function sweep(context: Context): Promise<void> {
  await context.store.tables.deliveries.wake(context.clock.now(), [...context.platforms.keys()]);
  await spendPools(context);
}
