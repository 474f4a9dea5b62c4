import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createDeliveryScheduler } from '../../jobs/delivery-scheduler.ts';

test('rings once for the earliest of many, and again when it is told to', async () => {
  let rings = 0;
  const alarm = createDeliveryScheduler(
    async () => {
      rings += 1;
      return rings < 2 ? 150 : null;
    },
    () => {},
  );
  for (const wait of [5_000, 120, 200, 120]) alarm.in(wait);
  await expect.poll(() => rings).toBe(2);
  await pause(300);
  expect(rings).toBe(2);
  alarm.stop();
});

test('leaves what is further off to the minute tick, and is silent once it was stopped', async () => {
  let rings = 0;
  const alarm = createDeliveryScheduler(
    async () => {
      rings += 1;
      return null;
    },
    () => {},
  );
  alarm.in(61_000);
  alarm.in(100);
  alarm.stop();
  alarm.in(100);
  await pause(300);
  expect(rings).toBe(0);
});

test('goes on after a failure', async () => {
  const failures: unknown[] = [];
  const alarm = createDeliveryScheduler(
    () => Promise.reject(new Error('away')),
    (error) => failures.push(error),
  );
  alarm.in(0);
  await expect.poll(() => failures.length).toBe(1);
  alarm.in(0);
  await expect.poll(() => failures.length).toBe(2);
  alarm.stop();
});
