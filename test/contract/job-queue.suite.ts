import { Queue } from 'bullmq';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type JobBackend, QUEUE_NAME } from '../../jobs/backends/backend.ts';
import { type JobHandlers, JobRefused } from '../../jobs/definitions.ts';
import { createJobQueue } from '../../jobs/queue.ts';
import { createJobWorker, type JobWorker } from '../../jobs/worker.ts';
import { jobRequest } from '../../src/core/jobs/job-request.ts';
import { JOB_NAMES, type JobQueue } from '../../src/core/ports/job-queue.ts';
import type { JobStorage } from '../support/job-storage.ts';
import { handlersFor, recordingLog, turnstile } from './job-queue.fixtures.ts';

export interface JobQueueSetting {
  /** As a process of its own would make it. */
  readonly backend: () => JobBackend;
  readonly storage: JobStorage;
  close(): Promise<void>;
}

const deliver = (delivery: string) => jobRequest('deliver', { delivery });

/** What every backend promises. A backend's own test file holds only its oddities. */
export function jobQueueContract(kind: string, open: () => Promise<JobQueueSetting>): void {
  describe(`job queue on ${kind}`, () => {
    let setting: JobQueueSetting;
    let guard: () => void;
    let queue: JobQueue;
    let workers: JobWorker[];
    const log = recordingLog();

    beforeAll(async () => {
      setting = await open();
    });
    afterAll(() => setting.close());

    beforeEach(async () => {
      workers = [];
      guard = () => {};
      log.lines.length = 0;
      queue = await createJobQueue({ backend: setting.backend(), log, guard: () => guard() });
    });
    const work = async (handlers: Partial<JobHandlers>, concurrency = 1): Promise<JobWorker> => {
      const worker = createJobWorker({
        backend: setting.backend(),
        handlers: handlersFor(handlers),
        log,
        concurrency,
      });
      workers.push(worker);
      await worker.start();
      return worker;
    };
    const drained = () => vi.waitFor(async () => expect(await queue.pending()).toBe(0), PATIENTLY);

    afterEach(async () => {
      await Promise.all(workers.map((worker) => worker.stop()));
      await setting.storage.emptyQueue();
      await queue.close();
    });

    it('hands every kind of job, with its data, to its handler', async () => {
      const handled: unknown[] = [];
      const record = (name: string) => async (data: unknown) => void handled.push([name, data]);
      await work(Object.fromEntries(JOB_NAMES.map((name) => [name, record(name)])));
      const requests = [
        jobRequest('tick', {}),
        jobRequest('sweep', {}),
        jobRequest('open-round', { pulse: 'p1' }),
        jobRequest('remind', { round: 'r1' }),
        jobRequest('close-round', { round: 'r1' }),
        jobRequest('draw-chair', { series: 's1' }),
        jobRequest('announce-chair', { meeting: 'm1' }),
        jobRequest('compose-digest', { circle: 'c1' }),
        jobRequest('deliver', { delivery: 'd1' }),
      ];
      for (const request of requests) await queue.enqueue(request);
      await drained();
      expect(handled).toEqual(requests.map(({ name, data }) => [name, data]));
    });

    it('is one job while the same id waits', async () => {
      for (let times = 0; times < 3; times += 1) await queue.enqueue(deliver('once'));
      await queue.enqueue(deliver('other'));
      expect(await queue.pending()).toBe(2);
      const handled: string[] = [];
      await work({ deliver: async ({ delivery }) => void handled.push(delivery) });
      await drained();
      expect(handled).toEqual(['once', 'other']);
    });

    it('takes what is asked for as first ahead of all that waits', async () => {
      for (const each of ['one', 'two']) await queue.enqueue(deliver(each));
      await queue.enqueue({ ...deliver('urgent'), first: true });
      await queue.enqueue(deliver('three'));
      const handled: string[] = [];
      await work({ deliver: async ({ delivery }) => void handled.push(delivery) });
      await drained();
      expect(handled).toEqual(['urgent', 'one', 'two', 'three']);
    });

    it('is one job while the same id runs', async () => {
      const gate = turnstile();
      const handled: string[] = [];
      await work({
        deliver: async ({ delivery }) => {
          handled.push(delivery);
          await gate.pass();
        },
      });
      await queue.enqueue(deliver('once'));
      await gate.reached;
      await queue.enqueue(deliver('once'));
      expect(await queue.pending()).toBe(1);
      gate.open();
      await drained();
      expect(handled).toEqual(['once']);
    });

    it('takes the same id again after it was done and after it failed', async () => {
      let runs = 0;
      await work({
        deliver: async () => {
          runs += 1;
          if (runs === 2) throw new Error('the platform is away');
        },
      });
      for (const expected of [1, 2, 3]) {
        await queue.enqueue(deliver('again'));
        await drained();
        expect(runs).toBe(expected);
      }
    });

    it('logs a failure once, with the name and the id of its job, and goes on', async () => {
      const handled: string[] = [];
      await work({
        'close-round': async () => {
          throw new TypeError('no such round');
        },
        deliver: async ({ delivery }) => void handled.push(delivery),
      });
      await queue.enqueue(jobRequest('close-round', { round: 'r9' }));
      await queue.enqueue(deliver('after'));
      await drained();
      expect(handled).toEqual(['after']);
      expect(log.lines).toEqual([
        ['error', 'job.failed', 'TypeError: no such round', { job: 'close-round', id: 'close-round.r9' }],
      ]);
    });

    it('leaves neither words nor jobs in its storage after a failure', async () => {
      await work({
        deliver: async () => {
          throw new Error('Margaret Okafor is on leave');
        },
      });
      await queue.enqueue(deliver('d-77'));
      await drained();
      const dump = await setting.storage.dump();
      expect(dump, 'the dump sees BullMQ’s events').toContain('deliver.d-77');
      expect(dump).not.toContain('Margaret');
      expect(dump).not.toContain('stacktrace');
      expect(dump, 'the data goes with the job').not.toContain('"delivery"');
    });

    it('refuses ids with a colon, and data that is not an id, without repeating them', async () => {
      const words = 'Margaret said four';
      const refused = [
        { ...deliver('d1'), id: 'deliver:d1' },
        { ...deliver('d1'), id: '17' },
        { ...deliver('d1'), data: { delivery: words } },
        { ...deliver('d1'), data: { delivery: 'd1', answer: words } },
        { ...deliver('d1'), data: {} },
      ];
      for (const request of refused) {
        const problem = await queue.enqueue(request).catch((error: unknown) => error);
        expect(problem).toBeInstanceOf(JobRefused);
        expect(String(problem)).not.toContain('Margaret');
      }
      expect(await queue.pending()).toBe(0);
    });

    it('throws inside a store transaction and adds nothing', async () => {
      guard = () => {
        throw new Error('a transaction is open');
      };
      await expect(queue.enqueue(deliver('d1'))).rejects.toThrow('a transaction is open');
      expect(await queue.pending()).toBe(0);
    });

    it('never runs one id twice at once, with two workers and much to do', async () => {
      const running = new Set<string>();
      let handled = 0;
      let overlaps = 0;
      const handler: Partial<JobHandlers> = {
        deliver: async ({ delivery }) => {
          if (running.has(delivery)) overlaps += 1;
          running.add(delivery);
          await new Promise((resolve) => setImmediate(resolve));
          running.delete(delivery);
          handled += 1;
        },
      };
      await work(handler, 4);
      await work(handler, 4);
      for (let times = 0; times < 40; times += 1) {
        await Promise.all(['a', 'b', 'c'].map((delivery) => queue.enqueue(deliver(delivery))));
      }
      await drained();
      expect(overlaps).toBe(0);
      expect(handled).toBeGreaterThanOrEqual(3);
    });

    it('keeps working after everything it held was lost, also under a running job', async () => {
      const gate = turnstile();
      const handled: string[] = [];
      await work({
        deliver: async ({ delivery }) => {
          if (delivery === 'held') await gate.pass();
          handled.push(delivery);
        },
      });
      await queue.enqueue(deliver('held'));
      await gate.reached;
      await queue.enqueue(deliver('lost'));
      await setting.storage.emptyQueue();
      gate.open();
      await queue.enqueue(deliver('next'));
      await vi.waitFor(() => expect(handled).toContain('next'), PATIENTLY);
      await drained();
      expect(handled).toEqual(['held', 'next']);
    });

    it('waits for the running job when it stops, and starts no other', async () => {
      const gate = turnstile();
      const happened: string[] = [];
      const worker = await work({
        deliver: async ({ delivery }) => {
          await gate.pass();
          happened.push(delivery);
        },
      });
      await queue.enqueue(deliver('running'));
      await gate.reached;
      await queue.enqueue(deliver('waiting'));
      const stopped = worker.stop().then(() => happened.push('stopped'));
      gate.open();
      await stopped;
      expect(happened).toEqual(['running', 'stopped']);
      expect(await queue.pending()).toBe(1);
    });

    it('logs and drops a job of another version or another hand', async () => {
      const foreign = new Queue(QUEUE_NAME, { connection: setting.backend().kind }, setting.backend().open);
      await foreign.add('dance', {});
      await foreign.add('deliver', { delivery: 'not an id' });
      await foreign.close();
      let handled = 0;
      await work({
        deliver: async () => {
          handled += 1;
        },
      });
      await drained();
      expect(handled).toBe(0);
      expect(log.lines.map(([level, event]) => [level, event])).toEqual([
        ['error', 'job.failed'],
        ['error', 'job.failed'],
      ]);
      expect(JSON.stringify(log.lines)).not.toContain('not an id');
      expect(await setting.storage.dump()).not.toContain('not an id');
    });
  });
}

const PATIENTLY = { timeout: 20_000, interval: 10 };
