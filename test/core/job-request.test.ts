import { expect, test } from 'vitest';
import type { Context } from '../../src/core/context.ts';
import { hurry, jobRequest } from '../../src/core/jobs/job-request.ts';

test('many jobs are asked for at once, and at most fifty', async () => {
  let running = 0;
  let most = 0;
  const asked: string[] = [];
  const enqueue = async ({ id }: { readonly id: string }) => {
    running += 1;
    most = Math.max(most, running);
    await Promise.resolve();
    running -= 1;
    asked.push(id);
  };
  const requests = Array.from({ length: 120 }, (_, index) =>
    jobRequest('deliver', { delivery: String(index) }),
  );
  await hurry({ queue: { enqueue } } as unknown as Context, requests);
  expect(most).toBe(50);
  expect(new Set(asked)).toEqual(new Set(requests.map(({ id }) => id)));
});
