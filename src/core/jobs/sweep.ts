import type { Context } from '../context.ts';
import { DAY } from '../instant.ts';
import { deliveryTable } from '../tables/deliveries.ts';
import { failureTable } from '../tables/failures.ts';

/** A failure that has not come back for so long is nobody's work any more. */
const FAILURES_KEPT = 90 * DAY;

/**
 * Sees to what no single job is about: letters that waited for a platform which is set up now become due again, failures of
 * long ago are forgotten, and each feature sweeps its own. Letters of a worker that crashed need nothing here: their claim
 * runs out.
 */
export async function sweep(context: Context): Promise<void> {
  const now = context.clock.now();
  await deliveryTable.wake(context.store, now, [...context.platforms.keys()]);
  await failureTable.forget(context.store, now - FAILURES_KEPT);
  for (const sweepOwn of context.sweeps) await sweepOwn(context);
}
