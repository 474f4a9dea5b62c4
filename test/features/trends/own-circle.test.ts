import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Member } from '../../../src/core/circle.ts';
import { DAY } from '../../../src/core/instant.ts';
import { pulseTable } from '../../../src/features/release/tables/pulses.ts';
import { roundOf } from '../../support/closed-round.ts';
import { type Group, startCore, type TestCore } from '../../support/test-core.ts';

const YEAR = 366 * DAY;

let core: TestCore;
let ours: Group;
let others: Group;

beforeAll(async () => {
  core = await startCore();
  ours = await core.group({ staff: 2, reps: 2 });
  others = await core.group({ staff: 2, reps: 2 });
  const now = core.clock.now();
  await closed(ours, now - YEAR - 1, 1.5);
  await closed(ours, now - YEAR, 2);
  await closed(ours, now - 14 * DAY, 3.5);
  await closed(others, now - 7 * DAY, 4.5);
  await closed(others, now - DAY, 5);
  await roundOf(core.context, ours, now + DAY, null);
});
afterAll(() => core?.stop());

async function closed(group: Group, at: number, value: number) {
  const [pulse] = await pulseTable.list(core.context.store, group.circle.id);
  const question = pulse?.questions.find(({ kind }) => kind === 'scale')?.id ?? '';
  const figures = { kind: 'scale', mean: { value, end: 'none', step: 0.5 } } as const;
  await roundOf(core.context, group, at, { questions: [{ question, outcome: 'overall', figures }] });
}

/** The averages of every line in the reply. */
async function shown(who: Member) {
  const reply = await core.ask(who, 'trends.show');
  const blocks = reply.kind === 'shown' ? reply.message.blocks : [];
  return blocks.flatMap((block) =>
    block.kind === 'chart' && block.form === 'line' ? block.series.map(({ values }) => values) : [],
  );
}

test.each(['Rep2', 'Staff1', 'Staff2'])('%s sees a year of the own circle’s ledger', async (name) => {
  expect(await shown(ours.who(name))).toEqual([[2, 3.5]]);
});

test('the trends of another circle are not found', async () => {
  expect(await core.ask(ours.who('Rep2'), 'trends.show', { subject: others.circle.id })).toMatchObject({
    kind: 'refused',
    reason: 'not-found',
  });
});
