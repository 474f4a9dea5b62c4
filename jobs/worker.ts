import { type IQueueBackend, type Job, type JobProgress, Worker } from 'bullmq';
import { JOB_NAMES, type JobName } from '../src/core/ports/job-queue.ts';
import type { Log } from '../src/core/ports/log.ts';
import { type BackendKind, type JobBackend, QUEUE_NAME } from './backends/backend.ts';
import { closeOrCut } from './closing.ts';
import { watchConnection } from './connection-log.ts';
import { type JobHandlers, parseJobData } from './definitions.ts';

export interface JobWorkerOptions {
  readonly backend: JobBackend;
  readonly handlers: JobHandlers;
  readonly log: Log;
  /** How many jobs run at once in this process. */
  readonly concurrency: number;
}

export interface JobWorker {
  /** Takes jobs from now on; comes back by itself when the backend was away. */
  start(): Promise<void>;
  /** Takes no more jobs, waits for those that run, closes every connection. */
  stop(): Promise<void>;
}

type OurWorker = Worker<unknown, void, string, IQueueBackend, JobProgress, BackendKind>;

/** A job whose process died is taken over by another worker after at most the sum of these two. */
const LOCK_MS = 30_000;
const STALLED_CHECK_MS = 15_000;
/**
 * A job that is kept after its end keeps its id taken. The worker says so, not the queue, and so it also holds for a job
 * that somebody else added. There is no second attempt either: that is BullMQ's default.
 */
const NONE_KEPT = { count: 0 };
const PAUSE_AFTER_ERROR_MS = 1000;

export function createJobWorker({ backend, handlers, log, concurrency }: JobWorkerOptions): JobWorker {
  let started: OurWorker | undefined;
  let stopped: Promise<void> | undefined;
  const running = new Set<Promise<void>>();

  /**
   * Never rejects: BullMQ would write the error's text and stack into its storage, where more people can read them than
   * should, and would only remove the job anyway. Failures live in the log and in our rows.
   */
  async function run(job: Job<unknown, void>): Promise<void> {
    const done = handle(handlers, job.name, job.data).catch((error: unknown) => {
      log.error('job.failed', error, { job: job.name, id: job.id ?? null });
    });
    running.add(done);
    await done;
    running.delete(done);
  }

  return {
    async start() {
      if (started !== undefined) throw new Error('The job worker has already been started.');
      await backend.prepare();
      const worker: OurWorker = new Worker(
        QUEUE_NAME,
        run,
        {
          connection: backend.kind,
          concurrency,
          lockDuration: LOCK_MS,
          stalledInterval: STALLED_CHECK_MS,
          runRetryDelay: PAUSE_AFTER_ERROR_MS,
          removeOnComplete: NONE_KEPT,
          removeOnFail: NONE_KEPT,
        },
        backend.open,
      );
      started = worker;
      watchConnection(worker, log, 'worker');
      // Nothing fails in BullMQ's eyes but what stalls again and again, which it then removes.
      worker.on('failed', (job, error) =>
        log.error('job.given-up', error, { job: job?.name ?? null, id: job?.id ?? null }),
      );
      await worker.waitUntilReady();
    },
    stop() {
      stopped ??= started === undefined ? Promise.resolve() : stop(started, running);
      return stopped;
    },
  };
}

async function stop(worker: OurWorker, running: ReadonlySet<Promise<void>>): Promise<void> {
  // Take no more; then wait for the handlers themselves, which needs no backend.
  await worker.pause(true);
  await Promise.all(running);
  await closeOrCut(worker);
}

async function handle(handlers: JobHandlers, name: string, data: unknown): Promise<void> {
  if (!isJobName(name)) throw new Error('No job has this name: it may come from another version.');
  await call(handlers, name, data);
}

function call<Name extends JobName>(handlers: JobHandlers, name: Name, data: unknown): Promise<void> {
  return handlers[name](parseJobData(name, data));
}

function isJobName(name: string): name is JobName {
  return (JOB_NAMES as readonly string[]).includes(name);
}
