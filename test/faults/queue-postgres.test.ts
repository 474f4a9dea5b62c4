import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { chooseBackend } from '../../jobs/backends/choose.ts';
import { createJobQueue, JobQueueUnavailable } from '../../jobs/queue.ts';
import { createJobWorker } from '../../jobs/worker.ts';
import { jobRequest } from '../../src/core/jobs/job-request.ts';
import { handlersFor, recordingLog } from '../contract/job-queue.fixtures.ts';
import { type PostgresServer, startPostgres } from '../support/postgres.ts';

let postgres: PostgresServer;

beforeEach(async () => {
  postgres = await startPostgres();
});
afterEach(() => postgres.stop());

it('refuses plainly while PostgreSQL is dead, and goes on by itself when it lives again', async () => {
  const backend = chooseBackend({ databaseUrl: await postgres.createDatabase() });
  const log = recordingLog();
  const handled: string[] = [];
  const queue = await createJobQueue({ backend, log, guard: () => {} });
  const worker = createJobWorker({
    backend,
    log,
    concurrency: 2,
    handlers: handlersFor({ deliver: async ({ delivery }) => void handled.push(delivery) }),
  });
  await worker.start();
  const enqueue = (delivery: string) => queue.enqueue(jobRequest('deliver', { delivery }));
  await enqueue('before');
  await vi.waitFor(() => expect(handled).toEqual(['before']), PATIENTLY);

  await postgres.kill9();
  await expect(enqueue('during')).rejects.toThrow(JobQueueUnavailable);

  await postgres.restart();
  await vi.waitFor(() => enqueue('after'), PATIENTLY);
  await vi.waitFor(() => expect(handled).toContain('after'), PATIENTLY);

  await worker.stop();
  await queue.close();
});

const PATIENTLY = { timeout: 30_000, interval: 20 };
