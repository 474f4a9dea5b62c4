import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Identity, isCandidate, type Member } from '../../../src/core/circle.ts';
import { DAY } from '../../../src/core/instant.ts';
import type { FormInputs } from '../../../src/core/messages/form-inputs.ts';
import { firstPreferences } from '../../../src/core/preferences.ts';
import { memberTable } from '../../../src/core/tables/members.ts';
import { personTable } from '../../../src/core/tables/people.ts';
import { FORMER_MEMBER } from '../../../src/core/tables/schema/members.ts';
import { PROPOSAL_LASTS } from '../../../src/features/governance/rules/proposal.ts';
import { actTable, proposalTable } from '../../../src/features/governance/tables/proposals.ts';
import { changeCircle } from '../../../src/features/governance/use-cases/changes.ts';
import { approveProposal } from '../../../src/features/governance/use-cases/decisions.ts';
import { sweepCandidates } from '../../../src/features/membership/sweep.ts';
import { enterMember, entrantOf } from '../../../src/features/membership/use-cases/new-member.ts';
import {
  checkNewcomer,
  nameOf,
  readNewcomerForm,
} from '../../../src/features/membership/use-cases/newcomer.ts';
import {
  askAbout,
  lookAt,
  platformsAsked,
  workspacesOf,
} from '../../../src/features/membership/use-cases/people.ts';
import { addMember, readMemberForm } from '../../../src/features/membership/use-cases/settings.ts';
import { contextAt, withLinks, withSlack } from '../../support/contexts.ts';
import { chairedMeeting, meetingNow, toldBy } from '../../support/meetings-of.ts';
import { type Group, startCore, type TestCore } from '../../support/test-core.ts';

let core: TestCore;
let ours: Group;
let others: Group;
let accounts = 0;

beforeAll(async () => {
  core = await startCore();
  others = await core.group({ staff: 2, reps: 2 });
});
afterAll(() => core?.stop());
beforeEach(async () => {
  ours = await core.group({ staff: 3, reps: 3 });
});

const slack = (workspace = 'T01'): Identity => {
  accounts += 1;
  return { platform: 'slack', externalId: `${workspace}/UX${accounts}` };
};
const add = (identities: readonly Identity[] = [], by = ours.who('Staff1'), voice = 'reps') =>
  addMember(withLinks(core.context), ours.circle, by, { name: 'Newcomer', voice, identities, email: null });
const added = async (...how: Parameters<typeof add>) => {
  const outcome = await add(...how);
  if (!outcome.ok) throw new Error(outcome.code);
  return outcome.value;
};
const proposals = () => proposalTable.open(core.context.store, ours.circle.id);
const approve = async (by = ours.who('Rep1')) => {
  const [proposal] = await proposals();
  return approveProposal(core.context, ours.circle, by, proposal?.id ?? '');
};
const present = async () =>
  (await memberTable.list(core.context.store, ours.circle.id)).map(({ name }) => name);

test('who is brought in waits for a second key: kept, told nothing, and asked of the other voice', async () => {
  core.enqueued();
  const { member, wayIn } = await added([slack()]);
  expect(isCandidate(member)).toBe(true);
  expect(wayIn).toBeNull();
  expect(await present()).not.toContain('Newcomer');
  expect(await proposals()).toMatchObject([{ change: { kind: 'member-added', memberId: member.id } }]);
  expect(await toldBy(core, ours, 'approval-wanted')).toEqual(['Rep1']);
  expect(await toldBy(core, ours, 'welcome')).not.toContain('Newcomer');
  expect(core.enqueued().some(({ name }) => name === 'deliver')).toBe(true);
  expect(await approve()).toMatchObject({ ok: true });
  expect(await present()).toContain('Newcomer');
  expect(await toldBy(core, ours, 'welcome')).toContain('Newcomer');
});

test('who is on no platform is handed a way in, on record', async () => {
  const { member, wayIn } = await added();
  expect(wayIn).not.toBeNull();
  const acts = await actTable.list(core.context.store, ours.circle.id, 5);
  expect(acts.map(({ change }) => change)).toContainEqual({ kind: 'first-way-in', memberId: member.id });
});

test('who may not add anybody, and who cannot be added', async () => {
  expect(await add([slack()], ours.who('Rep2'))).toMatchObject({ code: 'not-a-steward' });
  expect(await add([slack()], others.who('Rep1'))).toMatchObject({ code: 'not-a-steward' });
  expect(await add([slack()], ours.who('Rep1'), 'carers')).toMatchObject({ code: 'no-such-voice' });
  const account = slack();
  await personTable.addAccount(core.context.store, ours.who('Rep2').personId, account, null);
  expect(await add([account])).toMatchObject({ code: 'already-in-circle' });
  expect(await proposals()).toEqual([]);
  const waiting = slack();
  await added([waiting]);
  expect(await add([waiting])).toMatchObject({ code: 'already-asked' });
  expect(await proposals()).toHaveLength(1);
});

test('who was proposed in one voice may be proposed in another, as the same candidate', async () => {
  const account = slack();
  const { member } = await added([account]);
  const again = await added([account], ours.who('Staff1'), 'staff');
  expect(again.member).toMatchObject({ id: member.id, voice: 'staff', confirmedAt: null });
  expect(await proposals()).toHaveLength(2);
});

test('who is known in another circle of the organisation is that person, with their wishes', async () => {
  const { store } = core.context;
  const organisation = `Trust of ${ours.circle.id}`;
  const [one, two] = [
    await core.group({ staff: 2, reps: 2, organisation }),
    await core.group({ staff: 2, reps: 2, organisation }),
  ];
  const known = one.who('Rep2');
  const account = slack();
  await personTable.addAccount(store, known.personId, account, null);
  await memberTable.savePreferences(store, known.id, { ...known.preferences, easyRead: true }, 'yes');
  const newcomer = { name: 'Two', voice: 'reps', identities: [account], email: null };
  const brought = await addMember(core.context, two.circle, two.who('Staff1'), newcomer);
  expect(brought).toMatchObject({
    value: { member: { personId: known.personId, preferences: { easyRead: true } } },
  });
});

async function left(name: string) {
  const member = ours.who(name);
  await memberTable.saveStanding(core.context.store, member.id, { ...member, leftAt: core.clock.now() });
  return member;
}

test('who was here before comes back as who they were, without tasks and with a new voice noted', async () => {
  const account = slack();
  await personTable.addAccount(core.context.store, ours.who('Staff2').personId, account, null);
  const former = await left('Staff2');
  const { member } = await added([account]);
  expect(member.id).toBe(former.id);
  await approve();
  expect(await ours.now('Staff2')).toMatchObject({
    voice: 'reps',
    manager: false,
    leftAt: null,
    joinedAt: former.joinedAt,
    voiceSince: core.clock.now(),
  });
});

const entering = (identities: readonly Identity[], more: Partial<Member> = {}): Member => ({
  ...ours.who('Rep3'),
  id: core.context.newId(),
  personId: core.context.newId(),
  name: 'Entrant',
  preferences: firstPreferences('en-GB'),
  identities,
  ...more,
});
const inTx = <T>(work: Parameters<typeof core.context.store.transact<T>>[0]) =>
  core.context.store.transact(work);

test('who is entered is new, or the person behind one of their accounts; and nobody twice', async () => {
  const { store } = core.context;
  const account = slack();
  const fresh = entering([account], { steward: true });
  expect(await inTx((tx) => enterMember(tx, ours.circle, fresh))).toMatchObject({
    id: fresh.id,
    identities: [account],
  });
  const again = entering([slack(), account]);
  expect(await inTx((tx) => entrantOf(tx, ours.circle, again))).toBeNull();
  expect(await inTx((tx) => enterMember(tx, ours.circle, again))).toBeNull();
  expect(await inTx((tx) => entrantOf(tx, others.circle, again))).toMatchObject({ former: null });
  await memberTable.saveStanding(store, fresh.id, { ...fresh, leftAt: core.clock.now() });
  const back = await inTx((tx) => enterMember(tx, ours.circle, entering([account], { voice: 'staff' })));
  expect(back).toMatchObject({ id: fresh.id, voice: 'staff', steward: false, leftAt: null });
  expect(back?.name).toBe('Entrant');
});

test('of several who they were, the last to leave comes back', async () => {
  const { store } = core.context;
  const account = slack();
  const first = entering([account], { leftAt: core.clock.now() });
  await memberTable.insert(store, first);
  const last = entering([], { personId: first.personId, leftAt: core.clock.now() + 1 });
  await memberTable.insert(store, last);
  const found = await inTx((tx) => entrantOf(tx, ours.circle, entering([account])));
  expect(found?.former?.id).toBe(last.id);
});

test('who was never let in is forgotten a day after the last key could have been turned', async () => {
  const account = slack();
  const { member } = await added([account]);
  const kept = PROPOSAL_LASTS + 1 * DAY;
  const name = async () => (await memberTable.find(core.context.store, member.id))?.name;
  await sweepCandidates(contextAt(core.context, core.clock.now() + kept - 1));
  expect(await name()).toBe('Newcomer');
  await sweepCandidates(contextAt(core.context, core.clock.now() + kept));
  expect(await name()).toBe(FORMER_MEMBER);
  expect(await personTable.ownerOf(core.context.store, ours.circle.organisationId, account)).toBeNull();
  expect(await present()).toHaveLength(6);
});

test.each(['member-left', 'erase-member'] as const)(
  'by %s somebody goes, and their turn to others',
  async (kind) => {
    const { chair, meeting } = await chairedMeeting(core, ours);
    const gone = chair.steward ? null : chair;
    const memberId = gone?.id ?? ours.who(chair.voice === 'staff' ? 'Staff3' : 'Rep3').id;
    const change = { kind, memberId } as const;
    const by = ours.who('Staff1');
    expect(await changeCircle(core.context, ours.circle, by, [change], 'why')).toMatchObject({ ok: true });
    expect(await approve()).toMatchObject({ ok: true });
    const after = await memberTable.find(core.context.store, memberId);
    expect(after?.leftAt).not.toBeNull();
    expect(after?.name === FORMER_MEMBER).toBe(kind === 'erase-member');
    expect((await meetingNow(core, meeting)).chairId).toBe(gone === null ? chair.id : null);
  },
);

test('a member of another circle is not erased by ours, nor let in to it', async () => {
  const { id } = others.who('Rep2');
  for (const change of [
    { kind: 'erase-member', memberId: id },
    { kind: 'member-left', memberId: id },
  ] as const)
    expect(await changeCircle(core.context, ours.circle, ours.who('Rep1'), [change], 'why')).toMatchObject({
      code: 'not-found',
    });
  expect(await others.now('Rep2')).toMatchObject({ leftAt: null });
});

test('a form changes of a member what differs, and names no voice that is not there', async () => {
  const manager = ours.who('Staff2');
  const read = (inputs: FormInputs, member = manager) => readMemberForm(inputs, member, ours.circle.voices);
  const memberId = manager.id;
  expect(read({})).toEqual({ ok: true, value: [] });
  expect(read({ voice: ['staff'], steward: ['no'], manager: ['yes'] })).toEqual({ ok: true, value: [] });
  expect(read({ voice: ['reps'], steward: ['yes'], manager: ['no'] })).toEqual({
    ok: true,
    value: [
      { kind: 'voice', memberId, voice: 'reps' },
      { kind: 'steward', memberId, steward: true },
      { kind: 'manager', memberId, manager: false },
    ],
  });
  expect(read({ voice: ['carers'] })).toMatchObject({ code: 'no-such-voice', details: { input: 'voice' } });
  const standIn = { ...manager, steward: true, stewardUntil: core.clock.now() + DAY };
  expect(read({ steward: ['yes'] }, standIn)).toMatchObject({ value: [{ kind: 'steward', steward: true }] });
});

test.each([
  [
    { name: ['Ann'], voice: ['reps'] },
    { name: 'Ann', voice: 'reps', identities: [], sure: [] },
  ],
  [
    { slack: ['T01/U01'], voice: ['staff'], sure: ['T01/U01'] },
    { name: null, identities: [{ platform: 'slack', externalId: 'T01/U01' }] },
  ],
])('a form says who is to join: %o', (inputs, wanted) => {
  expect(readNewcomerForm(inputs, ours.circle.voices)).toMatchObject({ ok: true, value: wanted });
});

const AAD = '8f2c9a4e-0b7d-4c1e-9a51-6d3f0e7b2c18';
test.each([
  [{ voice: ['reps'] }, 'no-name', 'name'],
  [{ name: ['Ann'], voice: ['carers'] }, 'no-such-voice', 'voice'],
  [{ name: ['Ann'] }, 'no-such-voice', 'voice'],
  [{ slack: ['Ann'], voice: ['reps'] }, 'not-a-slack-person', 'slack'],
  [{ slack: ['T01/U01', 'T01/U02'], voice: ['reps'] }, 'not-a-slack-person', 'slack'],
  [{ teams: ['Ann!'], voice: ['reps'] }, 'not-a-teams-person', 'teams'],
  [{ slack: ['T01/U01'], teams: [AAD], voice: ['reps'] }, 'one-account', 'teams'],
])('a form that says who is to join with a fault: %o', (inputs, code, input) => {
  expect(readNewcomerForm(inputs, ours.circle.voices)).toMatchObject({ code, details: { input } });
});

const id = (externalId: string): Identity => ({ platform: 'slack', externalId });

test('a platform says who somebody is, or nothing, and a fault of its is logged and goes no further', async () => {
  const context = withSlack(core.context, { 'T01/U01': {}, 'T01/U03': new Error('away') });
  const teams: Identity = { platform: 'teams', externalId: AAD };
  const told = await askAbout(context, [id('T01/U01'), id('T01/U02'), id('T01/U03'), teams]);
  expect(told.map((each) => each.is)).toEqual(['known', 'nobody', 'no-answer', 'not-set-up']);
  expect(core.log.at(-1)).toMatchObject({ event: 'person.not-told', fields: { platform: 'slack' } });
  expect(await askAbout(context, [])).toEqual([]);
});

test('who is elsewhere is no such person, a guest is unsure until somebody said yes, and silence is told', async () => {
  const context = withSlack(core.context, {
    'T01/U01': {},
    'T01/U02': { kind: 'guest' },
    'T01/U03': { workspace: 'T09' },
    'T01/U04': new Error('away'),
    'T09/U01': new Error('nobody asks there'),
  });
  const look = (ids: readonly string[], sure: readonly string[] = [], workspaces = ['T01']) =>
    lookAt(context, ids.map(id), { workspaces: new Set(workspaces), sure });
  const looked = await look(['T01/U01', 'T01/U02']);
  expect(looked).toMatchObject({ value: { unsure: [{ kind: 'guest' }] } });
  expect(looked.ok && [...looked.value.known.keys()]).toEqual(['T01/U01', 'T01/U02']);
  expect(await look(['T01/U02'], ['T01/U02'])).toMatchObject({ value: { unsure: [] } });
  for (const gone of ['T09/U01', 'T01/U03', 'T01/U05'])
    expect(await look([gone])).toMatchObject({ code: 'no-such-person', details: { id: gone } });
  expect(await look(['T01/U03'], [], [])).toMatchObject({ ok: true });
  expect(await look(['T01/U04'])).toMatchObject({ code: 'not-told' });
  const teams = await lookAt(context, [{ platform: 'teams', externalId: AAD }], {
    workspaces: new Set(['T01']),
    sure: [],
  });
  expect(teams.ok && teams.value.known.size).toBe(0);
});

test('workspaces and platforms are those that are there to ask', () => {
  const identities: Identity[] = [id('T01/U01'), id('T02/C01'), { platform: 'teams', externalId: 'T03/x' }];
  expect([...workspacesOf(identities, 'slack')]).toEqual(['T01', 'T02']);
  expect(platformsAsked(core.context, 'web')).toEqual(['slack', 'teams']);
  expect(platformsAsked(core.context, 'teams')).toEqual(['teams']);
  expect(platformsAsked(withSlack(core.context, {}), 'teams')).toEqual(['slack', 'teams']);
});

test('a newcomer is called what their directory calls them; a namesake and a guest are pointed out', async () => {
  const context = withSlack(core.context, {
    'T01/U01': { name: 'REP2' },
    'T01/U02': { kind: 'guest', name: '' },
  });
  const check = (ids: readonly string[], name: string | null) =>
    checkNewcomer(context, ours.circle, {
      name,
      voice: 'reps',
      identities: ids.map(id),
      email: null,
      sure: [],
    });
  expect(await check(['T01/U01'], 'Somebody')).toMatchObject({
    value: { newcomer: { name: 'REP2' }, namesake: true, unsure: [] },
  });
  expect(await check(['T01/U02'], 'Bea')).toMatchObject({
    value: { newcomer: { name: 'Bea' }, namesake: false, unsure: [{ kind: 'guest' }] },
  });
  expect(await check(['T01/U02'], null)).toMatchObject({ code: 'no-name', details: { input: 'name' } });
  expect(await check(['T01/U09'], null)).toMatchObject({
    code: 'no-such-person',
    details: { input: 'slack' },
  });
  await personTable.addAccount(core.context.store, ours.who('Rep2').personId, id('T01/U77'), null);
  expect(await check(['T02/U01'], null)).toMatchObject({
    code: 'no-such-person',
    details: { input: 'slack' },
  });
});

test.each([
  ['Ann', 'Ann'],
  ['Ann\nLee ', 'Ann Lee'],
  ['x'.repeat(120), 'x'.repeat(100)],
  ['', null],
  ['\u200b', null],
])('a directory’s name %j is %j by our rules', (name, ours) => {
  expect(nameOf({ name })).toBe(ours);
});
