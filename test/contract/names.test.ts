import { expect, test } from 'vitest';
import { DELIVERY_KINDS } from '../../src/core/outbox/delivery.ts';
import { ACTIONS as READ_OR_WRITE } from '../../src/core/ports/action.ts';
import { JOB_NAMES } from '../../src/core/ports/job-queue.ts';
import { DECLARED } from '../../src/features/index.ts';
import before from '../fixtures/v0.1.0/names.json' with { type: 'json' };

// They stand in buttons that were posted, in rows and in queues: what an older version wrote must still be understood.

test('no action of v0.1.0 was renamed, or became one that a scanner may follow', () => {
  expect(READ_OR_WRITE).toMatchObject(before.actions);
});

test.each([
  ['job', before.jobs, JOB_NAMES],
  ['kind of letter', before.deliveries, DELIVERY_KINDS],
  ['kind of change', before.changes, Object.keys(DECLARED.changeKinds)],
])('no %s of v0.1.0 was renamed', (_what, then, now) => {
  expect(now).toEqual(expect.arrayContaining([...then]));
});
