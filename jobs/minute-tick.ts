import { jobRequest } from '../src/core/jobs/job-request.ts';
import type { JobQueue } from '../src/core/ports/job-queue.ts';
import type { Log } from '../src/core/ports/log.ts';

const MINUTE_MS = 60_000;

/**
 * Enqueues `tick` at once and then every minute; the returned function ends it. Every worker process may run one: a
 * tick that still waits or runs takes the others in.
 *
 * A plain timer and no repeating job of the queue, for two reasons: a queue that was emptied has forgotten its schedule,
 * and nothing is decided by it. It only says "look again"; what is due is found with `Clock` and the rows.
 */
export function startMinuteTick(queue: JobQueue, log: Log): () => void {
  const tick = (): void => {
    queue.enqueue(jobRequest('tick', {})).catch((error: unknown) => log.error('tick.not-enqueued', error));
  };
  tick();
  const timer = setInterval(tick, MINUTE_MS);
  return () => clearInterval(timer);
}
