import { afterAll, beforeAll, expect, test } from 'vitest';
import { DAY, MINUTE, SECOND } from '../../src/core/instant.ts';
import type { Delivery } from '../../src/core/outbox/delivery.ts';
import { watchLetters } from '../../src/core/outbox/due-deliveries.ts';
import type { JobRequest } from '../../src/core/ports/job-queue.ts';
import { deliveryTable } from '../../src/core/tables/deliveries.ts';
import { someDelivery } from '../contract/store.fixtures.ts';
import { startApp, type TestApp } from '../support/test-app.ts';
import { importCircle } from '../support/test-users.ts';

let app: TestApp;
let circleId: string;
beforeAll(async () => {
  app = await startApp({ backend: 'redis+postgres' });
  circleId = (await importCircle(app)).id;
  // Nothing of the circle's own comes due so late, and nobody asks the worker for what is written here.
  app.clock.moveTo(app.clock.now() + 400 * DAY);
});
afterAll(() => app?.stop());

test('asks for what came due since the last look, ahead of the rest, and knows when to look again', async () => {
  const { clock, context } = app;
  const asked: JobRequest[] = [];
  const queue = {
    ...context.queue,
    enqueue: async (job: JobRequest) => {
      asked.push(job);
    },
  };
  const due = (after: number): Delivery => someDelivery(circleId, { dueAt: clock.now() + after });
  const [old, soon, later] = [due(-MINUTE), due(3 * SECOND), due(20 * SECOND)] as const;
  await deliveryTable.add(context.store, [old, soon, later]);
  const look = watchLetters({ ...context, queue });

  expect(await look()).toBe(3 * SECOND);
  // Due for a minute: that was asked for when it was written, and the minute tick asks again.
  expect(asked).toEqual([]);
  clock.moveTo(clock.now() + 3 * SECOND);
  expect(await look()).toBe(17 * SECOND);
  const request = { name: 'deliver', id: `deliver.${soon.id}`, data: { delivery: soon.id }, first: true };
  expect(asked).toEqual([request]);

  // One that stays due, because somebody is at it, does not hide what comes next.
  clock.moveTo(clock.now() + 10 * SECOND);
  expect(await look()).toBe(7 * SECOND);
  // It looks back a little: a row may be written after the moment that stands in it. Twice is one job.
  expect(asked).toEqual([request, request]);
  clock.moveTo(clock.now() + 7 * SECOND);
  expect(await look()).toBeNull();
  expect(asked.slice(2).map(({ data }) => data.delivery)).toEqual([later.id]);
});
