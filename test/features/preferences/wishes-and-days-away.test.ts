import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { ChairWillingness, Member, Preferences } from '../../../src/core/circle.ts';
import { HOUR } from '../../../src/core/instant.ts';
import { memberTable } from '../../../src/core/tables/members.ts';
import { personTable } from '../../../src/core/tables/people.ts';
import { AWAY_INPUTS, ME_INPUTS } from '../../../src/features/preferences/messages/me.ts';
import { addDaysAway, saveWishes } from '../../../src/features/preferences/use-cases/wishes.ts';
import { meetingTable } from '../../../src/features/turns/tables.ts';
import { contextAt } from '../../support/contexts.ts';
import { meetingNow, memberOf, plannedOf } from '../../support/meetings-of.ts';
import { type Group, startCore, type TestCore } from '../../support/test-core.ts';

let core: TestCore;
/** Two circles of one organisation; Rep2 of both is one person, who chairs the next meeting of each. */
let here: Group;
let there: Group;
let member: Member;
let turns: readonly [string, string];
let organisations = 0;

beforeAll(async () => {
  core = await startCore();
});
afterAll(() => core?.stop());
beforeEach(async () => {
  organisations += 1;
  const organisation = `Both ${organisations}`;
  here = await core.group({ staff: 2, reps: 3, organisation });
  there = await core.group({ staff: 2, reps: 3, organisation });
  await personTable.moveMember(core.context.store, there.who('Rep2').id, here.who('Rep2').personId, null);
  member = here.who('Rep2');
  turns = [await chairs(here), await chairs(there)];
});

async function chairs(group: Group): Promise<string> {
  const [next] = await plannedOf(core, group);
  const { id, voice } = group.who('Rep2');
  const turn = next.turn && { ...next.turn, chair: id, voice };
  await meetingTable.save(core.context.store, { ...next, turn, chairId: id, asking: null });
  return next.id;
}

const who = () => here.now('Rep2');
const chairing = () =>
  Promise.all(turns.map(async (id) => (await meetingNow(core, { id })).chairId !== null));
const offers = async (group: Group) =>
  (await core.letters(group.circle)).filter(({ kind }) => kind === 'turn-offer').length;
/** An ask of the same minute would be the same letter. */
const later = () => contextAt(core.context, core.clock.now() + HOUR);
const save = (how: ChairWillingness, more: Partial<Preferences> = {}) =>
  saveWishes(later(), { member }, { ...member.preferences, ...more }, how);

test.each([
  ['yes', [true, true], ['yes', 'yes']],
  ['not-yet', [false, true], ['not-yet', 'yes']],
  ['resting', [false, false], ['resting', 'resting']],
] as const)('who says %s keeps or hands back turns: here, there', async (how, still, stands) => {
  await save(how);
  expect(await chairing()).toEqual(still);
  expect([(await who()).chairs, (await there.now('Rep2')).chairs]).toEqual(stands);
  const letters = [await offers(here), await offers(there)];
  expect(letters).toEqual(still.map((stays) => (stays ? 1 : 2)));
  await save(how);
  expect([await offers(here), await offers(there)]).toEqual(letters);
});

test('offers to others go out at once', async () => {
  core.enqueued();
  await save('resting');
  expect(core.enqueued().filter(({ name }) => name === 'deliver')).toHaveLength(2);
});

test('wishes are the person’s in all their circles, and nobody else’s', async () => {
  await save('yes', { easyRead: true, language: 'cy' });
  for (const each of [await who(), await there.now('Rep2')])
    expect(each.preferences).toMatchObject({ easyRead: true, language: 'cy' });
  expect((await here.now('Rep3')).preferences).toMatchObject({ easyRead: false, language: 'en-GB' });
});

test.each([true, false])('a status counts only for who lets it: %s', async (awayFromStatus) => {
  const { store } = core.context;
  await memberTable.setAwayStatus(store, member.id, core.clock.now() + 1);
  await save('yes', { awayFromStatus });
  expect((await memberTable.awayStatuses(store, here.circle.id)).has(member.id)).toBe(awayFromStatus);
});

const dayOf = async (group: Group, index = 0) =>
  new Date((await plannedOf(core, group))[index]?.startsAt ?? 0).toISOString().slice(0, 10);
const absencesOf = async (group: Group) =>
  (await memberTable.absences(core.context.store, group.circle.id)).map(({ memberId, from, to }) => ({
    memberId,
    from,
    to,
  }));

test('days away count in every circle, and turns on those days go to others', async () => {
  const day = await dayOf(here);
  core.enqueued();
  await addDaysAway(later(), { member }, { from: day, to: day });
  expect(await absencesOf(here)).toEqual([{ memberId: member.id, from: day, to: day }]);
  expect(await absencesOf(there)).toEqual([{ memberId: there.who('Rep2').id, from: day, to: day }]);
  expect(await chairing()).toEqual([false, false]);
  expect(core.enqueued().filter(({ name }) => name === 'deliver')).toHaveLength(2);
  expect([await offers(here), await offers(there)]).toEqual([2, 2]);
  await addDaysAway(later(), { member }, { from: day, to: day });
  expect(await absencesOf(here)).toHaveLength(1);
  expect([await offers(here), await offers(there)]).toEqual([2, 2]);
  expect((await memberOf(core, member.id)).chairs).toBe('yes');
});

test.each([
  ['end the day before', -3, -1, true],
  ['begin the day after', 1, 3, true],
  ['begin on it', 0, 3, false],
  ['end on it', -3, 0, false],
])('days away that %s', async (_how, from, to, stays) => {
  const { startsAt } = await meetingNow(core, { id: turns[0] });
  const day = (offset: number) =>
    new Date(startsAt + offset * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
  await addDaysAway(later(), { member }, { from: day(from), to: day(to) });
  expect(await chairing()).toEqual([stays, stays]);
});

test('a day begins and ends by the circle’s own clock', async () => {
  const { store } = core.context;
  const startsAt = Date.parse('2027-07-01T23:30:00Z');
  const id = core.context.newId();
  const meeting = await meetingNow(core, { id: turns[0] });
  await meetingTable.plan(store, { ...meeting, id, startsAt, endsAt: startsAt + 1 });
  const stillChairs = async () => (await meetingNow(core, { id })).chairId !== null;
  await addDaysAway(later(), { member }, { from: '2027-07-01', to: '2027-07-01' });
  expect(await stillChairs()).toBe(true);
  await addDaysAway(later(), { member }, { from: '2027-07-02', to: '2027-07-02' });
  expect(await stillChairs()).toBe(false);
});

test('times and days are read as people write them, and days said back in words', async () => {
  await core.ask(member, 'me.save', {
    inputs: { [ME_INPUTS.quietFrom]: ['9pm'], [ME_INPUTS.quietTo]: ['8.00'] },
  });
  expect((await who()).preferences.quietHours).toMatchObject({ from: '21:00', to: '08:00' });
  const inputs = { [AWAY_INPUTS.from]: ['24/12/2026'], [AWAY_INPUTS.to]: ['3 January'] };
  const reply = await core.ask(member, 'away.add', { inputs });
  expect(JSON.stringify(reply)).toMatch(/24 December 2026.*3 January 2027/);
  expect(await absencesOf(here)).toEqual([{ memberId: member.id, from: '2026-12-24', to: '2027-01-03' }]);
});

test.each([
  ['me.save', ME_INPUTS.quietFrom, { [ME_INPUTS.quietFrom]: ['9'], [ME_INPUTS.quietTo]: ['08:00'] }],
  ['away.add', AWAY_INPUTS.from, { [AWAY_INPUTS.from]: ['12/24/2026'] }],
  ['me.save', ME_INPUTS.language, { [ME_INPUTS.language]: ['tlh'] }],
  ['me.save', ME_INPUTS.chairs, { [ME_INPUTS.chairs]: ['perhaps'] }],
  ['me.save', ME_INPUTS.reachOn, { [ME_INPUTS.reachOn]: ['slack'] }],
  ['me.save', ME_INPUTS.quietFrom, { [ME_INPUTS.quietFrom]: ['late'], [ME_INPUTS.quietTo]: ['08:00'] }],
  ['me.save', ME_INPUTS.quietTo, { [ME_INPUTS.quietFrom]: ['21:00'] }],
  ['away.add', AWAY_INPUTS.from, { [AWAY_INPUTS.from]: ['soon'] }],
  ['away.add', AWAY_INPUTS.to, { [AWAY_INPUTS.from]: ['2026-11-19'], [AWAY_INPUTS.to]: ['later'] }],
  ['away.add', AWAY_INPUTS.to, { [AWAY_INPUTS.from]: ['2026-11-19'], [AWAY_INPUTS.to]: ['2026-11-18'] }],
  ['away.add', AWAY_INPUTS.to, { [AWAY_INPUTS.from]: ['2026-11-19'], [AWAY_INPUTS.to]: ['2030-11-19'] }],
])('%s with a fault at %s keeps nothing: %o', async (name, input, inputs) => {
  const before = await who();
  const reply = await core.ask(member, name as 'me.save', { inputs });
  expect(reply).toMatchObject({ kind: 'refused', problems: { [input]: expect.any(String) } });
  expect(await who()).toEqual(before);
  expect(await absencesOf(here)).toEqual([]);
});

test('an absence is removed by whose it is alone, from any of their circles', async () => {
  await addDaysAway(later(), { member }, { from: '2026-12-24', to: '2026-12-26' });
  const [absence] = await memberTable.absences(core.context.store, here.circle.id);
  const subject = absence?.id ?? '';
  await core.ask(here.who('Rep3'), 'away.remove', { subject });
  expect(await absencesOf(there)).toHaveLength(1);
  await core.ask(member, 'away.remove', { subject });
  expect(await absencesOf(there)).toEqual([]);
});

test('who rests chairs again in every circle when they say so', async () => {
  await save('resting');
  await core.ask(member, 'turn.return', { subject: here.circle.id });
  expect([(await who()).chairs, (await there.now('Rep2')).chairs]).toEqual(['yes', 'yes']);
});
