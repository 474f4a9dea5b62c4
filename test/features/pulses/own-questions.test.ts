import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { plainText } from '../../../src/core/messages/plain-text.ts';
import type { ActionName } from '../../../src/core/ports/action.ts';
import type { Reply } from '../../../src/core/ports/interaction.ts';
import { proposalTable } from '../../../src/features/governance/tables/proposals.ts';
import { approveProposal } from '../../../src/features/governance/use-cases/decisions.ts';
import { pulseTable } from '../../../src/features/release/tables/pulses.ts';
import { type Group, startCore, type TestCore } from '../../support/test-core.ts';

const WRITTEN = 'Did you feel heard?\n\nWhat got in the way?\nonly if 1 or 2 in question 1\n- Time\n- Words';
const FORM = {
  pack: 'own',
  name: 'How we meet',
  questions: WRITTEN,
  every: 'month',
  on: 'second Tuesday 2pm',
  'open-for': '2 days',
  'remind-after': 'never',
};

let core: TestCore;
let ours: Group;
beforeAll(async () => {
  core = await startCore();
});
afterAll(() => core?.stop());
beforeEach(async () => {
  ours = await core.group();
});

const send = (action: ActionName, subject: string, inputs: Record<string, string>, name = 'Staff1') =>
  core.ask(ours.who(name), action, {
    subject,
    inputs: Object.fromEntries(Object.entries(inputs).map(([input, value]) => [input, [value]])),
  });
const said = ({ message }: Reply) => plainText(message).replace(/\s+/g, ' ');
const own = async () =>
  (await pulseTable.list(core.context.store, ours.circle.id)).find(({ packId }) => packId === null);

test('a preview shows what people will read, keeps what was typed, and saves nothing', async () => {
  const { circle } = ours;
  const shown = await send('pulse-settings.preview', circle.id, { ...FORM, on: 'some day' });
  expect(shown.kind).toBe('shown');
  for (const words of [
    '1. Did you feel heard?',
    '- 1: Disagree strongly',
    '2. What got in the way?',
    'Only if you chose 1 or 2 in question 1.',
    '- Time',
  ])
    expect(said(shown)).toContain(words);
  const inputs = shown.message.blocks.filter((block) => 'name' in block);
  expect(inputs).toContainEqual(expect.objectContaining({ name: 'questions', value: WRITTEN }));
  expect(inputs).toContainEqual(expect.objectContaining({ name: 'on', value: 'some day' }));
  expect(inputs).toContainEqual(expect.objectContaining({ name: 'every', chosen: ['month'] }));
  expect(said(shown)).toContain('[Save]');
  expect(await own()).toBeUndefined();
  const packed = await send('pulse-settings.preview', circle.id, { ...FORM, pack: 'having-a-voice' });
  expect(said(packed)).toContain('Questions for own words are asked only where you ask for comments.');
});

test('what cannot be read comes back with its question named, at the input', async () => {
  const questions = `${WRITTEN}\n\nWhy?\n- Because`;
  const told =
    'Question 3 needs from two to twelve different answers. Please write each on a line that begins with “-”.';
  for (const action of ['pulse-settings.preview', 'pulse-settings.save'] as const)
    expect(await send(action, ours.circle.id, { ...FORM, questions })).toMatchObject({
      kind: 'refused',
      message: { summary: told },
      problems: { questions: told },
    });
  expect(await own()).toBeUndefined();
});

test('who is no steward, or of another circle, previews nothing', async () => {
  expect(await send('pulse-settings.preview', ours.circle.id, FORM, 'Rep2')).toMatchObject({
    reason: 'not-allowed',
  });
  const { circle } = await core.group();
  expect(await send('pulse-settings.preview', circle.id, FORM)).toMatchObject({ reason: 'not-found' });
});

test('own questions need two keys, the first time and after; who turns the second reads them, old beside new', async () => {
  expect((await send('pulse-settings.save', ours.circle.id, FORM)).kind).toBe('done');
  expect(await own()).toBeUndefined();
  expect(await approve()).toContain('It asks: “What got in the way?” Answers: Time; Words.');
  const pulse = await own();
  if (pulse === undefined) throw new Error('no pulse');
  expect(pulse).toMatchObject({ title: 'How we meet', questions: [{ kind: 'scale' }, { kind: 'single' }] });
  const form = await send('pulse-settings.form', pulse.id, {});
  expect(form.message.blocks).toContainEqual(expect.objectContaining({ name: 'questions', value: WRITTEN }));
  const questions = WRITTEN.replace('- Words', '- Hard words');
  const changed = { ...FORM, questions, reason: 'Plainer.' };
  expect(await send('pulse-settings.save', pulse.id, { ...changed, reason: '' })).toMatchObject({
    kind: 'refused',
    problems: { reason: /why/ },
  });
  expect((await send('pulse-settings.save', pulse.id, changed)).kind).toBe('done');
  expect(await approve()).toContain(
    'Changed: “What got in the way?” Answers: Time; Hard words. Before: Answers: Time; Words.',
  );
  const after = await own();
  expect(after?.questions[0]).toEqual(pulse.questions[0]);
  expect(after?.questions[1]).toMatchObject({
    id: pulse.questions[1]?.id,
    options: [{ label: 'Time' }, { label: 'Hard words' }],
  });
});

/** Says yes to what waits, and gives what its page said before. */
async function approve(): Promise<string> {
  const [waits] = await proposalTable.open(core.context.store, ours.circle.id);
  const page = said(await send('approval.show', waits?.id ?? '', {}, 'Rep1'));
  await approveProposal(core.context, ours.circle, ours.who('Rep1'), waits?.id ?? '');
  return page;
}
