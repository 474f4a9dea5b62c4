import type { Context } from './core/context.ts';
import { hurry, jobRequest } from './core/jobs/job-request.ts';
import type { JobRequest } from './core/ports/job-queue.ts';

const DELIVERIES_PER_TICK = 500;

/**
 * Reads from the rows everything whose time has come, and enqueues it. Safe to run at any time, by anybody, as often as
 * they like: every use case behind it checks again under its own lock.
 */
export async function enqueueDueWork(context: Context): Promise<number> {
  const requests = await dueWork(context);
  await hurry(context, requests);
  return requests.length;
}

async function dueWork(context: Context): Promise<readonly JobRequest[]> {
  const now = context.clock.now();
  const { pulses, rounds, meetings, circles, deliveries } = context.store.tables;
  return [
    ...(await rounds.closingDue(now)).map((round) => jobRequest('close-round', { round })),
    ...(await pulses.due(now)).map((pulse) => jobRequest('open-round', { pulse })),
    ...(await rounds.reminderDue(now)).map((round) => jobRequest('remind', { round })),
    ...(await meetings.drawDue(now)).map((series) => jobRequest('draw-chair', { series })),
    ...(await meetings.announceDue(now)).map((meeting) => jobRequest('announce-chair', { meeting })),
    ...(await circles.reviewsDue(now)).map((circle) => jobRequest('review-words', { circle })),
    ...(await circles.digestsDue(now)).map((circle) => jobRequest('compose-digest', { circle })),
    ...(await deliveries.due(now, DELIVERIES_PER_TICK)).map((delivery) =>
      jobRequest('deliver', { delivery }),
    ),
    jobRequest('sweep', {}),
  ];
}
