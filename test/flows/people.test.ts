import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Circle, Identity, Member } from '../../src/core/circle.ts';
import { DAY, HOUR } from '../../src/core/instant.ts';
import type { ActionName } from '../../src/core/ports/action.ts';
import { erasingTable } from '../../src/core/tables/erasing.ts';
import { memberTable } from '../../src/core/tables/members.ts';
import { personTable } from '../../src/core/tables/people.ts';
import { interactionHandler } from '../../src/dispatcher.ts';
import { DECLARED } from '../../src/features/index.ts';
import { MONDAY, startApp, type TestApp } from '../support/test-app.ts';
import { importCircle, openRound } from '../support/test-users.ts';

const slack = (id: string): Identity => ({ platform: 'slack', externalId: `T01TEST/${id}` });
const BEX = slack('U02BEX');

/** Bex is in both by her Slack account; of Hasan, and of Kasia, the second circle knows the name alone. */
const CARERS = `
organisation: Northfield Community Trust
circle: Carers forum
timezone: America/New_York
voices: [{ id: staff, name: Staff }, { id: reps, name: Carers }]
members:
  - { name: Bex Turner,  voice: staff, slack: T01TEST/U02BEX, steward: true, teams: aad-elsewhere }
  - { name: Hasan Ali,   voice: reps, steward: true }
  - { name: Kasia Nowak, voice: reps }
`;

let app: TestApp;
let ward: Circle;
let carers: Circle;

beforeAll(async () => {
  app = await startApp({ backend: 'redis+postgres' });
  ward = await importCircle(app);
  carers = await importCircle(app, CARERS);
});
afterAll(() => app?.stop());

const store = () => app.context.store;

async function memberOf(circle: Circle, name: string): Promise<Member> {
  const found = (await memberTable.list(store(), circle.id)).find((each) => each.name.startsWith(name));
  if (found === undefined) throw new Error(`nobody is called ${name}`);
  return found;
}

function ask(
  actor: Identity,
  name: ActionName,
  inputs: Readonly<Record<string, readonly string[]>> = {},
  subject = '',
) {
  const { platform } = actor;
  return interactionHandler(app.context)({
    requestId: 'r',
    platform,
    actor,
    action: { name, subject },
    inputs,
  });
}

test('one account makes one person of two circles; a name makes none', async () => {
  const both = await memberTable.findByIdentity(store(), BEX);
  expect(both.map(({ circle }) => circle.id)).toEqual([ward.id, carers.id]);
  expect(new Set(both.map(({ member }) => member.personId)).size).toBe(1);
  for (const name of ['Hasan', 'Kasia']) {
    expect((await memberOf(ward, name)).personId).not.toBe((await memberOf(carers, name)).personId);
  }
});

test('whoever enters somebody gives them no account that would act for them elsewhere', async () => {
  const account = { platform: 'teams', externalId: 'aad-elsewhere' } as const;
  expect(await personTable.ownerOf(store(), ward.organisationId, account)).toBeNull();
  expect((await memberOf(ward, 'Bex')).identities).not.toContainEqual(account);
});

test('what somebody wishes is said once, and counts in every circle', async () => {
  const page = JSON.stringify((await ask(BEX, 'me.show')).message);
  expect(page).toContain('This counts in all your groups.');
  expect(JSON.stringify((await ask(slack('U03CHIDI'), 'me.show')).message)).not.toContain('all your groups');
  const saved = await ask(BEX, 'me.save', {
    'easy-read': ['yes'],
    'quiet-from': ['21:00'],
    'quiet-to': ['08:00'],
  });
  expect(saved.kind).toBe('done');
  const [here, there] = [await memberOf(ward, 'Bex'), await memberOf(carers, 'Bex')];
  expect(there.preferences).toEqual(here.preferences);
  // One night, by the clock of the circle in which she said so.
  expect(there.preferences).toMatchObject({
    easyRead: true,
    quietHours: { from: '21:00', to: '08:00', timezone: 'Europe/London' },
  });
  await ask(BEX, 'away.add', { from: ['2026-12-24'], to: ['2026-12-26'] });
  for (const { circleId, id } of [here, there]) {
    expect((await memberTable.absences(store(), circleId)).map(({ memberId }) => memberId)).toEqual([id]);
  }
  await ask(BEX, 'me.save', { chairs: ['resting'] });
  expect([(await memberOf(ward, 'Bex')).chairs, (await memberOf(carers, 'Bex')).chairs]).toEqual([
    'resting',
    'resting',
  ]);
  expect((await memberOf(carers, 'Hasan')).chairs).toBe('yes');
});

test('a second account of a kind is theirs too, is told nothing, and answers no second time', async () => {
  const second = slack('U92CHIDI');
  const chidi = await memberOf(ward, 'Chidi');
  const shown = JSON.stringify((await ask(slack('U03CHIDI'), 'link.show-code')).message);
  const code = /[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}/.exec(shown)?.[0] ?? '';
  expect((await ask(second, 'link.join', { code: [code] })).kind).toBe('done');
  expect((await memberOf(ward, 'Chidi')).identities).toEqual(
    expect.arrayContaining([slack('U03CHIDI'), second]),
  );

  await app.passTo(MONDAY + DAY + 2 * HOUR);
  const round = await openRound(app, ward);
  const given = { voice: ['4'], trust: ['3'] };
  expect((await ask(second, 'pulse.answer', given, round.id)).kind).toBe('done');
  expect(await ask(slack('U03CHIDI'), 'pulse.answer', given, round.id)).toMatchObject({ kind: 'refused' });
  const invitations = (await app.records.table('deliveries')).filter(
    ({ kind, member_id }) => kind === 'pulse-invitation' && member_id === chidi.id,
  );
  expect(invitations).toHaveLength(1);
});

test('erased in one circle they stay in the other; erased in the last they are gone', async () => {
  const [here, there] = [await memberOf(ward, 'Bex'), await memberOf(carers, 'Bex')];
  const now = app.clock.now();
  await app.context.store.transact((tx) => erasingTable.member(tx, DECLARED.kept, here.id, now));
  expect(await personTable.find(store(), there.personId)).toMatchObject({ preferences: { easyRead: true } });
  expect((await memberTable.findByIdentity(store(), BEX)).map(({ member }) => member.id)).toEqual([there.id]);
  await app.context.store.transact((tx) => erasingTable.member(tx, DECLARED.kept, there.id, now));
  expect(await personTable.find(store(), there.personId)).toBeNull();
  expect(await memberTable.findByIdentity(store(), BEX)).toEqual([]);
});
