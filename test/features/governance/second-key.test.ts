import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { HOUR } from '../../../src/core/instant.ts';
import { plainText } from '../../../src/core/messages/plain-text.ts';

import type { Reply } from '../../../src/core/ports/interaction.ts';
import type { Change, PulsePlan } from '../../../src/features/governance/rules/change.ts';
import { actTable, proposalTable } from '../../../src/features/governance/tables/proposals.ts';
import { changeCircle } from '../../../src/features/governance/use-cases/changes.ts';
import { approveProposal } from '../../../src/features/governance/use-cases/decisions.ts';
import { openRoundByHand } from '../../../src/features/pulses/use-cases/open-round.ts';
import type { Pulse } from '../../../src/features/release/rules/pulse.ts';
import { pulseTable } from '../../../src/features/release/tables/pulses.ts';
import { roundTable } from '../../../src/features/release/tables/rounds.ts';
import { seriesOf, toldBy } from '../../support/meetings-of.ts';
import { type Group, startCore, type TestCore } from '../../support/test-core.ts';

let core: TestCore;
let ours: Group;
let pulse: Pulse;

beforeAll(async () => {
  core = await startCore();
});
afterAll(() => core?.stop());
beforeEach(async () => {
  ours = await core.group({ staff: 6, reps: 6 });
  const [first] = await pulseTable.list(core.context.store, ours.circle.id);
  if (first === undefined) throw new Error('no pulse');
  pulse = first;
});

const said = ({ message }: Reply) => plainText(message).replace(/\s+/g, ' ');
const planOf = ({ title, packId, questions, schedule, openFor, reminders }: Pulse): PulsePlan => ({
  title,
  packId,
  questions,
  schedule,
  openFor,
  reminders,
});
const once = (date: string) => ({ kind: 'once', date, time: '10:00' }) as const;
const wants = (change: Change, reason: string | null = 'Because.') =>
  changeCircle(core.context, ours.circle, ours.who('Staff1'), [change], reason);
const plan = (changed: Partial<PulsePlan>, of = pulse) =>
  wants({ kind: 'pulse', pulseId: of.id, plan: { ...planOf(of), ...changed } });
const waiting = async () => {
  const [proposal] = await proposalTable.open(core.context.store, ours.circle.id);
  if (proposal === undefined) throw new Error('nothing waits');
  return proposal;
};
const page = async () =>
  said(await core.ask(ours.who('Rep1'), 'approval.show', { subject: (await waiting()).id }));
const agree = async () => approveProposal(core.context, ours.circle, ours.who('Rep1'), (await waiting()).id);
const now = async (id = pulse.id) => {
  const found = await pulseTable.find(core.context.store, id);
  if (found === null) throw new Error('no pulse');
  return found;
};
async function another(title: string, schedule: PulsePlan['schedule']): Promise<Pulse> {
  const id = core.context.newId();
  const added = await wants({ kind: 'pulse', pulseId: id, plan: { ...planOf(pulse), title, schedule } });
  if (!added.ok) throw new Error(added.code);
  return now(id);
}

test('whoever turns it reads everything of a question that people would see', async () => {
  const [voice, way, trust, last] = pulse.questions;
  if (voice === undefined || way === undefined || trust === undefined || last === undefined)
    throw new Error('other questions');
  const questions: PulsePlan['questions'] = [
    { ...voice, text: 'Are you heard?' },
    { ...way, onlyIf: { question: 'voice', chose: ['5'] } },
    { ...trust, hint: 'Begin with your name.' },
    last,
  ];
  await plan({ packId: null, questions });
  const read = await page();
  expect(read).toContain('Changed: “Are you heard?”');
  expect(read).toContain('Only for those who chose this at “Are you heard?”: 5.');
  expect(read).toContain('Beside it stands: “Begin with your name.”');
  expect(read).not.toContain(`Changed: “${last.text}”`);
  await agree();
  const asked = said(await core.ask(ours.who('Rep2'), 'pulse.questions', { subject: pulse.id }));
  expect(asked).toContain('Begin with your name.');
});

test('whoever turns it reads that a plan begins a year later, and so does everybody after it', async () => {
  await plan({ schedule: { ...pulse.schedule, anchor: '2027-11-01' } as PulsePlan['schedule'] });
  const read = await page();
  expect(read).toContain('Next date, with a yes today: 2 November 2027');
  expect(read).toContain('Next date, as it stands: 17 November 2026');
  await agree();
  const history = said(await core.ask(ours.who('Rep2'), 'circle.history', { subject: ours.circle.id }));
  expect(history).toContain(
    'By this plan the first date is 2 November 2027. Before, it was 17 November 2026.',
  );
});

test('a number that two keys raised stays with its questions, also in another pulse', async () => {
  await wants({ kind: 'thresholds', pulseId: pulse.id, thresholds: { scores: 9, comments: 10 } });
  await agree();
  const beside = await another('Beside', once('2029-05-05'));
  expect(beside.thresholds).toEqual({ scores: 9, comments: 10 });
  const elsewhere = (await now()).questions.map((question) => ({
    ...question,
    text: `Or: ${question.text}`,
  }));
  await plan({ packId: null, questions: elsewhere });
  await agree();
  expect((await now()).thresholds.scores).toBe(9);
});

test('one key cannot silence a pulse by another that asks the same', async () => {
  const beside = await another('Beside', once('2029-05-05'));
  core.clock.moveTo((pulse.nextOpensAt ?? 0) - 7 * HOUR);
  expect(await openRoundByHand(core.context, beside.id)).toMatchObject({ code: 'asked-by-another' });
  await core.passTo((pulse.nextOpensAt ?? 0) + HOUR);
  const rounds = await roundTable.since(core.context.store, ours.circle.id, 0);
  expect(rounds.map(({ pulseId }) => pulseId)).toEqual([pulse.id]);
});

test('another name of a pulse, or of meetings, takes both keys', async () => {
  expect(await plan({ title: 'Meeting check' })).toMatchObject({ value: { made: [], asked: [{}] } });
  const { id, name: _, ...series } = await seriesOf(core, ours);
  const renamed = await wants({ kind: 'meetings', seriesId: id, plan: { ...series, name: 'Other' } });
  expect(renamed).toMatchObject({ value: { made: [], asked: [{}] } });
});

test('of several pulses it is said which one is meant, and which others it holds for', async () => {
  const beside = await another('Beside', once('2029-05-05'));
  const inputs = { level: ['by-voice'], reason: ['We want to see both.'] };
  const reply = await core.ask(ours.who('Staff1'), 'pulse-settings.save', {
    subject: beside.id,
    inputs: await filled(beside, inputs),
  });
  expect(reply).toMatchObject({ kind: 'done' });
  const read = await page();
  expect(read).toContain('“Beside”: Answers are shown for each voice by itself.');
  expect(read).toContain('This holds for Having a voice too');
  await agree();
  expect([...(await toldBy(core, ours, 'measuring-changed'))].sort()).toContain('Rep3');
});

async function filled({ id }: Pulse, more: Readonly<Record<string, readonly string[]>>) {
  const form = await core.ask(ours.who('Staff1'), 'pulse-settings.form', { subject: id });
  const inputs: Record<string, readonly string[]> = {};
  for (const block of form.message.blocks) {
    if (block.kind === 'text-input') inputs[block.name] = [block.value ?? ''];
    if (block.kind === 'choice') inputs[block.name] = block.chosen;
  }
  return { ...inputs, ...more };
}

test('two voices that change their names with each other do not read like an order', async () => {
  const [staff, reps] = ours.circle.voices;
  if (staff === undefined || reps === undefined) throw new Error('other voices');
  await wants({
    kind: 'voices',
    voices: [
      { ...staff, name: reps.name },
      { ...reps, name: staff.name },
    ],
  });
  const read = await page();
  expect(read).toContain('“Staff” will be called “Service-user reps”.');
  expect(read).toContain('“Service-user reps” will be called “Staff”.');
});

test('what waited until its only date was over is refused', async () => {
  await plan({ schedule: once('2026-11-24') });
  expect(await page()).toContain('Next date, with a yes today: 24 November 2026');
  core.clock.moveTo(Date.parse('2026-11-25T09:00:00Z'));
  expect(await agree()).toMatchObject({ code: 'time-passed' });
  expect((await actTable.list(core.context.store, ours.circle.id, 9)).map(({ what }) => what)).not.toContain(
    'approved',
  );
  expect(await page()).toContain('Next date, with a yes today: never');
});

test('meetings that begin next winter, or leave out their holidays, take both keys and a reason', async () => {
  const { id, schedule, ...series } = await seriesOf(core, ours);
  const meet = (changed: Partial<typeof series>, on = schedule, reason: string | null = null) =>
    wants({ kind: 'meetings', seriesId: id, plan: { ...series, ...changed, schedule: on } }, reason);
  const later = { ...schedule, anchor: '2027-12-01' } as typeof schedule;
  expect(await meet({}, later)).toMatchObject({ code: 'no-reason' });
  const mondays = {
    kind: 'weekly',
    weeks: 1,
    weekday: 'monday',
    time: '14:00',
    anchor: '2026-11-16',
  } as const;
  expect(await meet({}, mondays)).toMatchObject({ value: { asked: [] } });
  const skipping = { holidays: { region: 'GB-ENG', what: 'skip' } } as const;
  expect(await meet(skipping, mondays)).toMatchObject({ code: 'no-reason' });
  expect(await meet(skipping, mondays, 'We rest.')).toMatchObject({ value: { made: [], asked: [{}] } });
  expect(await page()).toContain('left out on bank holidays (England)');
});
