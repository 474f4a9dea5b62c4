import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Circle } from '../../src/core/circle.ts';
import { DAY, HOUR, MINUTE } from '../../src/core/instant.ts';
import { sweep } from '../../src/core/jobs/sweep.ts';
import { ledgerTable } from '../../src/features/release/tables/ledger.ts';
import { roundTable } from '../../src/features/release/tables/rounds.ts';
import { startApp, type TestApp } from '../support/test-app.ts';
import { importCircle, openRound } from '../support/test-users.ts';

/** Two weeks before the quarter ends. */
const MONDAY = Date.parse('2026-12-14T09:00:00Z');
const TUESDAY_12 = MONDAY + DAY + 3 * HOUR;
const FRIDAY_16 = MONDAY + 4 * DAY + 7 * HOUR;
const WEEK = 7 * DAY;
const NEW_YEAR = Date.parse('2027-01-01T00:00:00Z');

/** Never enough to be shown alone: whatever it is asked goes into the pools. */
const SMALL_CIRCLE = `
organisation: Northfield Community Trust
circle: Small circle
timezone: Europe/London
language: en-GB
voices: [{ id: staff, name: Staff }, { id: reps, name: Service-user reps }]
members:
  - { name: Amy, voice: staff, email: amy@example.org, steward: true }
  - { name: Ben, voice: staff, email: ben@example.org }
  - { name: Cal, voice: reps, email: cal@example.org, steward: true }
  - { name: Dee, voice: reps, email: dee@example.org }
pulse: { pack: having-a-voice, every: week, on: 'Tuesday 10:00', open-for: 48 hours, show-scores-from: 5 }
meetings:
  name: Meeting
  every: 2 weeks
  on: Thursday 14:00
  lasting: 90 minutes
  chair: { policy: parity, cap-per-quarter: 4, term: 1, co-chair: true }
digest: { on: 'Friday 15:00', to: [channel, managers] }
`;

const freshPepper = () => randomBytes(32).toString('base64');

let app: TestApp;
let circle: Circle;

beforeAll(async () => {
  app = await startApp({ backend: 'redis+postgres', now: MONDAY });
  circle = await importCircle(app, SMALL_CIRCLE);
});
afterAll(() => app?.stop());

const logged = (event: string) => app.log.filter((line) => line.event === event);
const failures = () => app.records.table('failures');

test('pools of a pepper that was dropped stop no round from closing', async () => {
  await app.passTo(FRIDAY_16);
  const pools = await app.records.table('pools');
  expect(pools.length).toBeGreaterThan(1);
  await app.restart({ PULSE_PEPPER: freshPepper() });
  await app.passTo(TUESDAY_12 + WEEK);
  const round = await openRound(app, circle);
  await app.passTo(FRIDAY_16 + WEEK);
  expect(await roundTable.find(app.context.store, round.id)).toMatchObject({ state: 'closed' });
  expect(await ledgerTable.find(app.context.store, round.id)).not.toBeNull();
  expect(logged('pool.not-poured')).toMatchObject([{ level: 'error', fields: { quarter: '2026-Q4' } }]);
  expect(await app.records.table('pools')).toEqual(pools);
  expect(await failures()).toEqual([]);
});

test('a pool that cannot be opened is reported once, and deleted unread two weeks after its quarter', async () => {
  app.clock.moveTo(NEW_YEAR);
  for (let minute = 0; minute < 3; minute += 1) {
    app.clock.moveTo(NEW_YEAR + minute * MINUTE);
    await sweep(app.context);
  }
  expect(logged('pool.not-spent')).toMatchObject([{ fields: { quarter: '2026-Q4' } }]);
  expect(await failures()).toMatchObject([{ job: 'spend-pools', subject: '2026-Q4' }]);
  app.clock.moveTo(NEW_YEAR + 14 * DAY - MINUTE);
  await sweep(app.context);
  for (const pool of await app.records.table('pools')) expect(pool.sealed).not.toBeNull();

  app.clock.moveTo(NEW_YEAR + 14 * DAY);
  await sweep(app.context);
  for (const pool of await app.records.table('pools')) {
    expect(pool).toMatchObject({ sealed: null, salt: null, pepper_id: null });
    expect(pool).toMatchObject({ release: { outcome: 'withheld' } });
  }
  expect(logged('pool.not-spent')).toHaveLength(1);
});

test('an overdue round that cannot be opened is one row of failures, and may be cancelled', async () => {
  await app.settle();
  await app.passTo(TUESDAY_12 + 6 * WEEK);
  const round = await openRound(app, circle);

  // Overdue only because nobody looked yet: it closes by itself, and its answers count.
  app.clock.moveTo(round.closesAt);
  const soon = await app.ask({ name: 'pulse.cancel' });
  expect([soon.code, soon.out]).toEqual([1, expect.stringContaining('about to close by itself')]);
  expect(await roundTable.find(app.context.store, round.id)).toMatchObject({ state: 'open' });

  await app.restart({ PULSE_PEPPER: freshPepper() });
  for (let hour = 0; hour < 3; hour += 1) {
    app.clock.moveTo(round.closesAt + hour * HOUR);
    await app.settle();
  }
  const stuck = (await failures()).filter(({ subject }) => subject === round.id);
  expect(stuck).toMatchObject([{ job: 'close-round', error: 'SealUnopenable' }]);
  expect(Date.parse(String(stuck[0]?.at))).toBe(round.closesAt + 2 * HOUR);

  const told = await app.command({ name: 'pulse.cancel' });
  expect(told).toContain('could not be opened');
  expect(told).toContain('Nothing is released');
  expect(await roundTable.find(app.context.store, round.id)).toMatchObject({ state: 'cancelled' });
  expect(await ledgerTable.find(app.context.store, round.id)).toBeNull();
  expect(await app.records.table('seals')).toEqual([]);

  app.clock.moveTo(round.closesAt + 2 * HOUR + 90 * DAY);
  await sweep(app.context);
  expect((await failures()).map(({ subject }) => subject)).toContain(round.id);
  app.clock.moveTo(round.closesAt + 2 * HOUR + 90 * DAY + 1);
  await sweep(app.context);
  expect((await failures()).map(({ subject }) => subject)).not.toContain(round.id);
});
