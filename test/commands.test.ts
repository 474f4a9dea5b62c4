import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { circleShow } from '../src/commands/circle.ts';
import { doctor } from '../src/commands/doctor.ts';
import { HOUR } from '../src/core/instant.ts';
import { memberTable } from '../src/core/tables/members.ts';
import { confirmRoster } from '../src/features/membership/use-cases/confirm-roster.ts';
import { scriptedMail } from './core/scripted-platform.ts';
import { type Group, startCore, type TestCore } from './support/test-core.ts';

const mail = scriptedMail();
let core: TestCore;
let ours: Group;
const address = 'joe@example.org';

beforeAll(async () => {
  core = await startCore({ mail });
});
afterAll(() => core?.stop());
beforeEach(async () => {
  ours = await core.group({ staff: 2, reps: 2, setUp: false });
  const { newId, store } = core.context;
  const joe = { id: newId(), personId: newId(), name: 'Joe', email: address, identities: [] };
  await memberTable.insert(store, { ...ours.who('Rep2'), ...joe });
  mail.answers.length = 0;
});

const around = () => ({ context: core.context, renderDocument: async () => '', attended: true });
const setUp = async () => {
  for (const name of ['Staff1', 'Rep1']) await confirmRoster(core.context, ours.circle, ours.who(name));
};
const shown = async () => (await circleShow(around(), { circle: ours.circle.id })).out;

test('who is invited by e-mail is no case for a way in by hand, before and after the invitation goes', async () => {
  expect(await shown()).toContain('Joe (an invitation goes by e-mail with the second yes)');
  await setUp();
  await core.settle();
  const after = await shown();
  expect(after).toContain('Joe (invited by e-mail)');
  expect(after).not.toContain('member link');
  expect(after).not.toContain(address);
});

test('doctor tells of letters that a server did not take and that wait, with why and how many', async () => {
  mail.answers.push({
    outcome: 'later',
    retryAt: core.clock.now() + HOUR,
    why: 'sender-refused',
  });
  await setUp();
  await core.settle();
  const { code, out } = await doctor(around());
  expect(code).toBe(1);
  expect(out).toContain(
    `${ours.circle.name}: letters that were not taken and are tried again: 1 (sender-refused).`,
  );
  expect(out).not.toContain(address);
});

test('and names for whom an invitation was that did not arrive', async () => {
  mail.answers.push({ outcome: 'unreachable', why: 'mailbox-closed', bar: 'account-closed' });
  await setUp();
  await core.settle();
  expect((await doctor(around())).out).toContain('invited to Joe (mailbox-closed)');
});
