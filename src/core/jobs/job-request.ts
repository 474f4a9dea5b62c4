import type { Context } from '../context.ts';
import type { JobName, JobRequest } from '../ports/job-queue.ts';

/** The ids that each job carries. */
export interface JobData {
  readonly tick: Record<never, string>;
  readonly sweep: Record<never, string>;
  readonly 'open-round': { readonly pulse: string };
  readonly remind: { readonly round: string };
  readonly 'close-round': { readonly round: string };
  readonly 'draw-chair': { readonly series: string };
  readonly 'announce-chair': { readonly meeting: string };
  readonly 'review-words': { readonly circle: string };
  readonly 'compose-digest': { readonly circle: string };
  readonly deliver: { readonly delivery: string };
}

/** A request with the id that its data implies: `close-round.<round>`, `tick`. The same work asked for twice is one job. */
export function jobRequest<Name extends JobName>(name: Name, data: JobData[Name]): JobRequest {
  return { name, id: [name, ...Object.values<string>(data)].join('.'), data };
}

/**
 * Asks workers to do what a committed row already makes due. A queue that is away is logged and forgotten: the next
 * tick finds the same rows.
 */
export async function enqueueJobs(context: Context, requests: readonly JobRequest[]): Promise<void> {
  try {
    for (const request of requests) await context.queue.enqueue(request);
  } catch (error) {
    context.log.error('queue.away', error);
  }
}
