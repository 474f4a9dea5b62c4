import { afterAll, beforeAll, expect, test } from 'vitest';
import { DAY } from '../../../src/core/instant.ts';
import { meetingTable } from '../../../src/features/turns/tables.ts';
import { seriesOf } from '../../support/meetings-of.ts';
import { type Group, startCore, type TestCore } from '../../support/test-core.ts';

let core: TestCore;
let ours: Group;

beforeAll(async () => {
  core = await startCore();
  ours = await core.group({ staff: 4, reps: 2 });
});
afterAll(() => core?.stop());

const preview = async (name: string) =>
  core.ask(ours.who(name), 'rota.preview', { subject: (await seriesOf(core, ours)).id });

test('each policy stands beside the others for 12 weeks, with the one that holds marked; nothing is kept', async () => {
  const before = await seriesOf(core, ours);
  const planned = await meetingTable.planned(core.context.store, before.id);
  const page = await preview('Rep2');
  if (page.kind !== 'shown') throw new Error(page.kind);
  const { blocks } = page.message;
  const table = blocks.find((block) => block.kind === 'table');
  expect(table?.columns).toEqual([
    'Voice',
    'Each voice as often as the others (as now)',
    'By the number of people',
    'By the number of people, but at least 25% each',
  ]);
  const sums = [1, 2, 3].map((column) =>
    (table?.rows ?? []).reduce((sum, row) => sum + Number(row[column]), 0),
  );
  const { startsAt = 0 } = planned[0] ?? {};
  const first = (startsAt - core.clock.now()) / DAY;
  expect(first).toBeLessThan(14);
  expect(new Set(sums)).toEqual(new Set([Math.floor((84 - first) / 14) + 1]));
  expect(JSON.stringify(blocks)).toContain(`There are ${sums[0]} meetings in these 12 weeks.`);
  expect(table?.rows.map(([, parity]) => parity)).toEqual(['3', '3']);
  expect(await seriesOf(core, ours)).toEqual(before);
  expect(await meetingTable.planned(core.context.store, before.id)).toEqual(planned);
});

test('stewards go on from it to the form; it is found from the form, and in no other circle', async () => {
  expect(JSON.stringify(await preview('Rep1'))).toContain('meeting-settings.form');
  expect(JSON.stringify(await preview('Rep2'))).not.toContain('meeting-settings.form');
  const { id: subject } = await seriesOf(core, ours);
  const form = await core.ask(ours.who('Rep1'), 'meeting-settings.form', { subject });
  expect(JSON.stringify(form)).toContain('rota.preview');
  const others = await core.group({ staff: 2, reps: 2 });
  expect(await core.ask(others.who('Rep1'), 'rota.preview', { subject })).toMatchObject({ kind: 'refused' });
});
