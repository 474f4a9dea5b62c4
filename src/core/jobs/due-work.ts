import type { Tables } from '../../ports/store.ts';
import type { Context } from '../context.ts';
import type { Instant } from '../instant.ts';
import type { JobName, JobRequest } from '../ports/job-queue.ts';
import { hurry, type JobData, jobRequest } from './job-request.ts';

/** Jobs that belong to a feature. */
export type DueJob = Exclude<JobName, 'tick' | 'sweep' | 'deliver'>;

/** Work that becomes due by what stands in rows. */
export interface DueWork<Name extends DueJob> {
  /** Everything whose time has come. */
  due(tables: Tables, now: Instant): Promise<readonly JobData[Name][]>;
  /** Does it, and checks under its own lock whether there is anything to do: it may run late, twice, or beside itself. */
  run(context: Context, data: JobData[Name]): Promise<void>;
}

/** Some of the jobs; together the features declare them all, in the order in which they are enqueued. */
export type DueWorks<Names extends DueJob = DueJob> = { readonly [Name in Names]: DueWork<Name> };

declare module '../context.ts' {
  interface Context {
    readonly dueWork: DueWorks;
    /** What no single job is about: each feature's part, at every tick. */
    readonly sweeps: readonly ((context: Context) => Promise<void>)[];
  }
}

const DELIVERIES_PER_TICK = 500;

/**
 * Reads from the rows everything whose time has come, and enqueues it. Safe to run at any time, by anybody, as often as
 * they like: every use case behind it checks again under its own lock.
 */
export async function enqueueDueWork(context: Context): Promise<number> {
  const { tables } = context.store;
  const now = context.clock.now();
  const requests: JobRequest[] = [];
  for (const [name, { due }] of Object.entries(context.dueWork)) {
    for (const data of await due(tables, now)) requests.push(jobRequest(name as DueJob, data as never));
  }
  for (const delivery of await tables.deliveries.due(now, DELIVERIES_PER_TICK)) {
    requests.push(jobRequest('deliver', { delivery }));
  }
  requests.push(jobRequest('sweep', {}));
  await hurry(context, requests);
  return requests.length;
}
