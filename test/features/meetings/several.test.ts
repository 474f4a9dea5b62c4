import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { plainText } from '../../../src/core/messages/plain-text.ts';
import { changeCircle } from '../../../src/features/governance/use-cases/changes.ts';
import { approveProposal } from '../../../src/features/governance/use-cases/decisions.ts';
import { outlooks } from '../../../src/features/meetings/use-cases/outlook.ts';
import { PARITY } from '../../../src/features/rota/rules/policy.ts';
import { askedMember } from '../../../src/features/turns/rules/asks.ts';
import { meetingTable } from '../../../src/features/turns/tables.ts';
import { acceptTurn } from '../../../src/features/turns/use-cases/answer.ts';
import { readRoll, situationOf } from '../../../src/features/turns/use-cases/situation.ts';
import { memberOf, seriesOf } from '../../support/meetings-of.ts';
import { type Group, startCore, type TestCore } from '../../support/test-core.ts';

let core: TestCore;
let ours: Group;

beforeAll(async () => {
  core = await startCore();
});
afterAll(() => core?.stop());
beforeEach(async () => {
  ours = await core.group({ staff: 2, reps: 2 });
});

const store = () => core.context.store;
const seriesNow = () => meetingTable.series(store(), ours.circle.id);
const setUp = (inputs: Record<string, string>) =>
  core.ask(ours.who('Rep1'), 'meeting-settings.save', {
    subject: ours.circle.id,
    inputs: Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, [value]])),
  });
const WORKING = {
  name: 'Working group',
  every: 'week',
  on: 'Monday 10:00',
  lasting: '1 hour',
  place: 'Room 4',
};

test('a second series is planned, has a rota and a place of its own, and is listed with the soonest first', async () => {
  const form = await core.ask(ours.who('Rep1'), 'meeting-settings.form', { subject: ours.circle.id });
  expect(form.kind).toBe('shown');
  const first = await seriesOf(core, ours);
  expect((await setUp(WORKING)).kind).toBe('done');
  const series = await seriesNow();
  expect(series.map(({ name }) => name)).toEqual(['Meeting', 'Working group']);
  expect(series[0]).toEqual(first);
  expect(series[1]).toMatchObject({ venue: { place: 'Room 4' }, rota: { settled: 0 } });
  expect(series[1]?.rota.seed).not.toBe(first.rota.seed);
  const ahead = await outlooks(store(), ours.circle);
  expect(ahead.map(({ seriesName }) => seriesName)).toEqual(['Working group', 'Meeting']);
  for (const { next } of ahead) expect(next?.asking?.turn).not.toBeNull();
  const home = await core.ask(ours.who('Rep2'), 'home.show', { subject: ours.circle.id });
  if (home.kind !== 'shown') throw new Error(home.kind);
  expect(JSON.stringify(home.message.blocks)).toContain('Working group, Monday 16 November, 10am');
});

test('whoever plans meetings at the time of others is told of the first such day', async () => {
  const planned = async (inputs: Record<string, string>) => {
    const reply = await setUp({ ...WORKING, ...inputs });
    if (reply.kind !== 'done') throw new Error(reply.kind);
    return plainText(reply.message).replaceAll('\n', ' ');
  };
  expect(await planned({ name: 'Before', every: '2 weeks', on: 'Thursday 13:00' })).not.toContain(
    'same time',
  );
  expect(await planned({ name: 'After', every: '2 weeks', on: 'Friday 15:30' })).not.toContain('same time');
  expect(await planned({ name: 'Amid', every: '2 weeks', on: 'Thursday 15:00' })).toContain(
    'On Thursday 19 November “Meeting” is at the same time.',
  );
  expect(await planned({ name: 'Monthly', every: 'month', on: 'first Thursday 14:00' })).toMatch(
    /On Thursday \d+ \w+ “Meeting” is at the same time\./u,
  );
});

test('two series of one name are refused, so that a second press makes no second one', async () => {
  expect((await setUp(WORKING)).kind).toBe('done');
  const again = await setUp(WORKING);
  expect(again).toMatchObject({ kind: 'refused' });
  expect(JSON.stringify(again)).toContain('has meetings of this name');
  expect(await seriesNow()).toHaveLength(2);
});

test('a rule on bank holidays that leaves no day is refused', async () => {
  const never = { name: 'Carols', every: 'once', on: '25/12/2026 10am', lasting: '1 hour' };
  const refused = await setUp({ ...never, holidays: 'skip', region: 'GB-ENG' });
  expect(JSON.stringify(refused)).toContain('you would never meet');
  expect((await setUp({ ...never, holidays: 'week-later', region: 'GB-ENG' })).kind).toBe('done');
});

test('a cap holds over all series: a turn in one counts in the other', async () => {
  await setUp(WORKING);
  const [, working] = await seriesNow();
  const next = (await outlooks(store(), ours.circle)).find(
    ({ seriesName }) => seriesName === 'Working group',
  )?.next;
  if (working === undefined || next == null) throw new Error('not planned');
  const chair = await memberOf(core, askedMember(next));
  await acceptTurn(core.context, chair, next.id);
  const { id: seriesId } = await seriesOf(core, ours);
  const wanted = await changeCircle(core.context, ours.circle, ours.who('Rep1'), [
    { kind: 'chair-policy', seriesId, policy: { ...PARITY, capPerQuarter: 1 } },
  ]);
  const asked = wanted.ok ? wanted.value.asked[0]?.id : undefined;
  await approveProposal(core.context, ours.circle, ours.who('Staff1'), asked ?? '');
  const main = await seriesOf(core, ours);
  const roll = await readRoll(store(), ours.circle, main);
  const [meeting] = await meetingTable.planned(store(), seriesId);
  if (meeting === undefined) throw new Error('nothing planned');
  expect(situationOf(roll, meeting).elsewhere).toEqual({ [chair.id]: 1 });
  // Without a cap nobody counts.
  expect((await readRoll(store(), ours.circle, working)).elsewhere.size).toBe(0);
});
