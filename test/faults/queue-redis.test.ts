import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { chooseBackend } from '../../jobs/backends/choose.ts';
import { createJobQueue, JobQueueUnavailable } from '../../jobs/queue.ts';
import { createJobWorker, type JobWorker } from '../../jobs/worker.ts';
import { jobRequest } from '../../src/core/jobs/job-request.ts';
import type { JobQueue } from '../../src/core/ports/job-queue.ts';
import { handlersFor, recordingLog } from '../contract/job-queue.fixtures.ts';
import { type RedisServer, startRedis } from '../support/redis.ts';

let redis: RedisServer;
let queue: JobQueue;
let worker: JobWorker;
let handled: string[];
const log = recordingLog();

beforeEach(async () => {
  redis = await startRedis();
  const backend = chooseBackend({ redisUrl: redis.url });
  handled = [];
  queue = await createJobQueue({ backend, log, guard: () => {} });
  worker = createJobWorker({
    backend,
    log,
    concurrency: 2,
    handlers: handlersFor({ deliver: async ({ delivery }) => void handled.push(delivery) }),
  });
  await worker.start();
});
afterEach(() => redis.stop());

const enqueue = (delivery: string) => queue.enqueue(jobRequest('deliver', { delivery }));

it('refuses plainly while Redis is dead, and goes on by itself when it lives again', async () => {
  await enqueue('before');
  await vi.waitFor(() => expect(handled).toEqual(['before']), PATIENTLY);

  await redis.kill9();
  await expect(enqueue('during')).rejects.toThrow(JobQueueUnavailable);
  await expect(queue.pending()).rejects.toThrow(JobQueueUnavailable);

  await redis.restart();
  await vi.waitFor(() => enqueue('after'), PATIENTLY);
  await vi.waitFor(() => expect(handled).toContain('after'), PATIENTLY);
  expect(handled).toEqual(['before', 'after']);

  await worker.stop();
  await queue.close();
});

it('stops while Redis is dead', async () => {
  await redis.kill9();
  await worker.stop();
  await queue.close();
  expect(log.lines.some(([, event]) => event === 'jobs.connection')).toBe(true);
});

it('says at the start that Redis cannot be reached', async () => {
  await worker.stop();
  await queue.close();
  await redis.kill9();
  const backend = chooseBackend({ redisUrl: redis.url });
  await expect(createJobQueue({ backend, log, guard: () => {} })).rejects.toThrow(JobQueueUnavailable);
});

const PATIENTLY = { timeout: 30_000, interval: 20 };
