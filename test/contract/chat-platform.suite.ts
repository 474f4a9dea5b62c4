import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Place } from '../../src/core/circle.ts';
import type { Action, ActionName } from '../../src/core/ports/action.ts';
import type { ChatPlatform } from '../../src/core/ports/chat-platform.ts';
import type { Interaction, OnInteraction, Reply } from '../../src/core/ports/interaction.ts';
import type { Log } from '../../src/core/ports/log.ts';
import type { Block, Message } from '../../src/core/ports/message.ts';

/** What a person has before their eyes at the far end of a platform. */
export interface Seen {
  /** All words, white space collapsed, free of the platform's markup. */
  readonly text: string;
  /** What the inputs hold now. */
  readonly values: Readonly<Record<string, readonly string[]>>;
  /** The problem told at each input. */
  readonly problems: Readonly<Record<string, string>>;
}

/** One platform with a pretended far end. The platform has been started with the core and log that were handed in. */
export interface PlatformHarness {
  readonly platform: ChatPlatform;
  readonly member: Place;
  readonly channel: Place;
  readonly person: {
    see(view: Action): Promise<Seen>;
    /** Opens a view, fills in inputs and presses the button with this label. */
    press(view: Action, label: string, inputs?: Readonly<Record<string, string>>): Promise<Seen>;
    /** Sends a `write` that no button of ours was pressed for. */
    forge(action: Action, inputs: Readonly<Record<string, string>>): Promise<Seen>;
  };
  readonly far: {
    /** What stands in a place now, newest first. */
    posted(place: Place): Promise<readonly Seen[]>;
  };
  stop(): Promise<void>;
}

export type MakeHarness = (core: OnInteraction, log: Log) => Promise<PlatformHarness>;

type Handler = (interaction: Interaction) => Reply | Promise<Reply>;

export function message(summary: string, ...blocks: readonly Block[]): Message {
  return { summary, language: 'en-GB', blocks };
}

export function said(text: string): Block {
  return { kind: 'text', text, tone: 'plain' };
}

const table = {
  kind: 'table',
  caption: 'Who chaired',
  columns: ['Voice', 'Times'],
  rows: [
    ['Reps', '3'],
    ['Staff', '4'],
  ],
} as const;

/** One block of each kind, with the words that have to reach the reader whatever the platform can draw. */
export const EVERY_BLOCK: readonly (readonly [Block, readonly string[]])[] = [
  [{ kind: 'heading', level: 1, text: 'This week' }, ['This week']],
  [{ kind: 'heading', level: 2, text: 'Chairs' }, ['Chairs']],
  [{ kind: 'text', text: 'Both voices were there.', tone: 'lead' }, ['Both voices were there.']],
  [{ kind: 'text', text: 'Counted on Friday.', tone: 'quiet' }, ['Counted on Friday.']],
  [{ kind: 'text', text: 'Read this first.', tone: 'warning' }, ['Read this first.']],
  [{ kind: 'list', items: ['One thing', 'Another thing'] }, ['One thing', 'Another thing']],
  [{ kind: 'facts', items: [{ label: 'Next chair', value: 'Gwen' }] }, ['Next chair', 'Gwen']],
  [table, ['Who chaired', 'Voice', 'Times', 'Reps', '3', 'Staff', '4']],
  [
    {
      kind: 'chart',
      form: 'line',
      title: 'Trust over time',
      sentence: 'Trust rose a little since March.',
      axis: { label: 'Mean', min: 1, max: 5 },
      categories: ['March', 'April', 'May'],
      series: [{ name: 'Everybody', values: [3, null, 3.5], labels: ['3', '', '3.5 or higher'] }],
      table: {
        ...table,
        caption: 'Trust by month',
        rows: [
          ['March', '3'],
          ['May', '3.5 or higher'],
        ],
      },
    },
    ['Trust over time', 'Trust rose a little since March.', 'Trust by month', '3.5 or higher'],
  ],
  [
    {
      kind: 'chart',
      form: 'bar',
      title: 'Chairing by voice',
      sentence: 'Reps chaired less often than staff.',
      axis: { label: 'Times', min: 0, max: 6 },
      categories: ['Spring', 'Summer'],
      series: [
        { name: 'Reps', values: [2, 3], labels: ['2', '3'] },
        { name: 'Staff', values: [4, null], labels: ['4', 'nothing to show'] },
      ],
      table: { ...table, caption: 'Chairing by season' },
    },
    ['Chairing by voice', 'Reps chaired less often than staff.', 'Chairing by season'],
  ],
  [
    { kind: 'link', text: 'Read the digest', action: { name: 'digest.show', subject: 'd1' } },
    ['Read the digest'],
  ],
  [
    { kind: 'address', text: 'Open my page', url: 'https://roundtable.example.org/l/abc' },
    ['Open my page', 'https://roundtable.example.org/l/abc'],
  ],
  [{ kind: 'divider' }, []],
  [
    {
      kind: 'choice',
      name: 'days',
      label: 'Which days suit you?',
      hint: 'Pick any.',
      many: true,
      options: [
        { value: 'mon', label: 'Monday' },
        { value: 'tue', label: 'Tuesday' },
      ],
      chosen: ['tue'],
    },
    ['Which days suit you?', 'Pick any.', 'Monday', 'Tuesday'],
  ],
  [
    {
      kind: 'scale',
      name: 'trust',
      label: 'I believe something will change.',
      hint: null,
      options: [
        { value: '1', label: 'Not at all' },
        { value: '2', label: 'Very much' },
      ],
    },
    ['I believe something will change.', 'Not at all', 'Very much'],
  ],
  [
    {
      kind: 'text-input',
      name: 'words',
      label: 'Anything else?',
      hint: 'A line or two.',
      lines: 3,
      maxLength: 300,
      value: '',
    },
    ['Anything else?', 'A line or two.'],
  ],
  ...(['slack', 'teams'] as const).flatMap((platform) =>
    (['person', 'channel'] as const).map(
      (what) =>
        [
          {
            kind: 'pick',
            name: `${what}-on-${platform}`,
            label: `Which ${what} on ${platform}?`,
            hint: 'Choose from the list.',
            typedHint: 'Choose from the list, or type it.',
            platform,
            what,
            many: what === 'person',
            chosen: [],
          },
          [`Which ${what} on ${platform}?`, 'Choose from the list'],
        ] as const,
    ),
  ),
  [
    {
      kind: 'actions',
      buttons: [
        { label: 'Send', action: { name: 'promise.raise', subject: 'p1' }, weight: 'primary' },
        { label: 'My page', action: { name: 'me.show', subject: '' }, weight: 'secondary' },
      ],
    },
    ['Send', 'My page'],
  ],
];

/** A promise and the function that keeps it. */
export function signal(): { readonly promise: Promise<void>; resolve(): void } {
  let resolve = (): void => {};
  const promise = new Promise<void>((kept) => {
    resolve = kept;
  });
  return { promise, resolve: () => resolve() };
}

const RAISE: Action = { name: 'promise.raise', subject: 'c1' };
const FORM: Action = { name: 'promise.form', subject: 'c1' };

function raiseForm(value = ''): Message {
  return message(
    'Say what should change',
    {
      kind: 'text-input',
      name: 'words',
      label: 'What should change?',
      hint: null,
      lines: 3,
      maxLength: 500,
      value,
    },
    { kind: 'actions', buttons: [{ label: 'Send', action: RAISE, weight: 'primary' }] },
  );
}

/** What every place where people talk must do, whatever it is made of. A platform's own oddities belong in its own test. */
export function describeChatPlatform(name: string, makeHarness: MakeHarness): void {
  describe(`${name} as a ChatPlatform`, () => {
    let harness: PlatformHarness;
    let handlers: Map<ActionName, Handler>;
    let calls: Interaction[];
    let failures: { event: string; error: unknown }[];

    beforeEach(async () => {
      calls = [];
      failures = [];
      handlers = new Map<ActionName, Handler>([
        ['promise.form', () => ({ kind: 'shown', message: raiseForm() })],
      ]);
      const log: Log = { info() {}, warn() {}, error: (event, error) => failures.push({ event, error }) };
      harness = await makeHarness(async (interaction) => {
        calls.push(interaction);
        const handler = handlers.get(interaction.action.name);
        if (handler === undefined)
          return { kind: 'refused', reason: 'not-found', message: message('There is no such page.') };
        return handler(interaction);
      }, log);
    });
    afterEach(() => harness.stop());

    test.each(['member', 'channel'] as const)('a message posted to a %s arrives whole', async (kind) => {
      const place = harness[kind];
      const words = EVERY_BLOCK.filter(
        ([block]) => !['choice', 'scale', 'text-input', 'pick'].includes(block.kind),
      );
      const outcome = await harness.platform.post(
        place,
        message('The week in short', ...words.map(([block]) => block)),
        'k1',
      );
      expect(outcome).toMatchObject({ outcome: 'posted', ref: { platform: harness.platform.name } });
      const [first] = await harness.far.posted(place);
      for (const word of words.flatMap(([, texts]) => texts)) expect(first?.text).toContain(word);
    });

    test('posting twice with one key shows one message', async () => {
      await harness.platform.post(harness.member, message('Once', said('Only once.')), 'k2');
      await harness.platform.post(harness.member, message('Once', said('Only once.')), 'k2');
      expect(await harness.far.posted(harness.member)).toHaveLength(1);
    });

    test('an updated message takes the place of the first', async () => {
      const outcome = await harness.platform.post(
        harness.channel,
        message('Before', said('The old words.')),
        'k3',
      );
      if (outcome.outcome !== 'posted') throw new Error(outcome.why);
      await harness.platform.update(outcome.ref, message('After', said('The new words.')));
      const posted = await harness.far.posted(harness.channel);
      expect(posted).toHaveLength(1);
      expect(posted[0]?.text).toContain('The new words.');
      expect(posted[0]?.text).not.toContain('The old words.');
    });

    test('a place on another platform is unreachable, not an exception', async () => {
      const platform = harness.platform.name === 'slack' ? 'teams' : 'slack';
      const place: Place = { kind: 'member', platform, externalId: 'somebody' };
      expect(await harness.platform.post(place, message('Hello'), 'k4')).toMatchObject({
        outcome: 'unreachable',
      });
    });

    test('says who somebody is, and nothing of people of other platforms or that it does not know', async () => {
      const { platform, member } = harness;
      const told = await platform.person(member);
      if (platform.name !== 'web') expect(told).toMatchObject({ name: expect.any(String), kind: 'member' });
      if (told !== null)
        expect(told.identity).toEqual({ platform: platform.name, externalId: member.externalId });
      const elsewhere = platform.name === 'slack' ? 'teams' : 'slack';
      expect(await platform.person({ platform: elsewhere, externalId: member.externalId })).toBeNull();
      expect(await platform.person({ platform: platform.name, externalId: 'nobody/at-all' })).toBeNull();
    });

    test('a view shows what the core says, to the person who asked', async () => {
      handlers.set('digest.show', () => ({
        kind: 'shown',
        message: message('Your digest', said('All is well.')),
      }));
      const seen = await harness.person.see({ name: 'digest.show', subject: 'c1.2026-W47' });
      expect(seen.text).toContain('All is well.');
      expect(calls).toHaveLength(1);
      expect(calls[0]).toMatchObject({
        platform: harness.platform.name,
        actor: { platform: harness.platform.name, externalId: harness.member.externalId },
        action: { name: 'digest.show', subject: 'c1.2026-W47' },
        inputs: {},
      });
      expect(calls[0]?.requestId).not.toBe('');
    });

    test('a button sends what was typed and answers with the words of the core', async () => {
      handlers.set('promise.raise', () => ({
        kind: 'done',
        message: message('Thank you.', said('It is on the list.')),
      }));
      const seen = await harness.person.press(FORM, 'Send', { words: 'A ramp, please.\nSoon. 🙂' });
      expect(seen.text).toContain('It is on the list.');
      expect(calls.map((call) => call.action)).toEqual([FORM, RAISE]);
      expect(calls[1]?.inputs).toEqual({ words: ['A ramp, please.\nSoon. 🙂'] });
      expect(calls[1]?.actor).toEqual({
        platform: harness.platform.name,
        externalId: harness.member.externalId,
      });
    });

    test('a refused form comes back with its problem at the input and what was typed', async () => {
      handlers.set('promise.raise', () => ({
        kind: 'refused',
        reason: 'invalid',
        message: message('Please say a little more.'),
        form: raiseForm(),
        problems: { words: 'Write at least one sentence.' },
      }));
      const seen = await harness.person.press(FORM, 'Send', { words: 'Hm "<b>' });
      expect(seen.problems).toMatchObject({ words: expect.stringContaining('Write at least one sentence.') });
      expect(seen.values).toMatchObject({ words: ['Hm "<b>'] });
      expect(seen.text).toContain('Please say a little more.');
    });

    test.each(['not-found', 'not-allowed', 'closed', 'conflict', 'unavailable'] as const)(
      'a refusal (%s) tells its words',
      async (reason) => {
        handlers.set('promise.raise', () => ({
          kind: 'refused',
          reason,
          message: message('Not this time.', said('Because it is over.')),
        }));
        const seen = await harness.person.press(FORM, 'Send', { words: 'x' });
        expect(seen.text).toContain('Because it is over.');
        expect(failures).toEqual([]);
      },
    );

    test('an action that no button of ours stands behind does not reach the core', async () => {
      const seen = await harness.person.forge(RAISE, { words: 'planted' });
      expect(calls.filter((call) => call.action.name === 'promise.raise')).toEqual([]);
      expect(seen.text).not.toBe('');
    });

    test.each([
      '<script>alert(1)</script>',
      '*bold* _slanted_ ~gone~',
      '&amp; &lt;',
      '<!channel> <@U123> <at>All</at>',
      '[link](http://e.example)',
      '</textarea><img src=x onerror=y>',
    ])('words with markup stay words: %s', async (words) => {
      handlers.set('home.show', () => ({
        kind: 'shown',
        message: message(
          words,
          said(words),
          { kind: 'list', items: [words] },
          { kind: 'facts', items: [{ label: words, value: words }] },
        ),
      }));
      const seen = await harness.person.see({ name: 'home.show', subject: '' });
      expect(seen.text.split(words).length - 1).toBeGreaterThanOrEqual(4);
    });

    test('far too much text is refused kindly, and the core is not bothered', async () => {
      const seen = await harness.person.press(FORM, 'Send', { words: 'too long '.repeat(1_200_000) });
      expect(seen.text).not.toBe('');
      expect(calls.filter((call) => call.action.name === 'promise.raise')).toEqual([]);
      expect(failures).toEqual([]);
    });

    test('every kind of block is drawn, and its words are there', async () => {
      handlers.set('me.show', () => ({
        kind: 'shown',
        message: message('All there is', ...EVERY_BLOCK.map(([block]) => block)),
      }));
      const seen = await harness.person.see({ name: 'me.show', subject: '' });
      for (const [, texts] of EVERY_BLOCK) for (const text of texts) expect(seen.text).toContain(text);
      expect(failures).toEqual([]);
    });

    test('when the core throws, the person reads kind words and the log holds one line', async () => {
      handlers.set('promise.raise', () => {
        throw new Error('secret-detail at /srv/deep/file.ts:12');
      });
      const seen = await harness.person.press(FORM, 'Send', { words: 'x' });
      expect(seen.text).not.toBe('');
      expect(seen.text).not.toContain('secret-detail');
      expect(seen.text).not.toMatch(/file\.ts|\bat \w+ \(/);
      expect(failures).toHaveLength(1);
    });

    test('stop lets a request under way finish', async () => {
      const entered = signal();
      const release = signal();
      handlers.set('promise.raise', async () => {
        entered.resolve();
        await release.promise;
        return { kind: 'done', message: message('Thank you.', said('Counted to the end.')) };
      });
      const pressing = harness.person.press(FORM, 'Send', { words: 'x' });
      await entered.promise;
      const stopping = harness.platform.stop();
      release.resolve();
      expect((await pressing).text).toContain('Counted to the end.');
      await stopping;
    });
  });
}
