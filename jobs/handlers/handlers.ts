import type { Context } from '../../src/core/context.ts';
import { type DueJob, enqueueDueWork } from '../../src/core/jobs/due-work.ts';
import { sweep } from '../../src/core/jobs/sweep.ts';
import { deliver } from '../../src/core/outbox/deliver.ts';
import { recordFailure } from '../../src/core/outbox/failures.ts';
import type { JobHandlers } from '../definitions.ts';
import type { DeliveryScheduler } from '../delivery-scheduler.ts';

/**
 * What each job does: one use case, which checks under its own lock whether there is anything to do. So every handler
 * may run late, twice, or beside itself in another process. A letter that has to wait for a moment sets the scheduler.
 */
export function jobHandlers(context: Context, scheduler: Pick<DeliveryScheduler, 'in'>): JobHandlers {
  const kept =
    <Data extends Readonly<Record<string, string>>>(
      job: string,
      handle: (data: Data) => Promise<void>,
    ): ((data: Data) => Promise<void>) =>
    async (data) => {
      try {
        await handle(data);
      } catch (error) {
        await recordFailure(context, job, data, error);
        throw error;
      }
    };
  const due = Object.entries(context.dueWork).map(([name, { run }]) => [
    name,
    kept(name, (data) => run(context, data as never)),
  ]);
  return {
    ...(Object.fromEntries(due) as Pick<JobHandlers, DueJob>),
    tick: async () => {
      await enqueueDueWork(context);
    },
    sweep: kept('sweep', () => sweep(context)),
    deliver: kept('deliver', async ({ delivery }) => {
      const again = await deliver(context, delivery);
      if (again !== null) scheduler.in(again - context.clock.now());
    }),
  };
}
