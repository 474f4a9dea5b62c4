import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Place } from '../../src/core/circle.ts';
import type { Action, ActionName } from '../../src/core/ports/action.ts';
import type { BoardPlace, Chat } from '../../src/core/ports/chat.ts';
import type { Interaction, OnInteraction, Reply } from '../../src/core/ports/interaction.ts';
import type { Log } from '../../src/core/ports/log.ts';
import type { Message } from '../../src/core/ports/message.ts';
import { EVERY_BLOCK, message, type Seen, said, signal } from './chat.fixtures.ts';
import { describeSender } from './sender.suite.ts';

/** One platform with a pretended far end. The platform has been started with the core and log that were handed in. */
export interface PlatformHarness {
  readonly platform: Chat;
  readonly member: BoardPlace;
  readonly channel: BoardPlace;
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

const nobody: OnInteraction = async () => ({
  kind: 'refused',
  reason: 'not-found',
  message: message('There is no such page.'),
});
const silent: Log = { info() {}, warn() {}, error() {} };

/** What every place where people talk must do beside sending, whatever it is made of. A platform's own oddities belong in its own test. */
export function describeChat(name: string, makeHarness: MakeHarness): void {
  describeSender(name, async () => {
    const { platform: sender, ...rest } = await makeHarness(nobody, silent);
    return { sender, ...rest };
  });

  describe(`${name} as a Chat`, () => {
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

    test('a refused form that is filled already shows what the core says, and not what was typed', async () => {
      handlers.set('promise.raise', () => ({
        kind: 'refused',
        reason: 'conflict',
        message: message('Somebody changed this.'),
        form: raiseForm('As it is now'),
        filled: true,
      }));
      const seen = await harness.person.press(FORM, 'Send', { words: 'As it was' });
      expect(seen.text).toContain('Somebody changed this.');
      expect(seen.values).toMatchObject({ words: ['As it is now'] });
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
