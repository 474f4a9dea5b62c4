import type { Context } from '../context.ts';
import type { DueJob, DueWorks } from '../jobs/due-work.ts';
import { deliveryTable } from '../tables/deliveries.ts';
import { failureTable } from '../tables/failures.ts';

/**
 * Keeps what went wrong, so that a digest can own up to it and an operator finds it with `roundtable doctor`. Only the
 * error's class is kept: the log has the rest. Never throws; the failure it reports on matters more.
 *
 * Returns whether it is news: false where this job has failed with this subject before, and that is still kept.
 */
export async function recordFailure(
  context: Context,
  job: string,
  data: Readonly<Record<string, string>>,
  error: unknown,
): Promise<boolean> {
  const subject = Object.values(data)[0] ?? '';
  try {
    const failure = {
      at: context.clock.now(),
      job,
      subject,
      circleId: await circleOf(context, job, data),
      error: error instanceof Error ? error.name : typeof error,
    };
    return await context.store.transact((tx) => failureTable.record(tx, failure));
  } catch (second) {
    context.log.error('failure.not-recorded', second, { job, subject });
    return true;
  }
}

async function circleOf(
  { store, dueWork }: Context,
  job: string,
  data: Readonly<Record<string, string>>,
): Promise<string | null> {
  if (data.delivery !== undefined) return (await deliveryTable.find(store, data.delivery))?.circleId ?? null;
  // Its own data: a job is enqueued by what declares it.
  return isDueJob(dueWork, job) ? dueWork[job].circleOf(store, data as never) : null;
}

function isDueJob(dueWork: DueWorks, job: string): job is DueJob {
  return Object.hasOwn(dueWork, job);
}
