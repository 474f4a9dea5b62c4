import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Circle } from '../../src/core/circle.ts';
import { DAY, HOUR } from '../../src/core/instant.ts';
import { sweep } from '../../src/core/jobs/sweep.ts';
import { digestTable } from '../../src/features/digests/tables.ts';
import { roundTable } from '../../src/features/release/tables/rounds.ts';
import { startApp, type TestApp } from '../support/test-app.ts';
import { everybody, importCircle, openRound, type TestUser } from '../support/test-users.ts';

/** A Monday; the quarter ends on the Wednesday of the week after. */
const MONDAY = Date.parse('2026-09-21T09:00:00Z');
const TUESDAY_12 = MONDAY + DAY + 3 * HOUR;
const FRIDAY_16 = MONDAY + 4 * DAY + 7 * HOUR;
const WEEK = 7 * DAY;
const CIRCLES = 5;

/** Two staff and two reps: never enough to be shown alone. Some live where the day ends hours later. */
const smallCircle = (number: number, pack = 'having-a-voice') => `
organisation: Northfield Community Trust
circle: Small circle ${number}
timezone: ${number % 2 === 0 ? 'Europe/London' : 'America/New_York'}
language: en-GB
voices: [{ id: staff, name: Staff }, { id: reps, name: Service-user reps }]
members:
  - { name: Amy ${number}, voice: staff, email: amy${number}@example.org, steward: true }
  - { name: Ben ${number}, voice: staff, email: ben${number}@example.org }
  - { name: Cal ${number}, voice: reps, email: cal${number}@example.org, steward: true }
  - { name: Dee ${number}, voice: reps, email: dee${number}@example.org }
pulse: { pack: ${pack}, every: week, on: 'Tuesday 10:00', open-for: 48 hours, show-scores-from: 5 }
meetings:
  name: Meeting ${number}
  every: 2 weeks
  on: Thursday 14:00
  lasting: 90 minutes
  chair: { policy: parity, cap-per-quarter: 4, term: 1, co-chair: true }
digest: { on: 'Friday 15:00', to: [channel, managers] }
`;

let app: TestApp;
const circles: Circle[] = [];
const people: TestUser[] = [];

beforeAll(async () => {
  app = await startApp({ backend: 'redis+postgres', now: MONDAY });
  for (let number = 1; number <= CIRCLES; number += 1) {
    const circle = await importCircle(app, smallCircle(number));
    circles.push(circle);
    people.push(...(await everybody(app, circle)));
  }
});
afterAll(() => app?.stop());

test('small circles are shown together after the quarter, once, and no voice alone', async () => {
  await app.passTo(TUESDAY_12 + 6 * HOUR);
  for (const circle of circles) {
    const round = await openRound(app, circle);
    for (const person of people.filter(({ member }) => member.circleId === circle.id)) {
      const isStaff = person.member.voice === 'staff';
      // Everybody says what they think of the first question; on trust the reps keep their answers to themselves.
      const given = isStaff ? { voice: '4', trust: '3' } : { voice: '3' };
      expect((await person.answer(round, given)).status).toBe(200);
    }
  }
  await app.passTo(FRIDAY_16 + 5 * HOUR);
  for (const circle of circles) {
    expect(await latest(circle)).toMatchObject({ pulse: 'too-few', results: [], pooled: [] });
  }

  await app.passTo(FRIDAY_16 + 5 * HOUR + WEEK);
  for (const circle of circles) {
    const digest = await latest(circle);
    expect(digest?.pooled).toMatchObject([
      {
        quarter: '2026-Q3',
        question: 'I could say what I think.',
        groups: [{ name: 'Staff' }, { name: 'Service-user reps' }],
      },
    ]);
    expect(digest?.hidden).toContainEqual({
      what: 'pool',
      questions: ['I believe something will change because of this.'],
      from: null,
    });
  }

  await app.passTo(FRIDAY_16 + 5 * HOUR + 2 * WEEK);
  for (const circle of circles) {
    const digest = await latest(circle);
    expect(digest?.week).toBe('2026-W41');
    expect(digest?.pooled).toEqual([]);
    expect(JSON.stringify(digest?.hidden)).not.toContain('"pool"');
  }
  expect(app.log.filter(({ error }) => error !== undefined)).toEqual([]);
});

test('a round that closes late, after its quarter’s pools were spent, still closes', async () => {
  const late = await startApp({ backend: 'redis+postgres', now: Date.parse('2026-12-21T09:00:00Z') });
  try {
    const circle = await importCircle(late, smallCircle(2, 'tlap-ladder'));
    const [person] = await everybody(late, circle);
    await late.passTo(Date.parse('2026-12-30T12:00:00Z'));
    const round = await openRound(late, circle);
    const form = await person?.open(`/pulse/${round.id}`);
    expect(form?.text).toContain('Questions from: Ladder of co-production by Think Local Act Personal');

    expect(round.closesAt).toBe(Date.parse('2026-12-31T10:00:00Z'));
    late.clock.moveTo(Date.parse('2027-01-01T02:00:00Z'));
    await sweep(late.context);
    await late.settle();
    expect(await roundTable.find(late.context.store, round.id)).toMatchObject({ state: 'closed' });
    expect(late.log.filter(({ error }) => error !== undefined)).toEqual([]);
  } finally {
    await late.stop();
  }
});

async function latest(circle: Circle) {
  const [row] = await digestTable.list(app.context.store, circle.id, 1);
  return row?.digest;
}
