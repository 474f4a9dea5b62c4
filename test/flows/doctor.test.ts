import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { HOUR, MINUTE } from '../../src/core/instant.ts';
import { jobRequest } from '../../src/core/jobs/job-request.ts';
import { deliver } from '../../src/core/outbox/deliver.ts';
import type { Chat } from '../../src/core/ports/chat.ts';
import { deliveryTable } from '../../src/core/tables/deliveries.ts';
import { memberTable } from '../../src/core/tables/members.ts';
import { poolTable } from '../../src/features/release/tables/pools.ts';
import { type Ended, runProgram } from '../support/app-process.ts';
import { circleOf } from '../support/big-circle.ts';
import { temporaryFolder } from '../support/folders.ts';
import { freePort } from '../support/ports.ts';
import { MONDAY, startApp, type TestApp } from '../support/test-app.ts';
import { importCircle } from '../support/test-users.ts';

const files = temporaryFolder('doctor');
afterAll(() => files.remove());

let app: TestApp | undefined;
afterEach(async () => {
  await app?.stop();
  app = undefined;
});

const examine = (environment: Readonly<Record<string, string>>): Promise<Ended> =>
  runProgram(['doctor'], { ...environment, LOG_LEVEL: 'silent' }).ended;

test('alone with an embedded folder it says that nobody serves, and nothing of a queue', async () => {
  const { code, out } = await examine({
    DATA_DIR: join(files.path, 'data'),
    PULSE_PEPPER: 'Qm9yZWQgd2l0aCB0aGlzIHBlcHBlciwgdXNlZCBpbiB0ZXN0cw==',
  });
  expect(out).toContain('note  No server runs on this folder, so nothing is sent');
  expect(out).not.toContain('queue');
  expect(code).toBe(0);
});

test('on PostgreSQL it looks at the queue that servers use', async () => {
  app = await startApp({ backend: 'redis+postgres', role: 'web' });
  await app.context.queue.enqueue(jobRequest('tick', {}));
  const { out } = await examine(app.environment);
  expect(out).toContain('ok    The job queue answers. Jobs that wait or run: 1.');
});

test('without the Redis it should find, it says so, and looks at everything else', async () => {
  app = await startApp({ backend: 'redis+postgres', role: 'web' });
  const gone = `redis://127.0.0.1:${await freePort()}`;
  const { code, errors } = await examine({ ...app.environment, REDIS_URL: gone });
  expect(code).toBe(1);
  expect(errors).toContain('MEND  The job queue does not answer.');
  expect(errors).toContain('ok    The database answers.');
});

test('it names peppers that an unspent pool needs', async () => {
  app = await startApp({ backend: 'embedded' });
  const circle = await importCircle(app, circleOf(2));
  await poolTable.save(app.context.store, {
    key: { organisationId: circle.organisationId, quarter: '2026-Q4', question: 'q', voice: 'staff' },
    asked: { id: 'q', kind: 'scale', text: 'Was it good?' },
    closesAt: MONDAY + 1000 * HOUR,
    seal: { salt: new Uint8Array(32), pepperId: 'feedfacefeedface', sealed: new Uint8Array(9) },
  });
  const { code, out } = await app.ask({ name: 'doctor' });
  expect(code).toBe(1);
  expect(out).toMatch(/MEND {2}Open pulses and pools .*feedfacefeedface, which is not configured/);
});

test('a letter that fails waits a minute, then twice as long each time, and is then told of', async () => {
  app = await startApp({ backend: 'embedded' });
  const { context } = app;
  const circle = await importCircle(app, circleOf(2));
  const [member] = await memberTable.list(context.store, circle.id);
  const web = context.platforms.get('web');
  if (member === undefined || web === undefined) throw new Error('there is nobody to write to');
  await deliveryTable.add(context.store, [
    {
      id: 'letter',
      key: 'letter',
      circleId: circle.id,
      kind: 'welcome',
      subject: circle.id,
      memberId: member.id,
      channel: null,
      payload: null,
      person: null,
      dueAt: MONDAY + HOUR,
      expiresAt: null,
      state: 'due',
      attempts: 0,
      slotAt: null,
      claimedUntil: null,
      sentAt: null,
      contactId: null,
      ref: null,
      note: null,
    },
  ]);
  const broken: Chat = { ...web, post: () => Promise.reject(new Error('broken')) };
  // On a clock of its own, so that the app's workers never find it due.
  let now = MONDAY + HOUR;
  const there = {
    ...context,
    clock: { ...systemClock, now: () => now },
    platforms: new Map([['web' as const, broken]]),
  };
  const waits: number[] = [];
  for (;;) {
    await deliver(there, 'letter');
    const left = await deliveryTable.find(context.store, 'letter');
    if (left?.state !== 'due') break;
    waits.push((left.dueAt - now) / MINUTE);
    now = left.dueAt;
  }
  expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64]);

  const { code, out } = await app.ask({ name: 'doctor' });
  expect(code).toBe(1);
  expect(out).toContain(
    `MEND  ${circle.name}: could not be sent and is not tried again: welcome to ${member.name} (error).`,
  );
  expect(out).toContain(`npm run roundtable -- member link "NAME" --circle ${circle.id}`);
});
