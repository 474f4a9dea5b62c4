import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createDeliveryScheduler } from '../../jobs/delivery-scheduler.ts';

test('rings once for the earliest of many, and again when it is told to', async () => {
  let rings = 0;
  const scheduler = createDeliveryScheduler(
    async () => {
      rings += 1;
      return rings < 2 ? 150 : null;
    },
    () => {},
  );
  for (const wait of [5_000, 120, 200, 120]) scheduler.in(wait);
  await expect.poll(() => rings).toBe(2);
  await pause(300);
  expect(rings).toBe(2);
  scheduler.stop();
});

test('leaves what is further off to the minute tick, and is silent once it was stopped', async () => {
  let rings = 0;
  const scheduler = createDeliveryScheduler(
    async () => {
      rings += 1;
      return null;
    },
    () => {},
  );
  scheduler.in(61_000);
  scheduler.in(100);
  scheduler.stop();
  scheduler.in(100);
  await pause(300);
  expect(rings).toBe(0);
});

test('goes on after a failure', async () => {
  const failures: unknown[] = [];
  const scheduler = createDeliveryScheduler(
    () => Promise.reject(new Error('away')),
    (error) => failures.push(error),
  );
  scheduler.in(0);
  await expect.poll(() => failures.length).toBe(1);
  scheduler.in(0);
  await expect.poll(() => failures.length).toBe(2);
  scheduler.stop();
});
