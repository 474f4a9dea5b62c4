import { setTimeout as pause } from 'node:timers/promises';
import type { SimulatedClock } from '../clock.ts';
import type { Context } from '../core/context.ts';
import type { Instant } from '../core/instant.ts';
import { nextDue } from '../core/jobs/due-work.ts';
import { jobRequest } from '../core/jobs/job-request.ts';

const LOOK_EVERY_MS = 4;

/**
 * Lets time pass until `until`: jumps from one due moment to the next and has the workers do what each makes due, as the
 * minute tick would.
 */
export async function passTime(context: Context, clock: SimulatedClock, until: Instant): Promise<void> {
  for (;;) {
    const next = await nextDue(context);
    if (next === null || next > until) break;
    clock.moveTo(next);
    await work(context);
    const after = await nextDue(context);
    if (after !== null && after <= clock.now()) {
      throw new Error(`Something stays due at ${new Date(after).toISOString()}, and no job does it.`);
    }
  }
  clock.moveTo(until);
}

/** Has the workers do everything that is due now, and waits until they have. */
export async function work(context: Context): Promise<void> {
  // One round of jobs may make another due at once: closing a pulse, for example, before a digest that was waiting.
  for (let round = 0; round < 10; round += 1) {
    await context.queue.enqueue(jobRequest('tick', {}));
    do await pause(LOOK_EVERY_MS);
    while ((await context.queue.pending()) > 0);
    const next = await nextDue(context);
    if (next === null || next > context.clock.now()) return;
  }
}
