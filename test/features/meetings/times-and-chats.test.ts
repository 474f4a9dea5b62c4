import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Identity } from '../../../src/core/circle.ts';
import { MINUTE } from '../../../src/core/instant.ts';
import type { FormInputs } from '../../../src/core/messages/form-inputs.ts';
import { circleTable } from '../../../src/core/tables/circles.ts';
import { actTable } from '../../../src/features/governance/tables/proposals.ts';
import { changeCircle } from '../../../src/features/governance/use-cases/changes.ts';
import { approveProposal } from '../../../src/features/governance/use-cases/decisions.ts';
import { isMeetingChat, linkMeetingChat } from '../../../src/features/meetings/use-cases/meeting-chat.ts';
import { outlooks } from '../../../src/features/meetings/use-cases/outlook.ts';
import { readMeetingForm } from '../../../src/features/meetings/use-cases/settings.ts';
import { PARITY } from '../../../src/features/rota/rules/policy.ts';
import { meetingTable } from '../../../src/features/turns/tables.ts';
import { advanceSeries } from '../../../src/features/turns/use-cases/advance.ts';
import { contextAt } from '../../support/contexts.ts';
import { plannedOf, seriesOf, toldBy } from '../../support/meetings-of.ts';
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

const chat = (name: string): Identity => ({ platform: 'teams', externalId: `19:${name}@thread.v2` });
const link = (who = ours.who('Staff1'), linked = true, name = 'ours') =>
  linkMeetingChat(core.context, ours.circle, who, chat(name), linked);
const acts = async () =>
  (await actTable.list(core.context.store, ours.circle.id, 20))
    .flatMap(({ change, memberId }) => (change?.kind === 'meeting-chat' ? [{ ...change, memberId }] : []))
    .reverse();

test('linking a chat is on record and told to the other stewards; twice is once', async () => {
  core.enqueued();
  for (let times = 0; times < 2; times += 1) expect(await link()).toMatchObject({ ok: true });
  expect(await isMeetingChat(core.context, ours.circle, chat('ours'))).toBe(true);
  expect(await isMeetingChat(core.context, others.circle, chat('ours'))).toBe(false);
  expect(await acts()).toEqual([{ kind: 'meeting-chat', linked: true, memberId: ours.who('Staff1').id }]);
  expect(await toldBy(core, ours, 'settings-changed')).toEqual(['Rep1']);
  expect(core.enqueued().some(({ name }) => name === 'deliver')).toBe(true);
});

test('taking a chat off leaves the others, and what was off stays off', async () => {
  for (const name of ['ours', 'also']) await link(ours.who('Staff1'), true, name);
  for (let times = 0; times < 2; times += 1)
    expect(await link(ours.who('Rep1'), false)).toMatchObject({ ok: true });
  expect(await circleTable.meetingChats(core.context.store, ours.circle.id)).toEqual([chat('also')]);
  expect((await acts()).map(({ linked }) => linked)).toEqual([true, true, false]);
});

test('only stewards of the circle link chats, and no more than twenty', async () => {
  for (const who of [ours.who('Rep2'), others.who('Rep1')])
    expect(await link(who)).toMatchObject({ code: 'not-a-steward' });
  const nineteen = Array.from({ length: 19 }, (_, at) => chat(`chat-${at}`));
  await circleTable.saveMeetingChats(core.context.store, ours.circle.id, nineteen);
  expect(await link()).toMatchObject({ ok: true });
  expect(await link(ours.who('Staff1'), true, 'one too many')).toMatchObject({ code: 'circle-full' });
  expect(await link(ours.who('Staff1'), false, 'chat-0')).toMatchObject({ ok: true });
  expect(await acts()).toHaveLength(2);
});

test('what lies ahead is the next meeting, and for those after it a guess', async () => {
  const look = async () => {
    const [outlook] = await outlooks(core.context.store, ours.circle);
    if (outlook === undefined) throw new Error('no meetings');
    return outlook;
  };
  const planned = await plannedOf(core, ours);
  const before = await look();
  expect(before).toMatchObject({ seriesName: 'Meeting', next: planned[0] });
  expect(before.forecasts.map(({ meeting }) => meeting)).toEqual(planned.slice(1));
  const [guess] = before.forecasts;
  expect(guess?.voice).not.toBe(planned[0].turn?.voice);
  expect(guess?.likely).not.toBeNull();
  const after = contextAt(core.context, planned[0].endsAt);
  await advanceSeries(after, planned[0].seriesId);
  expect((await look()).next?.id).toBe(planned[1]?.id);
});

test('a meeting that is drawn while another is still ahead is no guess', async () => {
  const planned = await plannedOf(core, ours);
  const [first, second] = planned;
  if (second === undefined || first.turn === null) throw new Error('not planned');
  await meetingTable.save(core.context.store, { ...second, turn: first.turn });
  const [outlook] = await outlooks(core.context.store, ours.circle);
  expect(outlook?.forecasts[0]).toMatchObject({ voice: first.turn.voice, likely: null });
  expect(outlook?.forecasts[1]?.likely).not.toBeNull();
});

const SAME: FormInputs = {
  name: ['Meeting'],
  every: ['2 weeks'],
  on: ['Thursday 14:00'],
  lasting: ['90 minutes'],
};
const VENUE: FormInputs = { place: [''], link: [''], notes: [''] };
const POLICY: FormInputs = {
  policy: ['parity'],
  floor: [''],
  cap: [''],
  term: ['1'],
  'co-chair': ['no'],
};
const read = async (inputs: FormInputs, none = false) =>
  readMeetingForm(inputs, {
    circle: ours.circle,
    series: none ? null : await seriesOf(core, ours),
    seriesId: 'new',
    now: core.clock.now(),
  });

test('a form that says what holds changes nothing, and one without a policy leaves it alone', async () => {
  const meet = { holidays: ['meet'], region: ['GB-ENG'] };
  expect(await read({ ...SAME, ...VENUE, ...meet, ...POLICY })).toEqual({ ok: true, value: [] });
  expect(await read(SAME)).toEqual({ ok: true, value: [] });
});

test.each([
  [{ name: ['Monthly'] }, { name: 'Monthly' }],
  [{ lasting: ['60 minutes'] }, { lasting: 60 * MINUTE }],
  [{ on: ['Friday 10:00'] }, { schedule: { weekday: 'friday', time: '10:00' } }],
  [{ on: ['Thurs 2.30pm'] }, { schedule: { weekday: 'thursday', time: '14:30' } }],
  [{ every: ['once'], on: ['24/12/2026 2pm'] }, { schedule: { date: '2026-12-24', time: '14:00' } }],
  [{ every: ['month'], on: ['15th 2pm'] }, { schedule: { kind: 'monthly-date', day: 15 } }],
  [{ ...VENUE, place: [' Room 4 '] }, { venue: { place: 'Room 4' } }],
  [
    { ...VENUE, link: ['https://meet.example.org/7?p=1'] },
    { venue: { link: 'https://meet.example.org/7?p=1' } },
  ],
  [{ holidays: ['skip'], region: ['GB-SCT'] }, { holidays: { region: 'GB-SCT', what: 'skip' } }],
])('a form changes when the circle meets: %o', async (said, plan) => {
  expect(await read({ ...SAME, ...said })).toMatchObject({ value: [{ kind: 'meetings', plan }] });
});

test.each([
  [{ policy: ['per-head'] }, { kind: 'per-head' }],
  [
    { policy: ['floor'], floor: ['30%'] },
    { kind: 'floor', floor: 0.3 },
  ],
  [{ cap: ['3'] }, { capPerQuarter: 3 }],
  [{ term: ['2'] }, { term: 2 }],
  [{ 'co-chair': ['yes'] }, { coChair: true }],
])('a form changes who chairs: %o', async (said, policy) => {
  const changes = await read({ ...SAME, ...POLICY, ...said });
  expect(changes).toMatchObject({ value: [{ kind: 'chair-policy', policy: { ...PARITY, ...policy } }] });
});

test('the first meetings of a circle are planned without a word on the policy', async () => {
  const changes = await read({ ...SAME, ...POLICY, policy: ['per-head'] }, true);
  expect(changes).toMatchObject({ value: [{ kind: 'meetings', seriesId: 'new' }] });
});

test.each([
  ['name', { name: [''] }, 'no-name'],
  ['on', { on: ['Someday'] }, undefined],
  ['every', { every: ['now and then'] }, undefined],
  ['lasting', { lasting: ['long'] }, undefined],
  ['lasting', { lasting: ['8 days'] }, 'lasts-too-long'],
  ['lasting', { every: ['week'], lasting: ['7 days'] }, 'lasts-too-long'],
  ['link', { ...VENUE, link: ['javascript:alert(1)'] }, 'not-a-link'],
  ['link', { ...VENUE, link: ['http://meet.example.org'] }, 'not-a-link'],
  ['notes', { ...VENUE, notes: ['x'.repeat(201)] }, 'venue-too-long'],
  ['holidays', { holidays: ['party'], region: ['GB-ENG'] }, 'no-choice'],
  ['region', { holidays: ['skip'], region: ['XX'] }, 'no-choice'],
  ['policy', { policy: ['dictator'] }, 'no-choice'],
  ['term', { term: ['0'] }, 'term-not-whole'],
  ['cap', { cap: ['none'] }, 'cap-not-whole'],
  ['cap', { cap: ['1'], term: ['2'] }, 'cap-under-term'],
  ['floor', { policy: ['floor'] }, 'floor-missing'],
  ['floor', { floor: ['30'] }, 'floor-not-wanted'],
  ['floor', { policy: ['floor'], floor: ['120'] }, 'floor-out-of-range'],
  ['floor', { policy: ['floor'], floor: ['80'] }, 'floor-too-high'],
] as const)('a form with a fault at %s says so: %o', async (input, said, code) => {
  const changes = await read({ ...SAME, ...POLICY, ...said });
  expect(changes).toMatchObject({ ok: false, details: { input } });
  if (code !== undefined) expect(changes).toMatchObject({ code });
});

test('new times plan anew what nobody was drawn for, and move the meeting that was with its turn', async () => {
  const [drawn, ...free] = await plannedOf(core, ours);
  const series = await seriesOf(core, ours);
  const changes = await read({ ...SAME, on: ['Friday 10:00'] });
  if (!changes.ok) throw new Error(changes.code);
  const change = changes.value.map((each) =>
    each.kind === 'meetings' ? { ...each, seriesId: series.id } : each,
  );
  expect(await changeCircle(core.context, ours.circle, ours.who('Rep1'), change)).toMatchObject({ ok: true });
  const [kept, ...later] = await plannedOf(core, ours);
  const startsAt = Date.parse('2026-11-20T10:00Z');
  expect(kept).toEqual({ ...drawn, startsAt, endsAt: startsAt + 90 * MINUTE, plannedFor: startsAt });
  expect(later).toHaveLength(2);
  expect(later.filter(({ startsAt }) => free.some((each) => each.startsAt === startsAt))).toEqual([]);
  expect((await seriesOf(core, ours)).rota).toEqual(series.rota);
});

test('a policy changes by two keys, in this circle’s meetings alone', async () => {
  const [series, theirs] = [await seriesOf(core, ours), await seriesOf(core, others)];
  for (const { id } of [series, theirs]) {
    const policy = { ...PARITY, coChair: true };
    const wanted = await changeCircle(core.context, ours.circle, ours.who('Rep1'), [
      { kind: 'chair-policy', seriesId: id, policy },
    ]);
    const proposal = wanted.ok ? wanted.value.asked[0] : undefined;
    expect((await seriesOf(core, ours)).policy.coChair).toBe(id !== series.id);
    await approveProposal(core.context, ours.circle, ours.who('Staff1'), proposal?.id ?? '');
  }
  expect((await seriesOf(core, ours)).policy.coChair).toBe(true);
  expect((await seriesOf(core, others)).policy.coChair).toBe(false);
});
