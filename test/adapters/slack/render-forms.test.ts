import type { InputBlock, ModalView } from '@slack/types';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createActionCodec } from '../../../adapters/slack/auth/action-codec.ts';
import { problemsAsErrors, readViewState } from '../../../adapters/slack/inbound/view-state.ts';
import { messageOf } from '../../../adapters/slack/outbound/replies.ts';
import { inputNameOf } from '../../../adapters/slack/render/input-id.ts';
import { renderModal, renderStep, stepsOf } from '../../../adapters/slack/render/modal.ts';
import type { Block, PickBlock, WhenBlock } from '../../../src/core/ports/message.ts';
import { moveMeetingForm } from '../../../src/features/meetings/messages/one-meeting.ts';
import { meetingSettingsForm } from '../../../src/features/meetings/messages/settings.ts';
import { message, said } from '../../contract/chat.fixtures.ts';
import { textsIn } from './limit-checker.ts';
import { SAMPLES } from './sample-messages.ts';

const codec = createActionCodec([new Uint8Array(32).fill(7)]);
const view = { name: 'pulse.show', subject: 'r1' } as const;
const TEAM = 'T0NORTH';
const send: Block = {
  kind: 'actions',
  buttons: [
    { label: 'Leave', action: { name: 'away.remove', subject: 'a1' }, weight: 'secondary' },
    { label: 'Send', action: { name: 'promise.raise', subject: 'p1' }, weight: 'primary' },
  ],
};

function inputsOf({ blocks }: ModalView): InputBlock[] {
  return blocks.filter((block): block is InputBlock => block.type === 'input');
}

function choice(labels: readonly string[], many = false): Block {
  const options = labels.map((label, index) => ({ value: `v${index}`, label }));
  return { kind: 'choice', name: 'choice', label: 'Which?', hint: null, many, options, chosen: ['v1'] };
}

function elementOf(block: Block): InputBlock['element'] | undefined {
  return inputsOf(renderModal(message('Form', block, send), codec))[0]?.element;
}

describe('a form as a modal', () => {
  test('has the title, the submit button and all it must know of itself', () => {
    const modal = renderModal(SAMPLES.form, codec, { view });
    expect(modal.title.text).toBe('Having a voice');
    expect(textsIn(modal.submit)).toEqual(['Send my answers']);
    expect(codec.decodeView(modal.private_metadata)).toEqual({
      view,
      submit: { name: 'pulse.answer', subject: 'r1' },
      step: null,
    });
    expect(JSON.stringify(modal.blocks)).not.toContain('Send my answers');
  });

  test('the first primary button submits; the others stay where they are', () => {
    const modal = renderModal(message('Form', choice(['A', 'B']), send), codec);
    expect(codec.decodeView(modal.private_metadata)?.submit).toEqual({
      name: 'promise.raise',
      subject: 'p1',
    });
    expect(textsIn(modal.blocks.at(-1))).toEqual(['Leave']);
  });

  test('without a button that writes nothing can be filled in, and nothing is submitted', () => {
    const modal = renderModal(message('Form', choice(['A', 'B'])), codec);
    expect(modal.submit).toBeUndefined();
    expect(inputsOf(modal)).toEqual([]);
    expect(textsIn(modal.blocks)).toContain('Which?');
  });

  test.each([
    [10, false, 'radio_buttons'],
    [11, false, 'static_select'],
    [10, true, 'checkboxes'],
    [11, true, 'multi_static_select'],
  ] as const)('%i options, many: %s, are %s', (count, many, type) => {
    const labels = Array.from({ length: count }, (_, index) => `Option ${index}`);
    expect(elementOf(choice(labels, many))).toMatchObject({ type });
    expect(JSON.stringify(elementOf(choice(labels, many)))).toContain('"initial_option');
  });

  test('a long choice goes on below itself, and a longer one stands above the input in full', () => {
    const twoLines =
      'Everybody who came to the meeting was asked what they thought before the group decided.';
    expect(
      textsIn(elementOf(choice([twoLines, 'B'])))
        .slice(0, 2)
        .join(' '),
    ).toBe(twoLines);
    const long = `${twoLines} ${twoLines} ${twoLines}`;
    const modal = renderModal(message('Form', choice([long, 'B']), send), codec);
    expect(textsIn(modal.blocks)).toContain(long);
  });

  test('what a form is refused without is not optional; a question of a pulse always is', () => {
    const inputs = inputsOf(renderModal(SAMPLES.form, codec));
    expect(inputs.length).toBeGreaterThan(3);
    expect(inputs.every(({ optional }) => optional === true)).toBe(true);
    const reader = { language: 'en-GB', easyRead: false, oneAtATime: false, timezone: 'Europe/London' };
    const view = { meetingId: 'm1', meeting: 'Meeting', startsAt: 0 };
    const move = inputsOf(renderModal(moveMeetingForm(view, 'Europe/London', reader), codec));
    expect(move.map(({ optional }) => optional)).toEqual([false, false]);
  });

  test('"(optional)" stands once: Slack says it by itself', () => {
    const reader = { language: 'en-GB', easyRead: false, oneAtATime: false, timezone: 'Europe/London' };
    const form = meetingSettingsForm({ subject: 'c1', circle: 'Circle', series: null }, reader);
    const place = inputsOf(renderModal(form, codec)).find(({ label }) => label.text === 'Where you meet');
    expect(place?.optional).toBe(true);
  });

  test('a title that is cut stands in full in the view, one that fits only once', () => {
    const heading = (text: string): Block => ({ kind: 'heading', level: 1, text });
    const long = 'What the group promised in November';
    expect(textsIn(renderModal(message('S', heading(long)), codec).blocks)).toEqual([long]);
    const short = renderModal(message('S', heading('Promises'), said('One.')), codec);
    expect(textsIn(short.blocks)).toEqual(['One.']);
    expect(renderModal(SAMPLES.thanks, codec).title.text).toBe('Thank you.');
  });
});

describe('people and channels to pick', () => {
  const pick = (changes: Partial<PickBlock>): PickBlock => ({
    kind: 'pick',
    name: 'who',
    label: 'Who?',
    hint: 'Choose them.',
    typedHint: 'Type their ids.',
    platform: 'slack',
    what: 'person',
    many: false,
    chosen: [],
    ...changes,
  });
  const inputFor = (changes: Partial<PickBlock>, team: string | null = TEAM) =>
    inputsOf(renderModal(message('Form', pick(changes), send), codec, { team }))[0];
  const [gwen, ward] = [`${TEAM}/U01GWEN`, `${TEAM}/C01WARD7`];

  test.each([
    [{}, { type: 'users_select' }],
    [{ chosen: [gwen] }, { type: 'users_select', initial_user: 'U01GWEN' }],
    [{ many: true }, { type: 'multi_users_select' }],
    [
      { many: true, chosen: [gwen] },
      { type: 'multi_users_select', initial_users: ['U01GWEN'] },
    ],
    [{ what: 'channel' }, { type: 'conversations_select', filter: { include: ['public', 'private'] } }],
    [
      { what: 'channel', chosen: [ward] },
      { type: 'conversations_select', initial_conversation: 'C01WARD7' },
    ],
    [{ what: 'channel', many: true }, { type: 'multi_conversations_select' }],
  ] as const)('%o is a picker of Slack', (changes, element) => {
    const input = inputFor(changes);
    expect(input?.element).toMatchObject(element);
    expect(input?.hint?.text).toBe('Choose them.');
    if (!('chosen' in changes)) expect(JSON.stringify(input?.element)).not.toContain('initial');
  });

  test.each([
    ['of another platform', { platform: 'teams' }, TEAM],
    ['in no workspace', {}, null],
    ['that holds somebody of another workspace', { chosen: ['T0OTHER/U01GWEN'] }, TEAM],
    ['that holds an id of no kind we know', { chosen: ['aad-gwen'] }, TEAM],
    ['of one that holds two', { chosen: [gwen, `${TEAM}/U02AMINA`] }, TEAM],
    ['of people that holds a channel', { chosen: [ward] }, TEAM],
  ] as const)('a picker %s is a text, and what was chosen stands in it', (_, changes, team) => {
    const input = inputFor(changes, team);
    const { chosen } = pick(changes);
    expect(input?.element.type).toBe('plain_text_input');
    expect(input?.hint?.text).toBe('Type their ids.');
    expect(JSON.stringify(input?.element)).toContain(chosen.join('\\n'));
  });

  test('what was picked stands in the picker again after a refusal', () => {
    const form = message('Form', pick({ many: true }), send);
    const refusal = { kind: 'refused', reason: 'invalid', message: message('No.'), form } as const;
    const again = messageOf(refusal, { who: [gwen] });
    expect(inputsOf(renderModal(again, codec, { team: TEAM }))[0]?.element).toMatchObject({
      initial_users: ['U01GWEN'],
    });
  });
});

describe('one at a time', () => {
  const form = SAMPLES.form;
  const steps = stepsOf(form);
  const views = Array.from({ length: steps }, (_, step) => renderStep(form, codec, step, { view }));

  test('each step adds one input below the others, with the same ids', () => {
    const ids = views.map((each) => inputsOf(each).map(({ block_id, element }) => [block_id, element]));
    expect(ids.map(({ length }) => length)).toEqual(views.map((_, step) => step + 1));
    for (const [step, each] of ids.entries()) expect(each).toEqual(ids.at(-1)?.slice(0, step + 1));
  });

  test('only the last step sends', () => {
    expect(views.map(({ submit }) => submit?.text)).toEqual([
      ...Array.from({ length: steps - 1 }, () => 'Next'),
      'Send my answers',
    ]);
    const facts = views.map(({ private_metadata }) => codec.decodeView(private_metadata));
    expect(facts.map((each) => each?.step)).toEqual([...views.slice(1).map((_, step) => step), null]);
    expect(facts.every((each) => each?.submit?.name === 'pulse.answer')).toBe(true);
    expect(views.at(-1)).toEqual(renderModal(form, codec, { view }));
  });

  test('says how far one is', () => {
    expect(textsIn(views[1]?.blocks.at(-1))).toEqual([`Question 2 of ${steps}`]);
  });
});

describe('days and times', () => {
  const when = (kind: WhenBlock['kind'], value = ''): Block => ({
    kind,
    name: 'when',
    label: 'When?',
    hint: 'Or never.',
    typedHint: 'Write it like this.',
    value,
  });
  const inputOf = (block: Block) => inputsOf(renderModal(message('Form', block, send), codec))[0];

  test.each([
    ['date', 'datepicker'],
    ['time', 'timepicker'],
  ] as const)('a %s is picked', (kind, type) => {
    expect(inputOf(when(kind))).toMatchObject({
      element: { type, action_id: 'value' },
      hint: { text: 'Or never.' },
      optional: true,
    });
  });

  test.each([
    ['date', '2026-12-24'],
    ['date', 'soon'],
    ['time', '21:00'],
  ] as const)(
    'a %s that is there already, %s, can be taken out again: Slack’s pickers cannot be emptied',
    (kind, value) => {
      expect(inputOf(when(kind, value))).toMatchObject({
        element: { type: 'plain_text_input', initial_value: value },
        hint: { text: 'Write it like this.' },
      });
    },
  );
});

describe('what was filled in', () => {
  const option = (value: string) => ({ value, text: { type: 'plain_text', text: value } });

  test('comes back by input name', () => {
    const values = {
      'input.trust': { value: { type: 'radio_buttons', selected_option: option('4') } },
      'input.open': { value: { type: 'radio_buttons', selected_option: null } },
      'input.language': { value: { type: 'static_select', selected_option: option('cy') } },
      'input.days': { value: { type: 'checkboxes', selected_options: [option('mon'), option('tue')] } },
      'input.more': { value: { type: 'multi_static_select', selected_options: [] } },
      'input.words': { value: { type: 'plain_text_input', value: 'Hello <b>' } },
      'input.empty': { value: { type: 'plain_text_input', value: null } },
      'input.day': { value: { type: 'datepicker', selected_date: '2026-12-24' } },
      'input.no-day': { value: { type: 'datepicker', selected_date: null } },
      'input.time': { value: { type: 'timepicker', selected_time: '14:00' } },
      'input.one': { value: { type: 'users_select', selected_user: 'U01GWEN' } },
      'input.nobody': { value: { type: 'users_select', selected_user: null } },
      'input.people': { value: { type: 'multi_users_select', selected_users: ['U01GWEN', 'W02AMINA'] } },
      'input.channel': { value: { type: 'conversations_select', selected_conversation: 'C01WARD7' } },
      'input.channels': { value: { type: 'multi_conversations_select', selected_conversations: ['G0OLD'] } },
    };
    expect(readViewState(values, TEAM)).toEqual({
      trust: ['4'],
      open: [],
      language: ['cy'],
      days: ['mon', 'tue'],
      more: [],
      words: ['Hello <b>'],
      empty: [''],
      day: ['2026-12-24'],
      'no-day': [''],
      time: ['14:00'],
      one: [`${TEAM}/U01GWEN`],
      nobody: [],
      people: [`${TEAM}/U01GWEN`, `${TEAM}/W02AMINA`],
      channel: [`${TEAM}/C01WARD7`],
      channels: [`${TEAM}/G0OLD`],
    });
    expect(readViewState({}, TEAM)).toEqual({});
  });

  test('every input of a rendered form has a name that leads back to it', () => {
    const names = inputsOf(renderModal(SAMPLES.form, codec)).map(({ block_id }) =>
      inputNameOf(block_id ?? ''),
    );
    expect(names).toEqual(SAMPLES.form.blocks.flatMap((block) => ('name' in block ? [block.name] : [])));
  });

  const text = (value: unknown) => ({ value: { type: 'plain_text_input', value } });
  test.each([
    ['nothing', undefined],
    ['a list', []],
    ['a block of others', { other: text('x') }],
    ['an element of others', { 'input.a': { other: { type: 'plain_text_input', value: 'x' } } }],
    ['a second element', { 'input.a': { ...text('x'), more: text('x').value } }],
    [
      'an element we never show',
      { 'input.a': { value: { type: 'channels_select', selected_channel: 'C1' } } },
    ],
    ['a day that is none', { 'input.a': { value: { type: 'datepicker', selected_date: '2026-02-30' } } }],
    ['a time that is none', { 'input.a': { value: { type: 'timepicker', selected_time: '14:00:30' } } }],
    ['a time of no day', { 'input.a': { value: { type: 'timepicker', selected_time: '25:00' } } }],
    ['somebody who is nobody', { 'input.a': { value: { type: 'users_select', selected_user: 'T1/U1' } } }],
    [
      'a direct message as a channel',
      { 'input.a': { value: { type: 'conversations_select', selected_conversation: 'D01GWEN' } } },
    ],
    [
      'one person where many are',
      { 'input.a': { value: { type: 'multi_users_select', selected_users: 'U1' } } },
    ],
    ['a number for a text', { 'input.a': text(7) }],
    ['a text longer than can be typed', { 'input.a': text('x'.repeat(3001)) }],
    ['a name with a path in it', { 'input.../a': text('x') }],
    [
      'too many inputs',
      Object.fromEntries(Array.from({ length: 101 }, (_, at) => [`input.a${at}`, text('x')])),
    ],
    [
      'too many values',
      {
        'input.a': {
          value: { type: 'checkboxes', selected_options: Array.from({ length: 101 }, () => option('x')) },
        },
      },
    ],
  ])('%s is refused', (_, values) => {
    expect(readViewState(values, TEAM)).toBeNull();
  });

  test('nothing hostile throws or reaches a prototype', () => {
    fc.assert(
      fc.property(fc.anything(), (values) => {
        readViewState(values, TEAM);
      }),
    );
    const hostile = JSON.parse('{"__proto__": {"value": {"type": "plain_text_input", "value": "x"}}}');
    expect(readViewState(hostile, TEAM) ?? {}).toEqual({});
  });
});

describe('problems', () => {
  const submitted = { words: [''], day: [] };

  test('stand at their inputs', () => {
    expect(problemsAsErrors({ day: 'Please choose.', words: 'Please write.' }, submitted)).toEqual({
      'input.words': 'Please write.',
      'input.day': 'Please choose.',
    });
  });

  test('of inputs that are not in the view are told at the first problem', () => {
    expect(problemsAsErrors({ day: 'Please choose.', gone: 'Too late.' }, submitted)).toEqual({
      'input.day': 'Please choose. Too late.',
    });
    expect(problemsAsErrors({ gone: 'Too late.' }, submitted)).toEqual({ 'input.words': 'Too late.' });
  });

  test('that cannot be told at any input are null', () => {
    expect(problemsAsErrors({ gone: 'Too late.' }, {})).toBeNull();
    expect(problemsAsErrors({}, submitted)).toBeNull();
  });
});
