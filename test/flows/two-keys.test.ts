import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Circle, Identity, Member } from '../../src/core/circle.ts';
import { DAY } from '../../src/core/instant.ts';
import { memberTable } from '../../src/core/tables/members.ts';
import {
  confirmSteward,
  proposeSteward,
  stopSteward,
} from '../../src/features/choosings/use-cases/choosings.ts';
import type { Change } from '../../src/features/governance/rules/change.ts';
import { actTable, proposalTable } from '../../src/features/governance/tables/proposals.ts';
import { changeCircle } from '../../src/features/governance/use-cases/changes.ts';
import { approveProposal, withdrawProposal } from '../../src/features/governance/use-cases/decisions.ts';
import { addMember } from '../../src/features/membership/use-cases/settings.ts';
import { startApp, type TestApp } from '../support/test-app.ts';
import { importCircle, testUser } from '../support/test-users.ts';

/** What no form of ours sends, and what has changed while it waited: refused by the use cases themselves. */
const circleFile = (name: string) => `
organisation: Southfield
circle: ${name}
timezone: Europe/London
voices: [{ id: staff, name: Staff }, { id: reps, name: Reps }]
members:
  - { name: Ada Lund, voice: staff, steward: true }
  - { name: Bo Reyes, voice: reps, steward: true }
  - { name: Cy Moss, voice: staff }
  - { name: Di Vale, voice: reps }
`;

let app: TestApp;
let circle: Circle;
let other: Circle;
const store = () => app.context.store;
async function person(name: string, where: Circle = circle): Promise<Member> {
  const found = (await memberTable.list(store(), where.id)).find((each) => each.name.startsWith(name));
  if (found === undefined) throw new Error(name);
  return found;
}
const want = async (by: string, change: Change) =>
  changeCircle(app.context, circle, await person(by), [change], 'It is time.');
const waiting = () => proposalTable.open(store(), circle.id);

beforeAll(async () => {
  app = await startApp({ backend: 'redis+postgres' });
  circle = await importCircle(app, circleFile('Library friends'));
  other = await importCircle(app, circleFile('Garden friends'));
});
afterAll(() => app?.stop());

test('the last steward of a voice is not moved, taken out or deleted by two keys', async () => {
  const { id: memberId } = await person('Bo');
  for (const change of [
    { kind: 'voice', memberId, voice: 'staff' },
    { kind: 'member-left', memberId },
    { kind: 'erase-member', memberId },
    { kind: 'steward', memberId, steward: false },
  ] as const) {
    expect(await want('Ada', change), change.kind).toMatchObject({ code: 'last-steward-of-voice' });
  }
  expect(await waiting()).toEqual([]);
});

test('what belongs to another circle, or is nowhere, is not found', async () => {
  const { id: memberId } = await person('Di', other);
  const [pulseId, roundId] = ['elsewhere', 'elsewhere'];
  for (const change of [
    { kind: 'erase-member', memberId },
    { kind: 'member-left', memberId },
    { kind: 'steward', memberId, steward: true },
    { kind: 'manager', memberId, manager: true },
    { kind: 'stand-in', memberId, lastDay: '2026-12-01' },
    { kind: 'stand-in-ended', memberId },
    { kind: 'comments', pulseId, comments: true },
    { kind: 'level', pulseId, level: 'together' },
    { kind: 'cancel-round', roundId, title: 'Any' },
  ] as const) {
    expect(await want('Ada', change), change.kind).toMatchObject({ code: 'not-found' });
  }
  const candidate = { name: 'Eve', voice: 'elsewhere', identities: [], email: null };
  expect(await addMember(app.context, circle, await person('Ada'), candidate)).toMatchObject({
    code: 'no-such-voice',
  });
});

test('whoever asks first in the wrong voice keeps nobody from asking for the right one', async () => {
  const mine = await importCircle(app, circleFile('Reading friends'));
  const { context } = app;
  const identities: readonly Identity[] = [{ platform: 'slack', externalId: 'T1/U1EVE' }];
  const add = async (by: string, voice: string) =>
    addMember(context, mine, await person(by, mine), { name: 'Eve Kerr', voice, identities, email: null });
  expect((await add('Ada', 'staff')).ok).toBe(true);
  expect(await add('Bo', 'staff')).toMatchObject({ code: 'already-asked' });
  expect((await add('Bo', 'reps')).ok).toBe(true);
  const asked = await proposalTable.open(store(), mine.id);
  const [wrong, right] = ['staff', 'reps'].map((voice) =>
    asked.find(({ change }) => change.kind === 'member-added' && change.voice === voice),
  );
  expect(asked).toHaveLength(2);
  expect((await approveProposal(context, mine, await person('Ada', mine), right?.id ?? '')).ok).toBe(true);
  expect(await person('Eve', mine)).toMatchObject({ voice: 'reps' });
  // The ask in the wrong voice has come to its end with it, though whoever said yes is who had asked.
  expect(await proposalTable.open(store(), mine.id)).toEqual([]);
  const page = (await (await testUser(app, await person('Ada', mine))).open(`/approval/${wrong?.id}`)).text;
  expect(page).toContain('They were let in by another ask.');
  expect(page).not.toContain('taken back');
  const decidedBefore = { code: 'decided-before' };
  for (const decided of [
    await approveProposal(context, mine, await person('Bo', mine), wrong?.id ?? ''),
    await withdrawProposal(context, mine, await person('Ada', mine), wrong?.id ?? ''),
  ])
    expect(decided).toMatchObject(decidedBefore);
});

test('one thing waits once, and is decided and taken back in its own circle', async () => {
  const { id: memberId } = await person('Cy');
  const leave = { kind: 'member-left', memberId } as const;
  expect((await want('Ada', leave)).ok).toBe(true);
  expect(await want('Bo', leave)).toMatchObject({ code: 'already-asked' });
  const [proposal] = await waiting();
  const elsewhere = { code: 'no-such-proposal' };
  const { context } = app;
  const id = proposal?.id ?? '';
  expect(await approveProposal(context, other, await person('Bo', other), id)).toMatchObject(elsewhere);
  expect(await withdrawProposal(context, other, await person('Ada'), id)).toMatchObject(elsewhere);
  // Who has gone since decides nothing, whatever their page still shows.
  const bo = await person('Bo');
  await memberTable.saveStanding(store(), bo.id, { ...bo, leftAt: app.clock.now() });
  expect(await approveProposal(context, circle, bo, id)).toMatchObject({ code: 'not-a-steward' });
  await memberTable.saveStanding(store(), bo.id, bo);
  // What it is about has changed since.
  const cy = await person('Cy');
  await memberTable.saveStanding(store(), cy.id, { ...cy, leftAt: app.clock.now() });
  expect(await approveProposal(context, circle, bo, id)).toMatchObject({ code: 'not-found' });
  await memberTable.saveStanding(store(), cy.id, cy);
  expect((await withdrawProposal(context, circle, await person('Ada'), id)).ok).toBe(true);
  expect(await waiting()).toEqual([]);
  const ada = await testUser(app, await person('Ada'));
  expect((await ada.open(`/approval/${id}`)).text).toContain('taken back');
});

test('whoever is asked for again is kept for as long as that waits, for the voice that is asked then', async () => {
  const slack: Identity = { platform: 'slack', externalId: 'T01TEST/U77NEW' };
  const ask = async (voice: string) =>
    addMember(app.context, circle, await person('Ada'), {
      name: 'Una',
      voice,
      identities: [slack],
      email: null,
    });
  const first = await ask('staff');
  app.clock.moveTo(app.clock.now() + 14 * DAY);
  const second = await ask('reps');
  if (!first.ok || !second.ok) throw new Error('not asked');
  expect(second.value.member).toMatchObject({ id: first.value.member.id, voice: 'reps', confirmedAt: null });
  await app.passTo(app.clock.now() + 3 * DAY);
  const [proposal] = (await waiting()).slice(-1);
  expect((await approveProposal(app.context, circle, await person('Bo'), proposal?.id ?? '')).ok).toBe(true);
  expect(await person('Una')).toMatchObject({ voice: 'reps', steward: false, leftAt: null });
  // Out and asked for again, with another voice: until the second key they are who they were.
  const una = await person('Una');
  await memberTable.saveStanding(store(), una.id, { ...una, leftAt: app.clock.now() });
  expect((await ask('staff')).ok).toBe(true);
  expect(await memberTable.find(store(), una.id)).toMatchObject({
    voice: 'reps',
    leftAt: expect.any(Number),
  });
});

test('whoever is moved hears of it when it is asked and when it is made; the asker, and who takes it back, are on record', async () => {
  const { id: memberId } = await person('Cy');
  const wanted = await want('Ada', { kind: 'voice', memberId, voice: 'reps' });
  const proposal = wanted.ok ? wanted.value.asked[0] : undefined;
  const letters = async (kind: string) =>
    (await app.records.table('deliveries')).filter(
      (each) => each.kind === kind && each.subject === proposal?.id,
    );
  expect(await letters('membership-told')).toMatchObject([{ member_id: memberId }]);
  expect((await approveProposal(app.context, circle, await person('Bo'), proposal?.id ?? '')).ok).toBe(true);
  expect(await letters('membership-told')).toMatchObject([{ member_id: memberId }, { member_id: memberId }]);
  const { id: ada } = await person('Ada');
  expect(await letters('approval-decided')).toMatchObject([{ member_id: ada }]);
  // Membership is not measuring: not everybody gets a letter for it.
  expect(await letters('measuring-changed')).toEqual([]);
  const acts = (await actTable.list(store(), circle.id, 20)).map(({ what }) => what);
  expect(acts.slice(0, 2)).toEqual(['approved', 'asked']);
  expect(acts.filter((what) => what === 'withdrawn')).toHaveLength(1);
});

test('a voice chooses in its own circle', async () => {
  const bo = await person('Bo', other);
  expect((await changeCircle(app.context, other, bo, [{ kind: 'member-left', memberId: bo.id }])).ok).toBe(
    true,
  );
  const di = await person('Di', other);
  const proposed = await proposeSteward(app.context, other, di, di.id);
  if (!proposed.ok) throw new Error(proposed.code);
  for (const does of [confirmSteward, stopSteward]) {
    expect(await does(app.context, circle, await person('Di'), proposed.value.id)).toMatchObject({
      code: 'not-found',
    });
  }
  expect(await proposeSteward(app.context, circle, di, di.id)).toMatchObject({ code: 'not-found' });
  expect((await stopSteward(app.context, other, di, proposed.value.id)).ok).toBe(true);
  expect(app.log.filter(({ level }) => level === 'error')).toEqual([]);
});
