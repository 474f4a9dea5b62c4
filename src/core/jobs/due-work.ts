import type { CircleId } from '../circle.ts';
import type { Context } from '../context.ts';
import type { Instant } from '../instant.ts';
import type { JobName, JobRequest } from '../ports/job-queue.ts';
import type { Tx } from '../ports/store.ts';
import { agendaTable, type Earliest } from '../tables/agenda.ts';
import { deliveryTable } from '../tables/deliveries.ts';
import { enqueueJobs, type JobData, jobRequest } from './job-request.ts';

/** Jobs that belong to a feature. */
export type DueJob = Exclude<JobName, 'tick' | 'sweep' | 'deliver'>;

/** Work that becomes due by what stands in rows. */
export interface DueWork<Name extends DueJob> {
  /** Everything whose time has come. */
  due(tx: Tx, now: Instant): Promise<readonly JobData[Name][]>;
  /** When the first of it will come. */
  readonly earliest: Earliest;
  /** Whose work it is, for whoever reads what failed. */
  circleOf(tx: Tx, data: JobData[Name]): Promise<CircleId | null>;
  /** Does it, and checks under its own lock whether there is anything to do: it may run late, twice, or beside itself. */
  run(context: Context, data: JobData[Name]): Promise<void>;
}

/** Together the features declare them all, in the order in which they are enqueued. */
export type DueWorks = { readonly [Name in DueJob]: DueWork<Name> };

declare module '../context.ts' {
  interface Context {
    readonly dueWork: DueWorks;
    /** When the first of what sweeps do will come. */
    readonly earliestSweeps: readonly Earliest[];
    /** What no single job is about: each feature's part, at every tick. */
    readonly sweeps: readonly ((context: Context) => Promise<void>)[];
  }
}

/** The earliest moment at which anything becomes due, past ones included; null where nothing ever will. */
export function nextDue({
  store,
  dueWork,
  earliestSweeps,
}: Pick<Context, 'store' | 'dueWork' | 'earliestSweeps'>): Promise<Instant | null> {
  const work = Object.values(dueWork).map(({ earliest }) => earliest);
  return agendaTable.next(store, [...work, ...earliestSweeps]);
}

const DELIVERIES_PER_TICK = 500;

/**
 * Reads from the rows everything whose time has come, and enqueues it. Safe to run at any time, by anybody, as often as
 * they like: every use case behind it checks again under its own lock.
 */
export async function enqueueDueWork(context: Context): Promise<number> {
  const { store } = context;
  const now = context.clock.now();
  const requests: JobRequest[] = [];
  for (const [name, { due }] of Object.entries(context.dueWork)) {
    for (const data of await due(store, now)) requests.push(jobRequest(name as DueJob, data as never));
  }
  for (const delivery of await deliveryTable.due(store, now, DELIVERIES_PER_TICK)) {
    requests.push(jobRequest('deliver', { delivery }));
  }
  requests.push(jobRequest('sweep', {}));
  await enqueueJobs(context, requests);
  return requests.length;
}
