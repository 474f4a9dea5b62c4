import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { BUDDY_ASK_LASTS } from '../../../src/features/buddies/rules.ts';
import { buddyTable } from '../../../src/features/buddies/tables.ts';
import { answerBuddy, askForBuddy, chooseBuddy } from '../../../src/features/buddies/use-cases.ts';
import { type Group, startCore, type TestCore } from '../../support/test-core.ts';

let core: TestCore;
let ours: Group;
let others: Group;

beforeAll(async () => {
  core = await startCore();
});
afterAll(() => core?.stop());
beforeEach(async () => {
  ours = await core.group();
  others = await core.group();
});

const kinds = async () =>
  (await core.letters(ours.circle)).map(({ kind }) => kind).filter((kind) => kind.startsWith('buddy'));

test('asking tells the stewards; asking again changes nothing', async () => {
  expect(await askForBuddy(core.context, ours.who('Rep2'))).toMatchObject({ value: { state: 'wanted' } });
  expect(await kinds()).toEqual(['buddy-wanted', 'buddy-wanted']);
  expect(await askForBuddy(core.context, ours.who('Rep2'))).toMatchObject({ ok: true });
  expect(await kinds()).toHaveLength(2);
});

test('a steward chooses, whoever is asked says yes, and both are told', async () => {
  const [newcomer, helper] = [ours.who('Rep2'), ours.who('Rep3')];
  await askForBuddy(core.context, newcomer);
  const chosen = await chooseBuddy(core.context, ours.who('Staff1'), newcomer.id, helper.id);
  expect(chosen).toMatchObject({ value: { state: 'asked', helperId: helper.id, asked: 1 } });
  expect(await answerBuddy(core.context, helper, newcomer.id, true)).toMatchObject({
    value: { state: 'agreed' },
  });
  expect((await kinds()).filter((kind) => kind === 'buddy-found')).toHaveLength(2);
});

test('who may not choose, and what cannot be chosen', async () => {
  const newcomer = ours.who('Rep2');
  const choose = (steward = ours.who('Rep1'), of = newcomer.id, helper = ours.who('Rep3').id) =>
    chooseBuddy(core.context, steward, of, helper);
  expect(await choose()).toMatchObject({ code: 'not-found' });
  await askForBuddy(core.context, newcomer);
  expect(await choose(ours.who('Rep4'))).toMatchObject({ code: 'not-a-steward' });
  expect(await choose(ours.who('Rep1'), newcomer.id, newcomer.id)).toMatchObject({ code: 'no-choice' });
  expect(await choose(ours.who('Rep1'), newcomer.id, others.who('Rep3').id)).toMatchObject({
    code: 'no-choice',
  });
  expect(await choose(others.who('Rep1'))).toMatchObject({ ok: false });
  await choose();
  expect(await choose(ours.who('Rep1'), newcomer.id, ours.who('Rep4').id)).toMatchObject({
    code: 'request-over',
  });
  await core.passTo(core.clock.now() + BUDDY_ASK_LASTS);
  expect(await choose(ours.who('Rep1'), newcomer.id, ours.who('Rep4').id)).toMatchObject({ ok: true });
});

test('only who is asked can say yes, and a no changes nothing', async () => {
  const newcomer = ours.who('Rep2');
  await askForBuddy(core.context, newcomer);
  await chooseBuddy(core.context, ours.who('Rep1'), newcomer.id, ours.who('Rep3').id);
  expect(await answerBuddy(core.context, ours.who('Rep4'), newcomer.id, true)).toMatchObject({ ok: false });
  await answerBuddy(core.context, ours.who('Rep3'), newcomer.id, false);
  expect(await buddyTable.find(core.context.store, newcomer.id)).toMatchObject({ state: 'asked' });
});

test('an outsider finds nothing by the action', async () => {
  await askForBuddy(core.context, ours.who('Rep2'));
  const subject = ours.who('Rep2').id;
  expect(await core.ask(others.who('Rep1'), 'buddy.form', { subject })).toMatchObject({
    reason: 'not-found',
  });
  expect(await core.ask(ours.who('Rep4'), 'buddy.form', { subject })).toMatchObject({
    reason: 'not-allowed',
  });
  expect(await core.ask(ours.who('Staff1'), 'buddy.form', { subject })).toMatchObject({ kind: 'shown' });
});
