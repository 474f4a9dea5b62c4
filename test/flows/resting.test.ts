import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Circle, Member } from '../../src/core/circle.ts';
import { HOUR } from '../../src/core/instant.ts';
import { memberTable } from '../../src/core/tables/members.ts';
import { startApp, type TestApp } from '../support/test-app.ts';
import { importCircle, nextMeeting, testUser } from '../support/test-users.ts';

/** Both circles have the same two people, and ask them at the same times. */
const circleFile = (circle: string): string => `
organisation: Northfield
circle: ${circle}
timezone: Europe/London
voices:
  - { id: staff, name: Staff }
  - { id: reps, name: Reps }
members:
  - { name: Amina Khan, voice: staff, slack: T01TEST/U01AMINA, steward: true }
  - { name: Gwen Abara, voice: reps,  teams: aad-gwen, steward: true }
meetings: { name: ${circle} meeting, every: week, on: Thursday 14:00, lasting: 60 minutes }
`;

let app: TestApp;
let ward: Circle;
let carers: Circle;

beforeAll(async () => {
  app = await startApp({ backend: 'redis+postgres' });
  ward = await importCircle(app, circleFile('Ward 7'));
  carers = await importCircle(app, circleFile('Carers forum'));
});
afterAll(() => app?.stop());

const seats = async (): Promise<readonly Member[]> => {
  return [
    ...(await memberTable.list(app.context.store, ward.id)),
    ...(await memberTable.list(app.context.store, carers.id)),
  ];
};
const resting = async () => (await seats()).filter(({ chairs }) => chairs === 'resting');
const restLetters = async () =>
  (await app.records.table('deliveries')).filter(({ kind }) => kind === 'chair-rests');

test('a rest after asks without a word holds in each of a person’s circles, is told once, and ends in all by one press', async () => {
  for (let weeks = 0; weeks < 4 && (await resting()).length === 0; weeks += 1) {
    await app.passTo((await nextMeeting(app, ward)).endsAt + HOUR);
  }
  const rested = await resting();
  const people = new Set(rested.map(({ personId }) => personId));
  expect(people.size).toBeGreaterThan(0);
  expect(rested).toHaveLength(2 * people.size);
  const told = await restLetters();
  const toldPeople = told.map(({ member_id }) => rested.find(({ id }) => id === member_id)?.personId);
  expect(toldPeople.sort()).toEqual([...people].sort());

  const seat = rested.find(({ circleId }) => circleId === carers.id);
  if (seat === undefined) throw new Error('nobody rests');
  const back = await (await testUser(app, seat)).send(`/chair-again/${carers.id}`, {});
  expect(back.text).toContain('You are back in the rota.');
  expect((await resting()).map(({ personId }) => personId)).not.toContain(seat.personId);
  expect(app.log.filter(({ level }) => level === 'error')).toEqual([]);
});
