import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { WEEKDAYS } from '../../../src/core/calendar/weekday.ts';
import type { Member } from '../../../src/core/circle.ts';
import { DAY, HOUR } from '../../../src/core/instant.ts';
import { memberTable, type Standing } from '../../../src/core/tables/members.ts';
import type { Change } from '../../../src/features/governance/rules/change.ts';
import { PROPOSAL_LASTS } from '../../../src/features/governance/rules/proposal.ts';
import { actTable, proposalTable } from '../../../src/features/governance/tables/proposals.ts';
import { changeCircle } from '../../../src/features/governance/use-cases/changes.ts';
import { approveProposal, withdrawProposal } from '../../../src/features/governance/use-cases/decisions.ts';
import { approvalView, waitingApprovals } from '../../../src/features/governance/use-cases/views.ts';
import { openScheduledRound } from '../../../src/features/pulses/use-cases/open-round.ts';
import { pulseTable } from '../../../src/features/release/tables/pulses.ts';
import { make, told } from '../../support/standing.ts';
import { type Group, startCore, type TestCore } from '../../support/test-core.ts';

let core: TestCore;
let ours: Group;
let others: Group;

beforeAll(async () => {
  core = await startCore();
  others = await core.group({ staff: 2, reps: 2 });
});
afterAll(() => core?.stop());
beforeEach(async () => {
  ours = await core.group({ staff: 3, reps: 3 });
});

const steward = (member: Pick<Member, 'id'>, is = true): Change => ({
  kind: 'steward',
  memberId: member.id,
  steward: is,
});
const manager = (member: Pick<Member, 'id'>): Change => ({
  kind: 'manager',
  memberId: member.id,
  manager: true,
});
const left = (member: Pick<Member, 'id'>): Change => ({ kind: 'member-left', memberId: member.id });
const outside: Change = { kind: 'outside', text: 'Ask the town hall.' };

const wants = (by: Member, changes: readonly Change[], reason: string | null = 'Because.', group = ours) =>
  changeCircle(core.context, group.circle, by, changes, reason);

async function asked(change: Change, by = 'Staff1', group = ours): Promise<string> {
  const wanted = await wants(group.who(by), [change], 'Because.', group);
  const id = wanted.ok ? wanted.value.asked[0]?.id : undefined;
  if (id === undefined) throw new Error(wanted.ok ? 'made at once' : wanted.code);
  return id;
}

const approve = (by: Member, id: string, group = ours) => approveProposal(core.context, group.circle, by, id);
const withdraw = (by: Member, id: string, group = ours) =>
  withdrawProposal(core.context, group.circle, by, id);
const find = (id: string) => proposalTable.find(core.context.store, id);
const acts = (group = ours) => actTable.list(core.context.store, group.circle.id, 99);

describe('a change that one steward may make', () => {
  test('is made at once, on record, and told to the other stewards', async () => {
    core.enqueued();
    const change = manager(ours.who('Rep2'));
    expect(await wants(ours.who('Staff1'), [change], null)).toEqual({
      ok: true,
      value: { made: [change], asked: [] },
    });
    expect(await ours.now('Rep2')).toMatchObject({ manager: true });
    expect((await acts())[0]).toMatchObject({ what: 'changed', memberId: ours.who('Staff1').id, change });
    expect(await told(core, ours, 'settings-changed')).toEqual(['Rep1']);
    expect(core.enqueued()).toMatchObject([{ name: 'deliver' }]);
  });

  test('is made although another of the same call waits for a second key', async () => {
    const wanted = await wants(ours.who('Staff1'), [manager(ours.who('Rep2')), steward(ours.who('Rep2'))]);
    expect(wanted).toMatchObject({ value: { made: [{ kind: 'manager' }], asked: [{ state: 'open' }] } });
    expect(await ours.now('Rep2')).toMatchObject({ manager: true, steward: false });
  });

  test('is not made where another of the same call is refused', async () => {
    const before = await acts();
    const wanted = await wants(ours.who('Staff1'), [manager(ours.who('Rep2')), steward(others.who('Rep2'))]);
    expect(wanted).toMatchObject({ code: 'not-found', details: { change: 'steward' } });
    expect(await ours.now('Rep2')).toMatchObject({ manager: false });
    expect(await acts()).toEqual(before);
  });

  test('moves nothing that is due: a pulse that is open longer comes at its time', async () => {
    const [pulse] = await pulseTable.list(core.context.store, ours.circle.id);
    if (pulse === undefined) throw new Error('no pulse');
    const plan = { ...pulse, openFor: pulse.openFor + HOUR, reminders: [HOUR] };
    expect(await wants(ours.who('Rep1'), [{ kind: 'pulse', pulseId: pulse.id, plan }], null)).toMatchObject({
      value: { made: [{}] },
    });
    expect(await pulseTable.find(core.context.store, pulse.id)).toMatchObject({
      openFor: plan.openFor,
      nextOpensAt: pulse.nextOpensAt,
    });
  });
});

describe('a change that needs two keys', () => {
  test('waits, on record with its reason, and asks who could turn the second; it is asked for once', async () => {
    const id = await asked(steward(ours.who('Staff2')));
    expect(await ours.now('Staff2')).toMatchObject({ steward: false });
    expect(await told(core, ours, 'approval-wanted')).toEqual(['Rep1']);
    expect((await acts())[0]).toMatchObject({ id, what: 'asked', reason: 'Because.' });
    const letter = (await core.letters(ours.circle)).find(({ kind }) => kind === 'approval-wanted');
    expect(letter?.expiresAt).toBe(core.clock.now() + PROPOSAL_LASTS);
    expect(await wants(ours.who('Rep1'), [steward(ours.who('Staff2'))])).toMatchObject({
      code: 'already-asked',
    });
    expect(await wants(ours.who('Rep1'), [steward(ours.who('Staff3'))])).toMatchObject({ ok: true });
  });

  test('is asked for in one letter, however many they are', async () => {
    await wants(ours.who('Staff1'), [steward(ours.who('Staff2')), steward(ours.who('Staff3'))]);
    expect(await told(core, ours, 'approval-wanted')).toEqual(['Rep1']);
  });

  test('may be asked for although the same waits in another circle, or waited here until it ran out', async () => {
    await asked(outside, 'Staff1', others);
    const id = await asked(outside);
    core.clock.moveTo(core.clock.now() + PROPOSAL_LASTS);
    expect(await asked(outside)).not.toBe(id);
  });

  test('needs a reason where somebody is taken out, but not to leave', async () => {
    expect(await wants(ours.who('Staff1'), [left(ours.who('Rep2'))], null)).toMatchObject({
      code: 'no-reason',
      details: { change: 'member-left' },
    });
    expect(await wants(ours.who('Rep2'), [left(ours.who('Rep2'))], null)).toMatchObject({
      value: { made: [{}] },
    });
    expect(await ours.now('Rep2')).toMatchObject({ leftAt: core.clock.now() });
  });

  test('is made by the second key, once, and told to who asked and to the stewards', async () => {
    const id = await asked(steward(ours.who('Staff2')));
    core.enqueued();
    const approved = await approve(ours.who('Rep1'), id);
    expect(approved).toMatchObject({ value: { proposal: { state: 'approved' }, handedOver: null } });
    expect(await ours.now('Staff2')).toMatchObject({ steward: true });
    expect(await find(id)).toMatchObject({
      state: 'approved',
      decided: { memberId: ours.who('Rep1').id, voice: 'reps' },
    });
    expect((await acts())[0]).toMatchObject({ what: 'approved', memberId: ours.who('Rep1').id });
    expect(await told(core, ours, 'approval-decided')).toEqual(['Staff1', 'Staff2']);
    expect(await told(core, ours, 'measuring-changed')).toEqual([]);
    expect(core.enqueued()).toHaveLength(2);
    const before = await acts();
    expect(await approve(ours.who('Rep1'), id)).toMatchObject({ code: 'decided-before' });
    expect(await acts()).toEqual(before);
  });

  test('is told to whom it is about: that it is asked for, and that it was made', async () => {
    const id = await asked(left(ours.who('Rep2')));
    expect(await told(core, ours, 'membership-told')).toEqual(['Rep2']);
    await approve(ours.who('Rep1'), id);
    expect(await told(core, ours, 'membership-told')).toEqual(['Rep2', 'Rep2']);
    expect(await ours.now('Rep2')).toMatchObject({ leftAt: core.clock.now() });
    await asked(steward(ours.who('Rep3')));
    await make(core, ours, 'Staff2', { steward: true });
    await asked({ kind: 'voice', memberId: ours.who('Staff1').id, voice: 'reps' });
    expect(await told(core, ours, 'membership-told')).toHaveLength(2);
  });

  test('is told to everybody where it weakens the measuring', async () => {
    const [pulse] = await pulseTable.list(core.context.store, ours.circle.id);
    if (pulse === undefined) throw new Error('no pulse');
    const plan = { ...pulse, openFor: pulse.openFor - HOUR };
    const shorter: Change = { kind: 'pulse', pulseId: pulse.id, plan };
    expect(await wants(ours.who('Staff1'), [shorter], null)).toMatchObject({ code: 'no-reason' });
    await approve(ours.who('Rep1'), await asked(shorter));
    expect(await told(core, ours, 'measuring-changed')).toHaveLength(6);
    expect(await pulseTable.find(core.context.store, pulse.id)).toMatchObject({ openFor: plan.openFor });
  });

  test('takes a second key where the seven-day rule makes an earlier weekday come later', async () => {
    const [pulse] = await pulseTable.list(core.context.store, ours.circle.id);
    if (pulse?.schedule.kind !== 'weekly' || pulse.nextOpensAt === null) throw new Error('no weekly pulse');
    core.clock.moveTo(pulse.nextOpensAt);
    await openScheduledRound(core.context, pulse.id);
    core.clock.moveTo(pulse.nextOpensAt + DAY);
    const weekday = WEEKDAYS[(WEEKDAYS.indexOf(pulse.schedule.weekday) + 6) % 7] ?? 'monday';
    const plan = { ...pulse, schedule: { ...pulse.schedule, weekday } };
    const change: Change = { kind: 'pulse', pulseId: pulse.id, plan };
    expect(await wants(ours.who('Staff1'), [change], null)).toMatchObject({ code: 'no-reason' });
  });

  test('to let somebody in ends the ask for them in another voice, and no other', async () => {
    await make(core, ours, 'Rep2', { leftAt: core.clock.now(), confirmedAt: null });
    const add = (voice: string): Change => ({
      kind: 'member-added',
      memberId: ours.who('Rep2').id,
      voice,
    });
    const staff = await asked(add('staff'));
    const reps = await asked(add('reps'), 'Rep1');
    const other = await asked(outside);
    await approve(ours.who('Staff1'), reps);
    expect(await ours.now('Rep2')).toMatchObject({ leftAt: null, voice: 'reps' });
    expect(await find(staff)).toMatchObject({
      state: 'withdrawn',
      decided: { memberId: ours.who('Rep1').id },
    });
    expect(await find(other)).toMatchObject({ state: 'open' });
  });

  test('is taken back by who asked, once; nobody can approve it then', async () => {
    const id = await asked(steward(ours.who('Staff2')));
    expect(await withdraw(ours.who('Rep1'), id)).toMatchObject({ code: 'not-your-proposal' });
    expect(await withdraw(ours.who('Staff1'), id)).toMatchObject({ value: { state: 'withdrawn' } });
    expect(await find(id)).toMatchObject({ state: 'withdrawn' });
    expect((await acts())[0]).toMatchObject({ what: 'withdrawn', memberId: ours.who('Staff1').id });
    expect(await withdraw(ours.who('Staff1'), id)).toMatchObject({ code: 'decided-before' });
    expect(await approve(ours.who('Rep1'), id)).toMatchObject({ code: 'decided-before' });
  });

  test('ends by itself after 14 days', async () => {
    const id = await asked(steward(ours.who('Staff2')));
    core.clock.moveTo(core.clock.now() + PROPOSAL_LASTS);
    expect(await approve(ours.who('Rep1'), id)).toMatchObject({ code: 'run-out' });
    expect(await withdraw(ours.who('Staff1'), id)).toMatchObject({ code: 'run-out' });
    expect(await waitingApprovals(core.context, ours.circle, ours.who('Rep1'))).toEqual([]);
  });

  test('of another circle is none', async () => {
    const id = await asked(steward(ours.who('Staff2')));
    for (const does of [approve, withdraw]) {
      for (const [by, which] of [
        [others.who('Rep1'), id],
        [others.who('Staff1'), id],
        [others.who('Rep1'), 'unknown'],
      ] as const) {
        expect(await does(by, which, others)).toMatchObject({ code: 'no-such-proposal' });
      }
    }
    expect(await approve(others.who('Rep1'), id)).toMatchObject({ code: 'not-a-steward' });
    expect(await withdraw(ours.who('Staff1'), id, others)).toMatchObject({ code: 'no-such-proposal' });
    expect(await find(id)).toMatchObject({ state: 'open' });
  });
});

type Who = (ours: Group, others: Group) => Member;
const staff1: Who = (group) => group.who('Staff1');

const refused: readonly [string, Who, (ours: Group, others: Group) => Change][] = [
  ['not-a-steward', (group) => group.who('Staff2'), (group) => manager(group.who('Rep2'))],
  ['not-a-steward', (_, group) => group.who('Staff1'), (group) => manager(group.who('Rep2'))],
  [
    'not-a-steward',
    staff1,
    (group) => ({ kind: 'steward-chosen', memberId: group.who('Rep2').id, voice: 'reps' }),
  ],
  ['not-found', staff1, (_, group) => manager(group.who('Rep2'))],
  ['not-found', staff1, (_, group) => steward(group.who('Rep2'))],
  ['not-found', staff1, (_, group) => left(group.who('Rep2'))],
  ['last-steward-of-voice', staff1, (group) => steward(group.who('Staff1'), false)],
  [
    'no-such-voice',
    staff1,
    (group) => ({ kind: 'member-added', memberId: group.who('Rep2').id, voice: 'cats' }),
  ],
  [
    'already-in-circle',
    staff1,
    (group) => ({ kind: 'member-added', memberId: group.who('Rep2').id, voice: 'reps' }),
  ],
];

test('what nobody can want is refused, and leaves nothing', async () => {
  const before = await acts();
  for (const [code, by, change] of refused) {
    expect(await wants(by(ours, others), [change(ours, others)])).toMatchObject({ code });
  }
  expect(await acts()).toEqual(before);
  expect(await told(core, ours, 'approval-wanted')).toEqual([]);
});

test.each<[string, string, (now: number) => Partial<Standing>]>([
  ['not-a-steward', 'Staff1', (now) => ({ leftAt: now })],
  ['not-a-steward', 'Staff1', () => ({ steward: false })],
  ['no-key-yet', 'Staff1', (now) => ({ voiceSince: now })],
  ['no-key-yet', 'Staff1', () => ({ confirmedAt: null })],
  ['stand-in-no-key', 'Staff1', (now) => ({ stewardUntil: now + DAY })],
  ['no-second-voice', 'Rep1', (now) => ({ voiceSince: now })],
  ['no-second-voice', 'Rep1', () => ({ steward: false })],
])('who asks is judged as they stand now: %s', async (code, name, standing) => {
  const asking = ours.who('Staff1');
  await make(core, ours, name, standing(core.clock.now()));
  expect(await wants(asking, [steward(ours.who('Staff2'))])).toMatchObject({ code });
});

test.each<[string, string, string, (now: number) => Partial<Standing>]>([
  ['own-proposal', 'Staff1', 'Staff1', () => ({})],
  ['not-a-steward', 'Rep2', 'Staff1', () => ({})],
  ['same-voice', 'Staff3', 'Staff3', () => ({ steward: true })],
  ['not-a-steward', 'Rep1', 'Rep1', (now) => ({ leftAt: now })],
  ['no-key-yet', 'Rep1', 'Rep1', (now) => ({ voiceSince: now })],
  ['asker-gone', 'Rep1', 'Staff1', (now) => ({ leftAt: now })],
  ['asker-gone', 'Rep1', 'Staff1', () => ({ steward: false })],
  ['not-found', 'Rep1', 'Staff2', (now) => ({ leftAt: now })],
])('the second key is judged as everything stands then: %s', async (code, by, name, standing) => {
  const id = await asked(steward(ours.who('Staff2')));
  await make(core, ours, name, standing(core.clock.now()));
  expect(await approve(ours.who(by), id)).toMatchObject({ code });
  expect(await find(id)).toMatchObject({ state: 'open' });
  expect(await told(core, ours, 'approval-decided')).toEqual([]);
});

test('what waits is seen by each member as it is for them, and in its own circle alone', async () => {
  await asked(outside, 'Staff1', others);
  const id = await asked(left(ours.who('Rep2')));
  const seenBy = (name: string) => waitingApprovals(core.context, ours.circle, ours.who(name));
  expect(await seenBy('Rep1')).toMatchObject([
    {
      proposal: { id },
      deciders: ['Rep1'],
      mayDecide: true,
      mayWithdraw: false,
      mayAnswer: false,
      reason: 'Because.',
    },
  ]);
  expect(await seenBy('Staff1')).toMatchObject([{ mayDecide: false, mayWithdraw: true, mayAnswer: false }]);
  expect(await seenBy('Rep2')).toMatchObject([{ mayDecide: false, mayWithdraw: false, mayAnswer: true }]);
  await withdraw(ours.who('Staff1'), id);
  expect(await seenBy('Rep2')).toEqual([]);
});

test('what somebody asked who holds no key any more waits no longer: the page says so, and others may ask the same', async () => {
  await make(core, ours, 'Staff3', { steward: true });
  const id = await asked(steward(ours.who('Staff2')), 'Staff3');
  expect(await wants(ours.who('Staff1'), [steward(ours.who('Staff2'))])).toMatchObject({
    code: 'already-asked',
  });
  await make(core, ours, 'Staff3', { steward: false });
  const proposal = await find(id);
  if (proposal === null) throw new Error('not there');
  expect(await approvalView(core.context, ours.circle, ours.who('Rep1'), proposal)).toMatchObject({
    ended: 'asker-gone',
    mayDecide: false,
  });
  expect(await waitingApprovals(core.context, ours.circle, ours.who('Rep1'))).toEqual([]);
  const anew = await asked(steward(ours.who('Staff2')));
  expect((await approve(ours.who('Rep1'), anew)).ok).toBe(true);
});

test('a page about a change names who left, says where a newcomer is known, and is silent to strangers', async () => {
  await make(core, ours, 'Rep3', { leftAt: core.clock.now(), confirmedAt: null });
  const id = await asked({ kind: 'member-added', memberId: ours.who('Rep3').id, voice: 'reps' });
  const proposal = await find(id);
  if (proposal === null) throw new Error('not there');
  const view = await approvalView(core.context, ours.circle, null, proposal);
  expect(view).toMatchObject({
    places: ['web'],
    mayDecide: false,
    mayWithdraw: false,
    mayAnswer: false,
    quoted: [],
  });
  expect(view.naming.people.get(ours.who('Rep3').id)).toBe('Rep3');
  expect(view.naming.people.size).toBe(
    (await memberTable.everybody(core.context.store, ours.circle.id)).length,
  );
  expect(view.naming.people.has(others.who('Rep1').id)).toBe(false);
});
