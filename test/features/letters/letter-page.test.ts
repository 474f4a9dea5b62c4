import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Message } from '../../../src/core/ports/message.ts';
import { type Group, startCore, type TestCore } from '../../support/test-core.ts';

let core: TestCore;
let ours: Group;

beforeAll(async () => {
  core = await startCore();
});
afterAll(() => core?.stop());
beforeEach(async () => {
  ours = await core.group({ staff: 2, reps: 3 });
  await core.ask(ours.who('Rep3'), 'buddy.ask', { subject: ours.circle.id });
  await core.ask(ours.who('Staff1'), 'buddy.choose', {
    subject: ours.who('Rep3').id,
    inputs: { buddy: [ours.who('Rep2').id] },
  });
  await core.settle();
});

const letterTo = async (kind: string) => {
  const found = (await core.letters(ours.circle)).find((each) => each.kind === kind);
  if (found === undefined) throw new Error(`no letter ${kind}`);
  return found;
};
const show = (who: string, subject: string, value?: string) =>
  core.ask(ours.who(who), 'letter.show', { subject, ...(value === undefined ? {} : { value }) });
const buttons = (message: Message | undefined) =>
  (message?.blocks ?? []).flatMap((block) =>
    block.kind === 'actions' ? block.buttons.map(({ label }) => label) : [],
  );

test('a letter is read again by whom it was written to, with its buttons', async () => {
  const { id } = await letterTo('buddy-asked');
  const page = await show('Rep2', id);
  expect(page).toMatchObject({ kind: 'shown' });
  expect(buttons(page.message)).toHaveLength(2);
});

test('from a button elsewhere, that one stands there alone, and does nothing by being shown', async () => {
  const { id } = await letterTo('buddy-asked');
  const page = await show('Rep2', id, `buddy.decline/${ours.who('Rep3').id}`);
  expect(buttons(page.message)).toHaveLength(1);
  expect(JSON.stringify(page.message)).toContain('buddy.decline');
  expect(buttons((await show('Rep2', id)).message)).toHaveLength(2);
  expect(buttons((await show('Rep2', id, 'buddy.decline/somebody-else')).message)).toHaveLength(2);
});

test('nobody else reads it, not even a steward; what is gone or never was looks the same', async () => {
  const { id } = await letterTo('buddy-asked');
  const others = await core.group({ staff: 2, reps: 2 });
  const refused = [
    await show('Staff1', id),
    await show('Rep3', id),
    await core.ask(others.who('Staff1'), 'letter.show', { subject: id }),
    await show('Rep2', 'no-such-letter'),
    await show('Rep2', ''),
  ];
  for (const reply of refused) expect(reply).toMatchObject({ kind: 'refused', reason: 'not-found' });
  expect(new Set(refused.map((reply) => JSON.stringify(reply.message))).size).toBe(1);
});

test('what it asked for is settled: it says so, with nothing to press', async () => {
  const { id } = await letterTo('buddy-asked');
  await core.ask(ours.who('Rep2'), 'buddy.accept', { subject: ours.who('Rep3').id });
  await core.settle();
  const page = await show('Rep2', id);
  expect(page).toMatchObject({ kind: 'shown' });
  expect(buttons(page.message)).toEqual([]);
});
