import { PGlite } from '@electric-sql/pglite';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type { JobBackend } from '../../jobs/backends/backend.ts';
import { embeddedBackend } from '../../jobs/backends/embedded.ts';
import { pgliteAsPool } from '../../jobs/backends/pglite-pool.ts';
import type { JobHandlers } from '../../jobs/definitions.ts';
import { createJobQueue } from '../../jobs/queue.ts';
import { createJobWorker, type JobWorker } from '../../jobs/worker.ts';
import { jobRequest } from '../../src/core/jobs/job-request.ts';
import type { JobQueue } from '../../src/core/ports/job-queue.ts';
import { handlersFor, recordingLog, turnstile } from '../contract/job-queue.fixtures.ts';

// Stands for the store: its transactions share the one embedded connection with the queue.
let database: PGlite;
let backend: JobBackend;
let queue: JobQueue;
let worker: JobWorker | undefined;
const log = recordingLog();

beforeAll(async () => {
  database = await PGlite.create();
  await database.exec('CREATE SCHEMA store; CREATE TABLE store.delivery (id text, sent int DEFAULT 0)');
  backend = embeddedBackend(database);
});
afterAll(() => database.close());

beforeEach(async () => {
  queue = await createJobQueue({ backend, log, guard: () => {} });
});
afterEach(async () => {
  await worker?.stop();
  worker = undefined;
  await queue.close();
  expect(log.lines).toEqual([]);
});

async function work(handlers: Partial<JobHandlers>): Promise<void> {
  worker = createJobWorker({ backend, log, concurrency: 4, handlers: handlersFor(handlers) });
  await worker.start();
}

const enqueue = (delivery: string) => queue.enqueue(jobRequest('deliver', { delivery }));
const drained = () => vi.waitFor(async () => expect(await queue.pending()).toBe(0), PATIENTLY);

it('takes turns with store transactions: none deadlocks, none sees half of another', async () => {
  await work({
    deliver: ({ delivery }) =>
      database.transaction(async (transaction) => {
        await transaction.query('UPDATE store.delivery SET sent = sent + 1 WHERE id = $1', [delivery]);
        await new Promise((resolve) => setImmediate(resolve));
        await transaction.query('UPDATE store.delivery SET sent = sent + 1 WHERE id = $1', [delivery]);
      }),
  });
  const ids = Array.from({ length: 30 }, (_, number) => `d${number}`);
  await Promise.all(
    ids.map(async (id) => {
      await database.transaction(async (transaction) => {
        await transaction.query('INSERT INTO store.delivery VALUES ($1)', [id]);
        await new Promise((resolve) => setImmediate(resolve));
      });
      await enqueue(id);
    }),
  );
  await drained();
  const { rows } = await database.query(
    'SELECT sent, count(*)::int AS many FROM store.delivery GROUP BY sent',
  );
  expect(rows).toEqual([{ sent: 2, many: 30 }]);
});

it('does not hold the connection while a worker waits for a job', async () => {
  await work({});
  await database.transaction(async (transaction) => {
    await transaction.query('SELECT 1');
  });
});

it('keeps a job outside the store transaction that is open when it is added', async () => {
  const handled: string[] = [];
  await work({ deliver: async ({ delivery }) => void handled.push(delivery) });
  const gate = turnstile();
  const rolledBack = database.transaction(async (transaction) => {
    await transaction.query("INSERT INTO store.delivery VALUES ('never')");
    await gate.pass();
    throw new Error('rolled back');
  });
  await gate.reached;
  const added = enqueue('beside');
  gate.open();
  await expect(rolledBack).rejects.toThrow('rolled back');
  await added;
  await drained();
  expect(handled).toEqual(['beside']);
});

it('leaves the meaning of names that the store does not qualify', async () => {
  await database.exec('CREATE TABLE job (mine text)');
  const { rows } = await database.query<{ home: string }>(
    "SELECT relnamespace::regnamespace::text AS home FROM pg_class WHERE oid = 'job'::regclass",
  );
  await database.exec('DROP TABLE job');
  expect(rows).toEqual([{ home: 'public' }]);
});

it('forgets, when it opens, the jobs of a process that is gone', async () => {
  await enqueue('left-behind');
  expect(await queue.pending()).toBe(1);
  await embeddedBackend(database).prepare();
  expect(await queue.pending()).toBe(0);
});

it('refuses BEGIN, which would stay open on the store’s connection', async () => {
  const pool = pgliteAsPool(database);
  await expect(pool.query('BEGIN')).rejects.toThrow('use its transaction()');
});

const PATIENTLY = { timeout: 20_000, interval: 10 };
