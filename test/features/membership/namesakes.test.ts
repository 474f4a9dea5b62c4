import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { circleShow } from '../../../src/commands/circle.ts';
import { chooseMember } from '../../../src/commands/member-choice.ts';
import { plainText } from '../../../src/core/messages/plain-text.ts';
import type { ActionName } from '../../../src/core/ports/action.ts';
import type { Reply } from '../../../src/core/ports/interaction.ts';
import { changeCircle } from '../../../src/features/governance/use-cases/changes.ts';
import { type Group, startCore, type TestCore } from '../../support/test-core.ts';
import { sayIn } from '../../support/twins/rows.ts';

let core: TestCore;
let ours: Group;

/** Staff3, Rep2 and Rep3 are all called Sam Lee. */
beforeAll(async () => {
  core = await startCore();
  ours = await core.group({ staff: 3, reps: 4 });
  const sams = ['Staff3', 'Rep2', 'Rep3'].map((name) => ours.who(name).id);
  await sayIn(core.context.store, (database) =>
    database.execute(sql`update roundtable.members set name = 'Sam Lee' where id in ${sams}`),
  );
});
afterAll(() => core?.stop());

const TOLD = ['Sam Lee (Staff)', 'Sam Lee (Service-user reps, 1)', 'Sam Lee (Service-user reps, 2)'];
const read = (reply: Reply) => plainText((reply as { message: Parameters<typeof plainText>[0] }).message);
const page = async (name: ActionName, subject = ours.circle.id, who = 'Staff1') =>
  read(await core.ask(ours.who(who), name, { subject })).replace(/\s+/gu, ' ');

test('on the page of the circle, in a steward’s links and at the head of each form', async () => {
  const told = await page('circle.show');
  for (const name of TOLD) expect(told).toContain(`- ${name}`);
  for (const name of TOLD) expect(told.split(name).length, name).toBeGreaterThan(2);
  expect(await page('member.form', ours.who('Rep3').id)).toMatch(/^Sam Lee \(Service-user reps, 2\)/u);
  expect(await page('way-in.form', ours.who('Rep2').id)).toContain('Sam Lee (Service-user reps, 1)');
});

test('where somebody is chosen, with the voice once', async () => {
  await core.ask(ours.who('Rep4'), 'promise.raise', {
    subject: ours.circle.id,
    inputs: { words: ['A ramp, please.'], named: ['named'] },
  });
  const list = await core.ask(ours.who('Staff1'), 'promises.show', { subject: ours.circle.id });
  const id = /"name":"promise.owner-form","subject":"([^"]+)"/u.exec(JSON.stringify(list))?.[1] ?? '';
  const form = await page('promise.owner-form', id);
  for (const name of TOLD) expect(form).toContain(name);
  expect(form).not.toContain('(Staff) (Staff)');
  const stand = await page('stand-in.form', ours.circle.id, 'Rep1');
  expect(stand).toContain(TOLD[1]);
  expect(stand).toContain(TOLD[2]);
});

test('on record, and in what a second steward is asked', async () => {
  const { id: memberId } = ours.who('Rep3');
  const asked = await changeCircle(
    core.context,
    ours.circle,
    ours.who('Staff1'),
    [{ kind: 'member-left', memberId }],
    'They moved away.',
  );
  expect(asked).toMatchObject({ ok: true });
  expect(await page('circle.history')).toContain('Sam Lee (Service-user reps, 2)');
  expect(await page('home.show', '', 'Rep1')).toContain('Sam Lee (Service-user reps, 2)');
});

test('on the command line by id', async () => {
  const { context } = core;
  const found = await chooseMember(context.store, ours.circle, 'sam lee');
  const said = JSON.stringify(found);
  for (const [at, name] of ['Staff3', 'Rep2', 'Rep3'].entries())
    expect(said).toContain(`${ours.who(name).id}  ${TOLD[at]}`);
  expect(await chooseMember(context.store, ours.circle, ours.who('Rep2').id)).toMatchObject({
    member: { id: ours.who('Rep2').id },
  });
  const command = { context, renderDocument: async () => '', attended: true };
  const shown = JSON.stringify(await circleShow(command, { circle: ours.circle.id }));
  expect(shown).toContain(`${TOLD[0]}, id ${ours.who('Staff3').id}`);
  expect(shown).not.toContain(`id ${ours.who('Staff1').id}`);
});
