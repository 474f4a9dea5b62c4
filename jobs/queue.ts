import { type IQueueBackend, Queue } from 'bullmq';
import type { JobName, JobQueue } from '../src/core/ports/job-queue.ts';
import type { Log } from '../src/core/ports/log.ts';
import { within } from '../src/core/within.ts';
import { type BackendKind, type JobBackend, QUEUE_NAME } from './backends/backend.ts';
import { closeOrCut } from './closing.ts';
import { watchConnection } from './connection-log.ts';
import { checkJob } from './definitions.ts';

export interface JobQueueOptions {
  readonly backend: JobBackend;
  readonly log: Log;
  /** Throws while a store transaction is open: on one embedded connection, adding a job inside it waits for itself. */
  readonly guard: () => void;
}

/** How long a start waits for the backend before it says that it cannot be reached. */
const READY_WITHIN_MS = 5000;

/**
 * Ids of jobs stay in BullMQ's stream of events for as many events as this. Nobody reads that stream; PostgreSQL trims
 * it about every 256 events, and takes 0 to mean "never".
 */
const EVENTS_KEPT = 100;

type Ids = Readonly<Record<string, string>>;

/**
 * Opens the queue and resolves when its backend answers. Rejects with {@link JobQueueUnavailable} when it does not.
 *
 * `enqueue` throws {@link JobQueueUnavailable} within seconds when the backend is away later: callers go on, the sweep
 * enqueues again. It throws `JobRefused` for ids and data that are not ours.
 */
export async function createJobQueue({ backend, log, guard }: JobQueueOptions): Promise<JobQueue> {
  await reaching(backend.prepare());
  const queue = new Queue<Ids, void, JobName, Ids, void, JobName, IQueueBackend, BackendKind>(
    QUEUE_NAME,
    {
      connection: backend.kind,
      streams: { events: { maxLen: EVENTS_KEPT } },
    },
    backend.open,
  );
  watchConnection(queue, log, 'queue');
  try {
    await reaching(within(READY_WITHIN_MS, queue.waitUntilReady()));
  } catch (error) {
    await closeOrCut(queue);
    throw error;
  }
  let closed: Promise<void> | undefined;
  return {
    async enqueue(job) {
      guard();
      checkJob(job);
      await reaching(queue.add(job.name, job.data, { jobId: job.id, lifo: job.first === true }));
    },
    async pending() {
      const counts = await reaching(queue.getJobCounts('waiting', 'active'));
      return Object.values(counts).reduce((sum, count) => sum + count, 0);
    },
    close() {
      closed ??= closeOrCut(queue);
      return closed;
    },
  };
}

/** The backend cannot be reached right now. What should have been enqueued is still due in the database. */
export class JobQueueUnavailable extends Error {
  override readonly name = 'JobQueueUnavailable';

  constructor(cause: unknown) {
    super('The job queue cannot be reached right now; what is due stays in the database.', { cause });
  }
}

async function reaching<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw new JobQueueUnavailable(error);
  }
}
