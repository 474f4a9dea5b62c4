import { PGlite } from '@electric-sql/pglite';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { embeddedBackend } from '../../jobs/backends/embedded.ts';
import { createJobQueue } from '../../jobs/queue.ts';
import { createJobWorker, type JobWorker } from '../../jobs/worker.ts';
import { jobRequest } from '../../src/core/jobs/job-request.ts';
import type { JobQueue } from '../../src/core/ports/job-queue.ts';
import { handlersFor, recordingLog } from './job-queue.fixtures.ts';

const PATIENTLY = { timeout: 20_000, interval: 10 };
const JOB = jobRequest('deliver', { delivery: 'd1' });

let log: ReturnType<typeof recordingLog>;
let database: PGlite;
let queue: JobQueue;
let worker: JobWorker;
let runs: number;

beforeEach(async () => {
  runs = 0;
  database = await PGlite.create();
  const backend = embeddedBackend(database);
  log = recordingLog();
  queue = await createJobQueue({ backend, log, guard: () => {} });
  const handlers = handlersFor({
    deliver: async () => {
      runs += 1;
    },
  });
  worker = createJobWorker({ backend, handlers, log, concurrency: 1 });
});
afterEach(async () => {
  await worker.stop();
  await queue.close();
  await database.close();
});

/** The job as a process that died with it leaves it, once its lock has run out; `before`: how many died with it earlier. */
async function diedWith(before: number): Promise<void> {
  await queue.enqueue(JOB);
  await database.query(
    `update bullmq.job set state = 'active', lock_token = 'gone', locked_until_ms = 1, stalled_marked = true,
      stalled_count = $1`,
    [before],
  );
}
const drained = () => vi.waitFor(async () => expect(await queue.pending()).toBe(0), PATIENTLY);
const kept = async () => (await database.query('select id from bullmq.job')).rows;

it('takes over the job of a process that died, runs it once, and keeps nothing of it', async () => {
  await diedWith(0);
  await worker.start();
  await drained();
  expect(runs).toBe(1);
  expect(await kept()).toEqual([]);
});

it('gives up a job that two processes died with, and takes its id again', async () => {
  await diedWith(1);
  await worker.start();
  await drained();
  expect(runs).toBe(0);
  expect(await kept()).toEqual([]);
  expect(log.lines.map(([, event]) => event)).toContain('job.given-up');
  await queue.enqueue(JOB);
  await drained();
  expect(runs).toBe(1);
});
