import { afterAll, beforeAll, expect, test } from 'vitest';
import { addToOutbox, toMember } from '../../src/core/outbox/outbox.ts';
import { startCore, type TestCore } from '../support/test-core.ts';

let core: TestCore;
beforeAll(async () => {
  core = await startCore();
});
afterAll(() => core?.stop());

test.each([
  ['says who it is about', (memberId: string) => ({ memberId, platform: 'slack' }), 'sent', []],
  ['of another shape is not sent, and logged', () => ({ memberId: '' }), 'dropped', ['letter.payload-unfit']],
])('a letter whose payload %s', async (_, payloadOf, state, logged) => {
  const { circle, who } = await core.group();
  await core.settle();
  const before = core.log.length;
  const letter = toMember(core.context, circle, who('Staff1'), {
    kind: 'member-unreachable',
    subject: 'it',
    payload: payloadOf(who('Rep2').id),
    dueAt: core.clock.now(),
    expiresAt: null,
  });
  await addToOutbox(core.context.store, [letter]);
  await core.settle();
  expect((await core.letters(circle)).find(({ id }) => id === letter.id)).toMatchObject({ state });
  expect(core.log.slice(before).map(({ event }) => event)).toEqual(logged);
});
