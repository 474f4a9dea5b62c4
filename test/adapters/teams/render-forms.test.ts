import { describe, expect, test } from 'vitest';
import { renderCard, type Surface } from '../../../adapters/teams/render/card.ts';
import { renderDialog } from '../../../adapters/teams/render/dialog.ts';
import { idOf, readInputId } from '../../../adapters/teams/render/input-id.ts';
import { renderPost } from '../../../adapters/teams/render/post.ts';
import type { Block, Button, Message } from '../../../src/core/ports/message.ts';
import { message, said } from '../../contract/chat.fixtures.ts';
import { SAMPLES } from '../slack/sample-messages.ts';
import { all, brokenInCard, textsIn } from './card-checker.ts';
import { codec, OWNER } from './sample-cards.ts';

const RAISE = { name: 'promise.raise', subject: 'p1' } as const;
const LEAVE: Button = {
  label: 'See all',
  action: { name: 'promises.show', subject: '' },
  weight: 'secondary',
};
const send: Block = {
  kind: 'actions',
  buttons: [LEAVE, { label: 'Send', action: RAISE, weight: 'primary' }],
};
const SOMEBODY_ELSE = '00000000-0000-4000-8000-000000000001';

function choice(labels: readonly string[], more: Partial<Extract<Block, { kind: 'choice' }>> = {}): Block {
  const options = labels.map((label, index) => ({ value: `v${index}`, label }));
  return {
    kind: 'choice',
    name: 'choice',
    label: 'Which?',
    hint: null,
    many: false,
    options,
    chosen: ['v1'],
    ...more,
  };
}

function words(more: Partial<Extract<Block, { kind: 'text-input' }>> = {}): Block {
  return {
    kind: 'text-input',
    name: 'words',
    label: 'Why?',
    hint: null,
    lines: 1,
    maxLength: 300,
    value: '',
    ...more,
  };
}

function card(given: Message, surface: Surface = 'chat') {
  return renderCard(given, codec, { surface, owner: OWNER });
}

function inputsIn(given: Message, surface: Surface = 'chat') {
  return all(card(given, surface), /^Input\./);
}

function options(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `Option ${index}`);
}

describe('buttons', () => {
  test('in a chat answer in place, and are submitted by clients that lack that', () => {
    const [read, write] = all(card(message('S', words(), send)), 'Action.Execute');
    expect(write).toMatchObject({
      title: 'Send',
      verb: 'promise.raise',
      associatedInputs: 'auto',
      style: 'positive',
    });
    expect(write).toMatchObject({
      fallback: { type: 'Action.Submit', title: 'Send', data: Object(write).data },
    });
    expect(read).toMatchObject({ verb: 'promises.show', associatedInputs: 'none' });
    expect(read).toMatchObject({ fallback: { associatedInputs: 'none' } });
    expect(codec.open(Object(write?.data).rt, OWNER)).toEqual({ ok: true, action: RAISE });
    expect(codec.open(Object(write?.data).rt, SOMEBODY_ELSE)).toEqual({ ok: false, why: 'not-yours' });
  });

  test('in a shared place open a dialog for whoever presses, and nothing can be typed there', () => {
    const drawn = renderCard(message('S', words(), choice(['A', 'B']), send), codec, {
      surface: 'shared',
      owner: null,
    });
    const [first, second] = all(drawn, 'Action.Submit');
    for (const each of [first, second]) expect(Object(each?.data).msteams).toEqual({ type: 'task/fetch' });
    expect(codec.open(Object(second?.data).rt, SOMEBODY_ELSE)).toEqual({ ok: true, action: RAISE });
    expect(all(drawn, /^(Input\.|Action\.Execute)/)).toEqual([]);
    expect(textsIn(drawn.body).join(' ')).toContain('Why? Which? •  A •  B');
  });

  test('in a dialog are submitted with what was typed, or without it where they only lead on', () => {
    const [read, write] = all(card(message('S', words(), send), 'dialog'), 'Action.Submit');
    expect(Object.keys(Object(write?.data))).toEqual(['rt']);
    expect(write).not.toHaveProperty('associatedInputs');
    expect(read).toMatchObject({ associatedInputs: 'none' });
  });

  test('stand in rows that fit on a phone, and a long label stands above in full', () => {
    const long = 'See everything that the group has promised since it began';
    const buttons = ['Yes', 'No', 'Later', 'Never', long].map((label) => ({ ...LEAVE, label }));
    const { body } = card(message('S', { kind: 'actions', buttons }));
    expect(all(body, 'ActionSet').map(({ actions }) => textsIn(actions))).toEqual([
      ['Yes', 'No', 'Later'],
      ['Never'],
      ['See everything that the group has…'],
    ]);
    expect(textsIn(body)).toContain(long);
  });

  test('a refresh is there only where it was asked for, in a chat', () => {
    const refresh = { name: 'pulse.show', subject: 'r1' } as const;
    const post = (surface: Surface, asked: object) =>
      renderPost(SAMPLES.invitation, codec, { surface, owner: OWNER, ...asked }).attachments[0].content
        .refresh;
    expect(post('chat', { refresh })).toMatchObject({
      action: { type: 'Action.Execute', verb: 'pulse.show' },
    });
    expect(post('chat', {})).toBeUndefined();
    expect(post('shared', { refresh })).toBeUndefined();
  });
});

describe('inputs', () => {
  test.each([
    [10, 'expanded'],
    [11, 'compact'],
  ] as const)('%i choices are %s', (count, style) => {
    expect(inputsIn(message('S', choice(options(count)), send))).toMatchObject([
      { style, value: 'v1', wrap: true },
    ]);
  });

  test('what was chosen is joined by commas, and only what is a choice', () => {
    const many = choice(options(4), { many: true, chosen: ['v1', 'v3', 'gone'] });
    expect(inputsIn(message('S', many, send))).toMatchObject([{ isMultiSelect: true, value: 'v1,v3' }]);
    expect(inputsIn(message('S', choice(options(4), { chosen: ['v1', 'v3'] }), send))).toMatchObject([
      { value: 'v1' },
    ]);
  });

  test.each(['', 'a,b'])('an option of the value "%s" is refused', (value) => {
    const block = choice([], { options: [{ value, label: 'A' }] });
    expect(() => card(message('S', block, send))).toThrow(RangeError);
  });

  test('label and hint are said together, and nothing is required', () => {
    const [input] = inputsIn(
      message('S', words({ hint: 'One line will do.', lines: 3, value: 'So far' }), send),
    );
    expect(input).toEqual({
      type: 'Input.Text',
      id: 'text.words',
      label: 'Why?\nOne line will do.',
      isMultiline: true,
      maxLength: 300,
      value: 'So far',
    });
    expect(JSON.stringify(card(SAMPLES.form))).not.toContain('isRequired');
  });

  test.each([
    ['date', '', { type: 'Input.Date', label: 'When?\nOr never.' }],
    ['date', '2026-12-24', { type: 'Input.Date', label: 'When?\nOr never.', value: '2026-12-24' }],
    ['time', '', { type: 'Input.Time', label: 'When?\nOr never.' }],
    ['time', '21:00', { type: 'Input.Time', label: 'When?\nOr never.', value: '21:00' }],
    [
      'date',
      'soon',
      { type: 'Input.Text', label: 'When?\nWrite it like this.', maxLength: 40, value: 'soon' },
    ],
    ['time', '9pm', { type: 'Input.Text', label: 'When?\nWrite it like this.', maxLength: 40, value: '9pm' }],
  ] as const)('a %s of "%s" is picked where a picker can show it', (kind, value, input) => {
    const block = {
      kind,
      name: 'when',
      label: 'When?',
      hint: 'Or never.',
      typedHint: 'Write it like this.',
      value,
    };
    expect(inputsIn(message('S', block, send))).toEqual([{ id: 'text.when', ...input }]);
  });

  test('what stands in an input already is never longer than it takes', () => {
    expect(inputsIn(message('S', words({ maxLength: 2, value: '👋👋' }), send))).toMatchObject([
      { maxLength: 4 },
    ]);
  });

  test('choices that do not fit are counted in words', () => {
    const [input] = inputsIn(message('S', choice(options(120)), send));
    expect(Object(input).choices).toHaveLength(100);
    expect(Object(input).label).toBe('Which?\nOnly the first 100 choices fit here.');
  });

  test('without a button that writes nothing can be filled in', () => {
    expect(inputsIn(message('S', words()))).toEqual([]);
    expect(inputsIn(message('S', words(), { kind: 'actions', buttons: [LEAVE] }))).toEqual([]);
  });

  test('ids lead back to names, and only to names', () => {
    for (const kind of ['text', 'one', 'many'] as const)
      expect(readInputId(idOf('q1.comment', kind))).toEqual({ name: 'q1.comment', kind });
    for (const id of ['q1', 'text.', 'one.1', `many.${'a'.repeat(65)}`, 'text.a b', 'rt', 'input.q1'])
      expect(readInputId(id)).toBeNull();
    expect(() => idOf('not a name', 'text')).toThrow(RangeError);
  });
});

describe('one at a time', () => {
  const form = { ...SAMPLES.form, oneAtATime: true };
  const count = all(card(SAMPLES.form), /^Input\./).length;
  const steps = card(form).body.filter(({ id }) => id?.startsWith('question.'));

  test('each question has a place of its own, and the first is to be seen', () => {
    expect(count).toBeGreaterThan(2);
    expect(steps.map(({ isVisible }) => isVisible ?? true)).toEqual([true, ...Array(count - 1).fill(false)]);
    expect(steps.map((step) => all(step, /^Input\./).length)).toEqual(Array(count).fill(1));
    expect(steps.map((step) => textsIn(step)[0])).toEqual(
      Array.from({ length: count }, (_, index) => `Question ${index + 1} of ${count}`),
    );
    expect(all(card(form), /^Input\./)).toEqual(all(card(SAMPLES.form), /^Input\./));
  });

  test('only the last sends; the others go on and back without sending', () => {
    expect(steps.map((step) => all(step, 'Action.Execute').map(({ title }) => title))).toEqual([
      ...Array(count - 1).fill([]),
      ['Send my answers'],
    ]);
    expect(steps.map((step) => all(step, 'Action.ToggleVisibility').map(({ title }) => title))).toEqual([
      ['Next'],
      ...Array(count - 2).fill(['Next', 'Back']),
      ['Back'],
    ]);
  });

  test('what sends comes last wherever it stood', () => {
    const early = {
      ...message('S', words({ name: 'a' }), send, words({ name: 'b' }), said('End')),
      oneAtATime: true,
    };
    const [first, last] = card(early).body.filter(({ id }) => id?.startsWith('question.'));
    expect(all(first, 'Action.Execute')).toEqual([]);
    expect(all(last, 'Action.Execute').map(({ title }) => title)).toEqual(['See all', 'Send']);
    expect(brokenInCard(card(early), 'chat')).toEqual([]);
  });

  test('all stand at once in a shared place as text, where there is one, and where steps would not fit', () => {
    const stepped = (given: Message, surface: Surface = 'chat') =>
      all(card(given, surface), 'Action.ToggleVisibility');
    expect(stepped(form, 'dialog')).not.toEqual([]);
    expect(stepped(form, 'shared')).toEqual([]);
    expect(stepped({ ...message('S', words(), send), oneAtATime: true })).toEqual([]);
    const long = said('word '.repeat(20_000));
    expect(
      stepped({ ...message('S', words({ name: 'a' }), long, words({ name: 'b' }), send), oneAtATime: true }),
    ).toEqual([]);
  });
});

describe('a dialog', () => {
  test('is named by its heading, which is not said twice, or by the first sentence of the summary', () => {
    const heading = (text: string): Block => ({ kind: 'heading', level: 1, text });
    const short = renderDialog(message('S', heading('Promises'), said('One.')), codec, OWNER);
    expect(short).toMatchObject({ title: 'Promises', height: 'medium' });
    expect(textsIn(short.card.content.body)).toEqual(['One.']);
    const long = 'What the group has promised in November and has not yet done';
    const cut = renderDialog(message('S', heading(long)), codec, OWNER);
    expect(cut.title.length).toBeLessThanOrEqual(50);
    expect(textsIn(cut.card.content.body)).toEqual([long]);
    const thanks = renderDialog(
      message('Thank you. All of it has been counted, and nobody is told.'),
      codec,
      OWNER,
    );
    expect(thanks.title).toBe('Thank you.');
    expect(renderDialog(SAMPLES.form, codec, OWNER)).toMatchObject({ height: 'large', width: 'medium' });
  });
});
