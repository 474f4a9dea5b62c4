import type { Context } from '../context.ts';

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
      circleId: await circleOf(context, data),
      error: error instanceof Error ? error.name : typeof error,
    };
    return await context.store.transact((tables) => tables.failures.record(failure));
  } catch (second) {
    context.log.error('failure.not-recorded', second, { job, subject });
    return true;
  }
}

async function circleOf(context: Context, data: Readonly<Record<string, string>>): Promise<string | null> {
  const { pulses, rounds, meetings, deliveries } = context.store.tables;
  if (data.circle !== undefined) return data.circle;
  if (data.pulse !== undefined) return (await pulses.find(data.pulse))?.circleId ?? null;
  if (data.round !== undefined) return (await rounds.find(data.round))?.circleId ?? null;
  if (data.meeting !== undefined) return (await meetings.find(data.meeting))?.circleId ?? null;
  if (data.delivery !== undefined) return (await deliveries.find(data.delivery))?.circleId ?? null;
  return null;
}
