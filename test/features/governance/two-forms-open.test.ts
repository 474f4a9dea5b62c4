import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { HOUR } from '../../../src/core/instant.ts';
import type { ActionName } from '../../../src/core/ports/action.ts';
import type { Reply } from '../../../src/core/ports/interaction.ts';
import type { Message } from '../../../src/core/ports/message.ts';
import { plainMarkOf } from '../../../src/features/governance/messages/form-mark.ts';
import { pulseTable } from '../../../src/features/release/tables/pulses.ts';
import { chairedMeeting, meetingNow, seriesOf } from '../../support/meetings-of.ts';
import { type Group, startCore, type TestCore } from '../../support/test-core.ts';

let core: TestCore;
let ours: Group;
let series: string;
beforeAll(async () => {
  core = await startCore();
});
afterAll(() => core?.stop());
beforeEach(async () => {
  ours = await core.group();
  series = (await seriesOf(core, ours)).id;
});

const FORM = { name: 'Meeting', every: '2 weeks', on: 'Thursday 14:00', lasting: '90 minutes' };
const opened = async (name: string) =>
  markIn((await core.ask(ours.who(name), 'meeting-settings.form', { subject: series })).message);
const send = (name: string, mark: string | undefined, inputs: Record<string, readonly string[]>) =>
  core.ask(ours.who(name), 'meeting-settings.save', {
    subject: series,
    ...(mark === undefined ? {} : { value: mark }),
    inputs,
  });
const save = (name: string, mark: string | undefined, changed: Record<string, string>) =>
  send(
    name,
    mark,
    Object.fromEntries(Object.entries({ ...FORM, ...changed }).map(([input, said]) => [input, [said]])),
  );

/** What the buttons of a form that write something carry. */
function markIn(form: Message | undefined, action: ActionName = 'meeting-settings.save'): string | undefined {
  const buttons = form?.blocks.flatMap((block) => (block.kind === 'actions' ? block.buttons : []));
  return buttons?.find((button) => button.action.name === action)?.action.value;
}
/** What a platform sends of a form in which nothing was changed. */
function heldIn(form: Message | undefined): Record<string, readonly string[]> {
  const held = (form?.blocks ?? []).flatMap((block) =>
    !('name' in block) || block.kind === 'scale'
      ? []
      : [[block.name, 'chosen' in block ? block.chosen : [block.value]] as const],
  );
  return Object.fromEntries(held);
}
const formIn = (reply: Reply) => (reply.kind === 'refused' ? reply.form : undefined);

test('of two stewards with one form open the second is told, and saves with a second press', async () => {
  const [first, second] = [await opened('Staff1'), await opened('Rep1')];
  expect(first).toBeDefined();
  expect(second).toBe(first);
  expect((await save('Staff1', first, { place: 'Room 4' })).kind).toBe('done');
  const late = await save('Rep1', second, { on: 'Friday 14:00' });
  expect(late).toMatchObject({
    kind: 'refused',
    filled: true,
    message: {
      summary:
        'Somebody changed this while you had it open: “Where you meet”. You see it as it is now. Nothing is saved yet. Please look, and send it again.',
    },
  });
  expect(await seriesOf(core, ours)).toMatchObject({
    venue: { place: 'Room 4' },
    schedule: { weekday: 'thursday' },
  });
  const again = heldIn(formIn(late));
  expect(again).toMatchObject({ place: ['Room 4'], on: ['Friday 14:00'] });
  expect((await send('Rep1', markIn(formIn(late)), again)).kind).toBe('done');
  expect(await seriesOf(core, ours)).toMatchObject({
    venue: { place: 'Room 4' },
    schedule: { weekday: 'friday' },
  });
});

test('a form that nobody came between is taken, and so is one posted before forms were marked', async () => {
  expect((await save('Staff1', await opened('Staff1'), { place: 'Room 4' })).kind).toBe('done');
  expect((await save('Rep1', undefined, { place: 'Room 5' })).kind).toBe('done');
  expect(await seriesOf(core, ours)).toMatchObject({ venue: { place: 'Room 5' } });
});

test('what both changed keeps the second’s value, and says what it is now', async () => {
  const mark = await opened('Rep1');
  await save('Staff1', mark, { place: 'Room 4', lasting: '60 minutes' });
  const late = await save('Rep1', mark, { place: 'Room 5' });
  expect(late.message.summary).toBe(
    'Somebody changed this while you had it open: “How long does it last?”. You see it as it is now. ' +
      'Somebody changed this, and so did you: “Where you meet” (now: Room 4). Yours still stands here. ' +
      'If you send it, it takes the place of theirs. Nothing is saved yet. Please look, and send it again.',
  );
  expect(heldIn(formIn(late))).toMatchObject({ place: ['Room 5'], lasting: ['1 hour'] });
});

test('who changed it to the same is not asked again', async () => {
  const mark = await opened('Rep1');
  await save('Staff1', mark, { place: 'Room 4' });
  expect((await save('Rep1', mark, { place: 'Room 4 ', lasting: '60 minutes' })).kind).toBe('done');
  expect(await seriesOf(core, ours)).toMatchObject({ lasting: HOUR, venue: { place: 'Room 4' } });
});

test('a mark of before tells once that something changed, and keeps all', async () => {
  const form = (await core.ask(ours.who('Rep1'), 'meeting-settings.form', { subject: series })).message;
  const plain = plainMarkOf(form);
  expect((await save('Staff1', plain, { place: 'Room 4' })).kind).toBe('done');
  const late = await save('Rep1', plain, { on: 'Friday 14:00', place: '' });
  expect(late).toMatchObject({
    kind: 'refused',
    message: { summary: expect.stringMatching(/^Somebody changed something/) },
  });
  expect(late).not.toHaveProperty('filled');
  expect((await save('Rep1', markIn(formIn(late)), { on: 'Friday 14:00', place: '' })).kind).toBe('done');
});

test('a preview keeps the mark as the form was opened', async () => {
  const [pulse] = await pulseTable.list(core.context.store, ours.circle.id);
  const [subject, questions] = [pulse?.id ?? '', ['I can speak up. (scale 1 to 5)']];
  const form = (await core.ask(ours.who('Rep1'), 'pulse-settings.form', { subject })).message;
  const held = heldIn(form);
  const mark = markIn(form, 'pulse-settings.preview');
  expect(mark).toBe(markIn(form, 'pulse-settings.save'));
  const other = { ...held, 'open-for': ['3 days'] };
  await core.ask(ours.who('Staff1'), 'pulse-settings.save', {
    subject,
    ...(mark && { value: mark }),
    inputs: other,
  });
  const inputs = { ...held, pack: ['own'], questions };
  const seen = await core.ask(ours.who('Rep1'), 'pulse-settings.preview', {
    subject,
    ...(mark && { value: mark }),
    inputs,
  });
  expect(seen.kind).toBe('shown');
  expect(markIn(seen.message, 'pulse-settings.save')).toBe(mark);
  const saved = { subject, ...(mark && { value: mark }), inputs: heldIn(seen.message) };
  expect(await core.ask(ours.who('Rep1'), 'pulse-settings.save', saved)).toMatchObject({
    kind: 'refused',
    message: { summary: expect.stringContaining('“How long is it open?”') },
  });
});

test.each([
  ['meeting.move-form', 'meeting.move', { time: ['15:00'] }, { time: ['16:00'] }],
  ['name.form', 'name.save', { name: ['Robin'] }, { name: ['Ray'] }],
] as const)('of two who have %s open the second is told', async (open, action, first, second) => {
  const meeting = open === 'name.form' ? null : (await chairedMeeting(core, ours)).meeting;
  const subject = meeting?.id ?? ours.who('Rep2').id;
  const form = (await core.ask(ours.who('Rep1'), open, { subject })).message;
  const value = markIn(form, action) ?? '';
  const sent = (who: string, changed: object, mark: string) =>
    core.ask(ours.who(who), action, { subject, value: mark, inputs: { ...heldIn(form), ...changed } });
  expect((await sent('Staff1', first, value)).kind).toBe('done');
  const late = await sent('Rep1', second, value);
  expect(late).toMatchObject({ kind: 'refused', reason: 'conflict', filled: true });
  expect((await sent('Rep1', second, markIn(formIn(late), action) ?? '')).kind).toBe('done');
  if (meeting !== null) expect((await meetingNow(core, meeting)).startsAt - meeting.startsAt).toBe(2 * HOUR);
});
