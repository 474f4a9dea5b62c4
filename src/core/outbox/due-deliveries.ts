import type { Context } from '../context.ts';
import { enqueueJobs, jobRequest } from '../jobs/job-request.ts';
import { deliveryTable } from '../tables/deliveries.ts';

const MOST_AT_ONCE = 500;
/** Milliseconds that it looks back: a row may be written a little after the moment that stands in it. */
const OVERLAP = 2_000;

/**
 * For letters whose moment comes between two minute ticks: asks workers to send them, ahead of all that waits, because the
 * slot that a platform keeps for one passes. Each call enqueues what came due since the one before, and gives how many
 * milliseconds from then the next letter comes due; null: none is planned. What it misses, the minute tick finds.
 */
export function watchLetters(context: Context): () => Promise<number | null> {
  const { clock, store } = context;
  let seen = clock.now();
  return async () => {
    const now = clock.now();
    const due = await deliveryTable.dueSince(store, seen - OVERLAP, now, MOST_AT_ONCE);
    seen = now;
    await enqueueJobs(
      context,
      due.map((delivery) => ({ ...jobRequest('deliver', { delivery }), first: true as const })),
    );
    const next = await deliveryTable.nextDueAfter(store, now);
    return next === null ? null : next - now;
  };
}
