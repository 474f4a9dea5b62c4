import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Circle } from '../../src/core/circle.ts';
import { DAY, HOUR } from '../../src/core/instant.ts';
import { jobRequest } from '../../src/core/jobs/job-request.ts';
import { digestTable } from '../../src/features/digests/tables.ts';
import { MONDAY, startApp, type TestApp } from '../support/test-app.ts';
import { everybody, importCircle, openRound, type TestUser } from '../support/test-users.ts';

const TUESDAY_12 = MONDAY + DAY + 3 * HOUR;
const FRIDAY_16 = MONDAY + 4 * DAY + 7 * HOUR;
const WEEK = 7 * DAY;

let app: TestApp;
let circle: Circle;
let people: readonly TestUser[];

beforeAll(async () => {
  app = await startApp({ backend: 'redis+postgres' });
  circle = await importCircle(app);
  people = await everybody(app, circle);
});
afterAll(() => app?.stop());

test('a result that came after its digest is told by the next one, and by no other', async () => {
  await app.passTo(TUESDAY_12);
  const round = await openRound(app, circle);
  for (const person of people) await person.answer(round, { voice: '4', trust: '3' });
  const pepper = app.environment.PULSE_PEPPER ?? '';
  await app.restart({ PULSE_PEPPER: randomBytes(32).toString('base64') });
  await app.passTo(FRIDAY_16);
  expect(await latest()).toMatchObject({
    lead: { kind: 'failure' },
    measures: [],
    tells: [],
  });

  await app.restart({ PULSE_PEPPER_RETIRED: pepper });
  await app.passTo(FRIDAY_16 + WEEK);
  const next = await latest();
  expect(next?.tells).toContain(round.id);
  expect(next?.measures.map(({ id }) => id)).toEqual(['trust', 'voice', 'taking-part']);

  await app.passTo(FRIDAY_16 + 2 * WEEK);
  expect((await latest())?.tells).not.toContain(round.id);
  expect((await latest())?.pulse).toBe('too-few');
});

test('after hours of darkness the digest waits for the round that should have closed before it', async () => {
  await app.passTo(TUESDAY_12 + 3 * WEEK);
  const round = await openRound(app, circle);
  for (const person of people) await person.answer(round, { voice: '4', trust: '3' });
  app.clock.moveTo(FRIDAY_16 + 3 * WEEK);
  await app.context.queue.enqueue(jobRequest('compose-digest', { circle: circle.id }));
  await app.settle();
  expect(await latest()).toMatchObject({ week: '2026-W50', pulse: 'results', tells: [round.id] });
});

async function latest() {
  const [row] = await digestTable.list(app.context.store, circle.id, 1);
  return row?.digest;
}
