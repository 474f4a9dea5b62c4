import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { TeamsPlatform } from '../../../adapters/teams/platform.ts';
import { WORDS } from '../../../adapters/teams/words.ts';
import { TEAMS_CALLS, TEAMS_WORDS } from '../../../src/config/teams-manifest.ts';
import type { Interaction, OnInteraction, Reply } from '../../../src/core/ports/interaction.ts';
import type { Message } from '../../../src/core/ports/message.ts';
import { message, said, signal } from '../../contract/chat.fixtures.ts';
import type { Delivery, SeenMessage, Teams } from '../../support/teams/types.ts';
import {
  AMINA,
  GWEN,
  recordingLog,
  type Served,
  serve,
  startFakeServer,
  TEAM,
  teamsPlatform,
  WARD,
} from './harness.ts';

const SECRET_WORDS = 'the ramp by door nine';

const form: Message = message(
  'Say what should change',
  {
    kind: 'text-input',
    name: 'words',
    label: 'What should change?',
    hint: null,
    lines: 3,
    maxLength: 500,
    value: '',
  },
  {
    kind: 'actions',
    buttons: [{ label: 'Send', action: { name: 'promise.raise', subject: 'c1' }, weight: 'primary' }],
  },
);
const invitation = message('A pulse is open', {
  kind: 'actions',
  buttons: [
    { label: 'Answer', action: { name: 'pulse.show', subject: 'r1' }, weight: 'primary' },
    { label: 'Accept', action: { name: 'turn.accept', subject: 't1' }, weight: 'secondary' },
  ],
});

describe('what people press and write in Teams', () => {
  let teams: Teams;
  let server: Served;
  let platform: TeamsPlatform;
  let log: ReturnType<typeof recordingLog>;
  let calls: Interaction[];
  let core: OnInteraction;

  beforeEach(async () => {
    teams = await startFakeServer();
    log = recordingLog();
    calls = [];
    core = async ({ action, actor }): Promise<Reply> => {
      const words = `For ${actor.externalId}: ${action.name}`;
      return action.name === 'pulse.answer' || action.name.endsWith('accept')
        ? { kind: 'done', message: message('Thank you.', said(words)) }
        : { kind: 'shown', message: { ...form, summary: words } };
    };
    platform = teamsPlatform(teams, { log });
    server = await serve(platform);
    await platform.start((interaction) => {
      calls.push(interaction);
      return core(interaction);
    });
    teams.deliverTo(server.address);
  });
  afterEach(async () => {
    await platform.stop();
    await server.close();
    await teams.stop();
  });

  async function posted(to: 'gwen' | 'ward' = 'gwen'): Promise<SeenMessage> {
    const kind = to === 'gwen' ? 'member' : 'channel';
    const externalId = to === 'gwen' ? GWEN : WARD;
    await platform.post({ kind, platform: 'teams', externalId }, invitation, `key-${to}`);
    const shown = (to === 'gwen' ? teams.user(GWEN).direct() : teams.messagesIn(WARD)).at(-1);
    if (shown === undefined) throw new Error('nothing was posted');
    return shown;
  }

  /** What a button of the last post carries. */
  function carriedBy(title: string): string {
    const { args } = teams.everything().findLast(({ method }) => method === 'sendToConversation') ?? {};
    const found = new RegExp(`"title":"${title}"[^{]*"data":\\{"rt":"([^"]+)"`).exec(
      JSON.stringify(args).replace(/"verb":"[^"]*",/g, ''),
    );
    if (found?.[1] === undefined) throw new Error(`no button ${title}`);
    return found[1];
  }

  const press = (by: string, rt: unknown, more: object = {}, trigger = 'manual') =>
    teams.user(by).invoke('adaptiveCard/action', { action: { data: { rt, ...more } }, trigger });
  const wordsOf = ({ body }: Delivery): string => JSON.stringify(body);
  const refused = () => log.lines.map(({ event, fields }) => [event, fields?.what]);
  const clean = (text: string) => text.replaceAll('\u2060', '');

  test('a changed button does nothing, whoever changed it and how', async () => {
    await posted();
    const rt = carriedBy('Accept');
    const changes = fc.oneof(
      fc.nat(rt.length - 1).map((at) => `${rt.slice(0, at)}${rt[at] === 'A' ? 'B' : 'A'}${rt.slice(at + 1)}`),
      fc.nat(rt.length - 1).map((at) => rt.slice(0, at)),
      fc.string().map((more) => `${rt}${more}x`),
      fc.string(),
      fc.jsonValue(),
      fc.constant(`s${rt.slice(1)}`),
      fc.constant('x'.repeat(50_000)),
    );
    await fc.assert(
      fc.asyncProperty(changes, async (changed) => {
        log.lines.length = 0;
        const answer = await press(GWEN, changed);
        expect(answer.status).toBe(200);
        expect(wordsOf(answer)).toMatch(/does not work any more|made for somebody else/);
        expect(refused()).toEqual([['teams.refused', expect.stringMatching(/^(forged|not-yours)$/)]]);
      }),
      { numRuns: 120 },
    );
    expect(calls).toEqual([]);
  });

  test("somebody else's personal card, pressed by another", async () => {
    await posted();
    const rt = carriedBy('Answer');
    for (const name of ['adaptiveCard/action', 'task/fetch', 'task/submit'] as const) {
      const data = { rt, 'text.words': SECRET_WORDS };
      const value = name === 'adaptiveCard/action' ? { action: { data } } : { data };
      expect(wordsOf(await teams.user(AMINA).invoke(name, value))).toContain('made for somebody else');
    }
    expect(refused()).toEqual(Array(3).fill(['teams.refused', 'not-yours']));
    expect(JSON.stringify(log.lines)).not.toContain(SECRET_WORDS);
    expect(calls).toEqual([]);
    expect(wordsOf(await press(GWEN, rt))).toContain(`For ${GWEN}`);
  });

  test('a card of an older version says that it does not work any more', async () => {
    await posted();
    const rt = carriedBy('Answer');
    for (const old of [rt.replace(/^p1/, 'p0'), 's0.abc', undefined, { name: 'pulse.show', subject: 'r1' }]) {
      expect(clean(wordsOf(await press(GWEN, old)))).toContain('does not work any more');
    }
    expect(refused()).toEqual(Array(4).fill(['teams.refused', 'forged']));
  });

  test('what a client does by itself changes nothing', async () => {
    await posted();
    const refresh = await press(GWEN, carriedBy('Accept'), {}, 'automatic');
    expect(refresh.status).toBe(200);
    expect(calls).toEqual([]);
    expect(refused()).toEqual([['teams.refused', 'automatic']]);
    expect(wordsOf(await press(GWEN, carriedBy('Answer'), {}, 'automatic'))).toContain('pulse.show');
  });

  test('an invoke that comes again asks once, and says the same', async () => {
    const shown = await posted();
    await teams.user(GWEN).press(shown, 'Accept', { times: 3 });
    const answers = teams.deliveries().filter(({ kind }) => kind === 'adaptiveCard/action');
    expect(answers).toHaveLength(3);
    expect(new Set(answers.map(wordsOf)).size).toBe(1);
    expect(calls).toHaveLength(1);

    const gate = signal();
    const usual = core;
    core = async (interaction) => {
      await gate.promise;
      return usual(interaction);
    };
    const activity = {
      type: 'invoke',
      name: 'adaptiveCard/action',
      id: 'f:the-same',
      value: { action: { data: { rt: carriedBy('Accept') } } },
    };
    const both = [1, 2].map(() => teams.activity(GWEN, activity));
    setTimeout(gate.resolve, 200);
    const [one, two] = await Promise.all(both);
    expect(one?.body).toEqual(two?.body);
    expect(calls).toHaveLength(2);
    // Another person's invoke of the same id is another one.
    expect(wordsOf(await teams.activity(AMINA, activity))).toContain('made for somebody else');
  });

  test('two who press at once, or in turn, never see what is for the other', async () => {
    const shown = await posted('ward');
    const gates = new Map([GWEN, AMINA].map((id) => [id, signal()]));
    const usual = core;
    core = async (interaction) => {
      await gates.get(interaction.actor.externalId)?.promise;
      return usual(interaction);
    };
    const [gwen, amina] = [teams.user(GWEN), teams.user(AMINA)];
    const pressing = [gwen.press(shown, 'Answer'), amina.press(shown, 'Answer')];
    gates.get(AMINA)?.resolve();
    setTimeout(() => gates.get(GWEN)?.resolve(), 200);
    await Promise.all(pressing);
    for (let turn = 0; turn < 2; turn += 1) {
      for (const [person, other] of [
        [gwen, AMINA],
        [amina, GWEN],
      ] as const) {
        const { words, title } = person.openDialog();
        expect(`${title} ${words}`).toContain(`For ${person.aad}`);
        expect(`${title} ${words}`).not.toContain(other);
        person.closeDialog();
        await person.press(shown, 'Answer');
      }
    }
    expect(teams.messagesIn(WARD).map(({ words, edited }) => [words.includes('For'), edited])).toEqual([
      [false, false],
    ]);
  });

  test.each([
    ['pulse.answer', 'write', WORDS.waiting],
    ['turn.accept', 'write', WORDS.slowChange],
    ['pulse.show', 'read', WORDS.slow],
  ] as const)(
    'a core that is slow with %s (%s) is said to be, and done all the same',
    async (name, _, words) => {
      const gate = signal();
      let done = 0;
      core = async () => {
        await gate.promise;
        done += 1;
        return { kind: 'done', message: message('Thank you.') };
      };
      const button = message('Press', {
        kind: 'actions',
        buttons: [{ label: 'Slowly', action: { name, subject: 'x' }, weight: 'primary' }],
      });
      await platform.post({ kind: 'member', platform: 'teams', externalId: GWEN }, button, name);
      const activity = {
        type: 'invoke',
        name: 'adaptiveCard/action',
        id: 'f:slow',
        value: { action: { data: { rt: carriedBy('Slowly') } } },
      };
      const first = await teams.activity(GWEN, activity);
      expect(first.tookMs).toBeLessThan(6_000);
      expect(clean(wordsOf(first))).toContain(words.slice(0, 60));
      // Pressed again by Teams: still the one request.
      const second = teams.activity(GWEN, activity);
      setTimeout(gate.resolve, 100);
      expect(wordsOf(await second)).toContain('Thank you.');
      await platform.stop();
      expect([done, calls.length]).toEqual([1, 1]);
      expect(log.lines).toEqual([]);
    },
  );

  test.each([
    ['a number', { 'text.words': 5 }, 'unreadable'],
    ['a list', { 'many.days': ['mon'] }, 'unreadable'],
    ['null', { 'one.trust': null }, 'unreadable'],
    ['an object', { 'text.words': { a: SECRET_WORDS } }, 'unreadable'],
    ['too long', { 'text.words': 'x'.repeat(10_001) }, 'too-large'],
    [
      'too many',
      Object.fromEntries(Array.from({ length: 121 }, (_, at) => [`text.n${at}`, ''])),
      'unreadable',
    ],
  ])('what is filled in with %s is not read', async (_, more, what) => {
    await posted();
    expect((await press(GWEN, carriedBy('Accept'), more)).status).toBe(200);
    expect(refused()).toEqual([['teams.refused', what]]);
    expect(JSON.stringify(log.lines)).not.toContain(SECRET_WORDS);
    expect(calls).toEqual([]);
  });

  test('more values than a card can have, and a value that is none', async () => {
    const many = Object.fromEntries(Array.from({ length: 201 }, (_, at) => [`x${at}`, '']));
    for (const value of [{ action: { data: many } }, { action: {} }, {}, 'words', null, []]) {
      const { status } = await teams.user(GWEN).invoke('adaptiveCard/action', value as never);
      expect(status).toBe(200);
    }
    expect(log.lines.map(({ event }) => event)).toEqual(Array(6).fill('teams.unreadable'));
  });

  test('a message turned into a form: its words alone, without names', async () => {
    const content = `<div><at id="0"><b>Hasan</b> Ali</at> please: ${SECRET_WORDS} &amp; more<br>Now<attachment id="1"></attachment></div>`;
    const value = {
      commandId: TEAMS_CALLS.youSaid,
      commandContext: 'message',
      messagePayload: {
        id: '1700000000000',
        createdDateTime: '2026-11-27T10:00:00Z',
        from: { user: { id: AMINA, displayName: 'Amina Khan' } },
        linkToMessage: 'https://teams.microsoft.com/l/message/1',
        body: { contentType: 'html', content },
      },
      data: null,
    };
    const answer = await teams.user(GWEN).invoke('composeExtension/fetchTask', value);
    expect(answer.body).toMatchObject({ task: { type: 'continue' } });
    expect(calls.map(({ action, inputs }) => [action, inputs])).toEqual([
      [{ name: 'say.from-message', subject: '', value: `please: ${SECRET_WORDS} & more\nNow` }, {}],
    ]);
    expect(JSON.stringify(calls)).not.toMatch(/Hasan|Amina|1700000000000|linkToMessage/);
    expect(teams.everything().filter(({ method }) => method !== 'answer')).toEqual([]);
  });

  test('the command of the message box opens the form, and its button sends it', async () => {
    const gwen = teams.user(GWEN);
    expect(await gwen.command(TEAMS_CALLS.say)).toMatchObject({ outcome: 'dialog' });
    gwen.fill('dialog', { 'text.words': SECRET_WORDS });
    await gwen.submit();
    expect(calls.map(({ action, inputs }) => [action.name, inputs])).toEqual([
      ['say.form', {}],
      ['promise.raise', { words: [SECRET_WORDS] }],
    ]);
    expect(teams.deliveries().map(({ kind }) => kind)).toContain('composeExtension/submitAction');
    const unknown = await gwen.invoke('composeExtension/fetchTask', { commandId: 'constructor' });
    expect(unknown.status).toBe(200);
    expect(refused()).toEqual([['teams.unreadable', 'command']]);
  });

  test('typed words in the personal chat, each with what it opens', async () => {
    const gwen = teams.user(GWEN);
    for (const [index, word] of [...TEAMS_WORDS, `say ${SECRET_WORDS}`, 'what?', ''].entries()) {
      await gwen.say(word);
      await teams.until(() => gwen.direct().length > index, word);
    }
    expect(calls.map(({ action }) => action.name).sort()).toEqual(
      [
        'home.show',
        'home.show',
        'say.form',
        'say.form',
        'digests.show',
        'circle.show',
        'me.show',
        'link.form',
        'help.show',
        'help.show',
        'help.show',
      ].sort(),
    );
    // Nothing that stood behind the word goes any further.
    expect(JSON.stringify(calls)).not.toContain(SECRET_WORDS);
    expect(gwen.direct().every(({ suggestions }) => suggestions.length === 3)).toBe(true);
    expect(teams.violations()).toEqual([]);
  });

  test('around a channel stand the channels of its team, and everybody in it, guests marked', async () => {
    await teams.user(GWEN).say('help', WARD);
    await teams.until(() => teams.messagesIn(WARD).length === 1);
    const { channels, people } = await platform.around({ platform: 'teams', externalId: WARD });
    expect(channels).toEqual([
      { identity: { platform: 'teams', externalId: TEAM }, name: 'General' },
      { identity: { platform: 'teams', externalId: WARD }, name: 'co-production' },
    ]);
    expect(people.map(({ name, kind }) => [name, kind])).toEqual([
      ['Gwen Abara', 'member'],
      ['Amina Khan', 'member'],
      ['Hasan Ali', 'guest'],
    ]);
  });

  test('a mention in a channel opens nothing there but a button for whoever presses', async () => {
    for (const word of ['me', `say ${SECRET_WORDS}`, 'pulse']) {
      await teams.user(GWEN).say(word, WARD);
    }
    await teams.until(() => teams.messagesIn(WARD).length === 3);
    expect(calls).toEqual([]);
    for (const { words, suggestions } of teams.messagesIn(WARD)) {
      expect(words).toContain(WORDS.opener.summary);
      expect(words).not.toContain(SECRET_WORDS);
      expect(suggestions).toEqual([]);
    }
    // Each in the thread of who mentioned it, none as news of its own.
    const answers = teams.keeps().filter(({ conversation }) => conversation === WARD);
    expect(answers.filter(({ id, thread }) => id === thread)).toEqual([]);
    expect(new Set(answers.map(({ thread }) => thread)).size).toBe(3);
    const [me] = teams.messagesIn(WARD);
    if (me === undefined) throw new Error('nothing to press');
    await teams.user(AMINA).press(me, WORDS.opener.button);
    expect(teams.user(AMINA).openDialog().title).toContain(`For ${AMINA}`);
    expect(teams.user(GWEN).dialog()).toBeUndefined();
  });

  test('where Teams does not say what a conversation is, nothing personal is said there', async () => {
    const conversation = { id: WARD, tenantId: teams.tenantId };
    await teams.activity(GWEN, { type: 'message', text: 'me', conversation });
    await teams.until(() => teams.messagesIn(WARD).length === 1);
    expect(calls).toEqual([]);
    expect(teams.messagesIn(WARD)[0]?.words).toContain(WORDS.opener.summary);
  });

  test('a card in a channel never answers in place', async () => {
    const rt = await posted('ward').then(() => carriedBy('Accept'));
    const activity = { type: 'invoke', name: 'adaptiveCard/action', value: { action: { data: { rt } } } };
    const conversation = { id: TEAM, conversationType: 'channel', tenantId: teams.tenantId };
    const { status } = await teams.activity(GWEN, { ...activity, conversation });
    expect(status).toBe(200);
    expect(calls).toEqual([]);
    expect(refused()).toEqual([['teams.refused', 'not-in-a-window']]);
  });

  test('somebody of no directory is told kindly, and nothing is asked for them', async () => {
    const from = { id: teams.memberIdOf(GWEN), name: 'Nobody' };
    await posted();
    const rt = carriedBy('Accept');
    const invokes = {
      'adaptiveCard/action': { action: { data: { rt } } },
      'task/fetch': { data: { rt } },
      'task/submit': { data: { rt } },
      'composeExtension/fetchTask': { commandId: TEAMS_CALLS.say },
      'composeExtension/submitAction': { commandId: TEAMS_CALLS.say, data: { rt } },
    };
    for (const [name, value] of Object.entries(invokes)) {
      const answer = await teams.activity(GWEN, { type: 'invoke', name, value, from });
      expect(clean(wordsOf(answer))).toContain('did not tell us who you are');
    }
    await teams.activity(GWEN, { type: 'message', text: 'me', from });
    await teams.until(() => teams.user(GWEN).direct().at(-1)?.words.includes('who you are'));
    expect(refused()).toEqual(Array(6).fill(['teams.refused', 'nobody']));
    expect(calls).toEqual([]);
  });
});
