import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { plainText } from '../../../src/core/messages/plain-text.ts';
import { composeLetter } from '../../../src/core/outbox/notifications.ts';
import type { Reply } from '../../../src/core/ports/interaction.ts';
import type { Message } from '../../../src/core/ports/message.ts';
import { actTable } from '../../../src/features/governance/tables/proposals.ts';
import { make, told } from '../../support/standing.ts';
import { type Group, startCore, type TestCore } from '../../support/test-core.ts';

let core: TestCore;
let ours: Group;
beforeAll(async () => {
  core = await startCore();
});
afterAll(() => core?.stop());
beforeEach(async () => {
  ours = await core.group({ staff: 3, reps: 3 });
});

const read = (reply: Reply) => plainText((reply as { message: Message }).message);
const save = (by: string, whose: string, name: string) =>
  core.ask(ours.who(by), 'name.save', { subject: ours.who(whose).id, inputs: { name: [name] } });
const acts = () => actTable.list(core.context.store, ours.circle.id, 99);

test('everybody changes their own name alone, readers too', async () => {
  expect(read(await save('Rep2', 'Rep2', '  Robin Ode '))).toContain(
    'A name was changed. It is now: Robin Ode.',
  );
  expect(await ours.now('Rep2')).toMatchObject({ name: 'Robin Ode' });
  expect(await told(core, ours, 'settings-changed')).toEqual(['Staff1', 'Rep1']);
  expect(await told(core, ours, 'act-told')).toEqual([]);
  await make(core, ours, 'Rep3', { voice: '-' });
  expect((await save('Rep3', 'Rep3', 'Ray')).kind).toBe('done');
});

test('a steward puts a name right, and the person is told who did it', async () => {
  expect(read(await core.ask(ours.who('Staff1'), 'name.form', { subject: ours.who('Rep2').id }))).toContain(
    'Ask them first.',
  );
  await save('Staff1', 'Rep2', 'Robin Ode');
  expect(await ours.now('Rep2')).toMatchObject({ name: 'Robin Ode' });
  expect(await told(core, ours, 'act-told')).toEqual(['Robin Ode']);
  expect(await told(core, ours, 'settings-changed')).toEqual(['Rep1']);
  const letter = (await core.letters(ours.circle)).find(({ kind }) => kind === 'act-told');
  if (letter === undefined) throw new Error('nobody was told');
  const message = await composeLetter(core.context, letter, ours.circle, await ours.now('Rep2'), 'web');
  expect(plainText(message as Message)).toContain('Staff1');
});

test('a steward whose name another one puts right is told once', async () => {
  await save('Staff1', 'Rep1', 'Rosa');
  expect(await told(core, ours, 'act-told')).toEqual(['Rosa']);
  expect(await told(core, ours, 'settings-changed')).toEqual([]);
});

test('the record holds neither name: an old one is nowhere kept', async () => {
  await save('Rep2', 'Rep2', 'Robin Ode');
  const [act] = await acts();
  expect(act).toMatchObject({ what: 'changed', memberId: ours.who('Rep2').id });
  expect(act?.change).toEqual({ kind: 'name', memberId: ours.who('Rep2').id });
});

test('the same name again changes nothing and tells nobody', async () => {
  await save('Rep2', 'Rep2', 'Robin Ode');
  const [before, letters] = [await acts(), await core.letters(ours.circle)];
  expect(read(await save('Rep2', 'Rep2', 'Robin Ode'))).toContain('Nothing was different');
  expect(await acts()).toEqual(before);
  expect(await core.letters(ours.circle)).toEqual(letters);
});

test('nobody else may: not another member, not a steward of another circle', async () => {
  expect((await save('Rep3', 'Rep2', 'Mine')).kind).toBe('refused');
  expect(read(await core.ask(ours.who('Rep3'), 'name.form', { subject: ours.who('Rep2').id }))).toContain(
    'steward',
  );
  const others = await core.group();
  const reply = await core.ask(others.who('Staff1'), 'name.save', {
    subject: ours.who('Rep2').id,
    inputs: { name: ['Mine'] },
  });
  expect(reply.kind).toBe('refused');
  expect(await ours.now('Rep2')).toMatchObject({ name: 'Rep2' });
});

test.each(['', 'x'.repeat(101), '\u202Eabc', '\u200B'])('%j is no name', async (name) => {
  expect((await save('Rep2', 'Rep2', name)).kind).toBe('refused');
  expect(await ours.now('Rep2')).toMatchObject({ name: 'Rep2' });
});
