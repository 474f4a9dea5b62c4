import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SlackPlatform } from '../../../adapters/slack/platform.ts';
import { SLACK_CALLS } from '../../../src/config/slack-manifest.ts';
import type { Interaction, OnInteraction, Reply } from '../../../src/core/ports/interaction.ts';
import type { Message } from '../../../src/core/ports/message.ts';
import { message, said, signal } from '../../contract/chat.fixtures.ts';
import type { SeenMessage, Slack } from '../../support/slack/types.ts';
import { GWEN, recordingLog, type Served, serve, slackPlatform, startFakeServer, TEAM } from './harness.ts';

const FORM = 'application/x-www-form-urlencoded';
const SECRET_WORDS = 'the ramp by door nine';

const form = (oneAtATime = false): Message => ({
  ...message(
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
      kind: 'choice',
      name: 'when',
      label: 'When?',
      hint: null,
      many: false,
      options: [
        { value: 'soon', label: 'Soon' },
        { value: 'later', label: 'Later' },
      ],
      chosen: [],
    },
    {
      kind: 'actions',
      buttons: [{ label: 'Send', action: { name: 'promise.raise', subject: 'c1' }, weight: 'primary' }],
    },
  ),
  oneAtATime,
});

const thanks: Reply = { kind: 'done', message: message('Thank you.', said('It is on the list.')) };

describe('requests of Slack', () => {
  let slack: Slack;
  let server: Served;
  let platform: SlackPlatform;
  let log: ReturnType<typeof recordingLog>;
  let calls: Interaction[];
  let core: OnInteraction;
  const gwen = () => slack.user(TEAM, GWEN);

  beforeEach(async () => {
    slack = await startFakeServer();
    log = recordingLog();
    calls = [];
    core = async ({ action }) =>
      action.name === 'promise.raise' ? thanks : { kind: 'shown', message: form() };
    platform = slackPlatform(slack, { log });
    server = await serve(platform);
    await platform.start((interaction) => {
      calls.push(interaction);
      return core(interaction);
    });
    slack.deliverTo(server.address);
  });
  afterEach(async () => {
    await platform.stop();
    await server.close();
    await slack.stop();
  });

  const count = (method: string) => slack.everything().filter((sent) => sent.method === method).length;
  async function shows(work: () => Promise<unknown>) {
    const before = count('views.update');
    await work();
    await slack.until(() => count('views.update') > before, 'views.update');
  }
  async function invite(): Promise<SeenMessage> {
    const member = { kind: 'member', platform: 'slack', externalId: `${TEAM}/${GWEN}` } as const;
    const link = { kind: 'link', text: 'Open', action: { name: 'promise.form', subject: 'c1' } } as const;
    await platform.post(member, message('Come and say', link), 'invitation');
    const [shown] = gwen().direct();
    if (shown === undefined) throw new Error('nothing arrived');
    return shown;
  }
  async function openForm() {
    const shown = await invite();
    await shows(() => gwen().press(shown, 'Open'));
  }

  test.each(['press', 'command'] as const)(
    'a %s that Slack lets open nothing is told so, and asks nothing',
    async (how) => {
      const shown = await invite();
      slack.fails('views.open', { error: 'expired_trigger_id' });
      if (how === 'press') await gwen().press(shown, 'Open');
      else await gwen().command('/roundtable say');
      const words = how === 'press' ? 'Please press again.' : 'Please do it again.';
      await slack.until(() => gwen().messages().at(-1)?.words.includes(words), words);
      expect(gwen().messages().at(-1)?.onlyFor).toBe(GWEN);
      expect(calls).toEqual([]);
    },
  );

  test('on the Home tab that stands on top of it', async () => {
    const link = { kind: 'link', text: 'Open', action: { name: 'promise.form', subject: 'c1' } } as const;
    core = async () => ({ kind: 'shown', message: message('Hello', link) });
    await gwen().home();
    await slack.until(() => gwen().homeTab()?.words.includes('Hello'), 'home');
    slack.fails('views.open', { error: 'expired_trigger_id' });
    await gwen().press('home', 'Open');
    await slack.until(() => gwen().homeTab()?.words.includes('Please press again.'), 'the sentence');
    expect(calls.every(({ action }) => action.name === 'home.show')).toBe(true);
  });

  test.each([
    ['signed with another secret', { signingSecret: 'not the right one' }],
    ['not signed', { unsigned: true }],
    ['more than five minutes old', { signedAt: Math.floor(Date.now() / 1000) - 301 }],
  ])('%s: refused, and one line without content', async (_, options) => {
    const body = `payload=${encodeURIComponent(JSON.stringify({ type: 'block_actions', words: SECRET_WORDS }))}`;
    const { status } = await slack.raw(body, FORM, options);
    expect(status).toBe(401);
    expect(calls).toEqual([]);
    expect(log.lines).toHaveLength(1);
    expect(JSON.stringify(log.lines)).not.toContain(SECRET_WORDS);
  });

  test.each([
    ['no JSON in a form', 'payload=%7Bhalf', FORM],
    ['no UTF-8 in a form', 'payload=%ff%fe', FORM],
    ['no object in a form', 'payload=7', FORM],
    ['a list', '[]', 'application/json'],
    ['no JSON', 'hello', 'application/json'],
  ])('%s, signed well: refused as unreadable, and one line without content', async (_, body, type) => {
    expect((await slack.raw(body, type)).status).toBe(400);
    expect(calls).toEqual([]);
    expect(log.lines).toHaveLength(1);
    expect(JSON.stringify(log.lines)).not.toContain('half');
  });

  test('Slack looks whether the address is there: answered, and nothing beside that is read', async () => {
    const press = encodeURIComponent(JSON.stringify({ type: 'block_actions', words: SECRET_WORDS }));
    const unsigned = await slack.raw(`ssl_check=1&payload=${press}`, FORM, { unsigned: true });
    expect(unsigned).toMatchObject({ status: 200, body: undefined });
    expect(await slack.raw('ssl_check=1&token=abc', FORM)).toMatchObject({ status: 200, body: undefined });
    expect(await slack.verifyUrl()).toBe(true);
    expect(calls).toEqual([]);
    expect(log.lines).toEqual([]);
  });

  test('a body far too large is not read', async () => {
    const { status } = await slack.raw('x'.repeat(2_000_000), 'application/json');
    expect([413, 0]).toContain(status);
    expect(calls).toEqual([]);
  });

  test.each([
    [
      'a press',
      {
        type: 'block_actions',
        team: { id: TEAM },
        user: { id: GWEN },
        actions: [{ type: 'button', action_id: 'x' }],
      },
    ],
    [
      'a form',
      {
        type: 'view_submission',
        team: { id: TEAM },
        user: { id: 'not a person' },
        view: { id: 'V1', type: 'modal' },
      },
    ],
  ])("%s that is none of Slack's shapes: acknowledged, refused, one line", async (_, payload) => {
    const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
    const delivery = await slack.raw(body, 'application/x-www-form-urlencoded');
    expect(delivery.inTime).toBe(true);
    expect(calls).toEqual([]);
    expect(log.lines.map(({ event }) => event)).toEqual(['slack.unreadable']);
  });

  test('its check of the address is answered', async () => {
    expect(await slack.verifyUrl()).toBe(true);
  });

  test('a placeholder stands there before the core is asked', async () => {
    const entered = signal();
    const release = signal();
    core = async () => {
      entered.resolve();
      await release.promise;
      return { kind: 'shown', message: form() };
    };
    const shown = await invite();
    const delivery = await gwen().press(shown, 'Open');
    expect(delivery.inTime).toBe(true);
    await entered.promise;
    expect(gwen().openModal().words).toContain('being opened');
    await shows(async () => release.resolve());
    expect(gwen().openModal().inputs).toEqual(['What should change?', 'When?']);
  });

  test('a core that is slow: "not counted yet" in time, then the outcome', async () => {
    const release = signal();
    core = async ({ action }) => {
      if (action.name !== 'promise.raise') return { kind: 'shown', message: form() };
      await release.promise;
      return thanks;
    };
    await openForm();
    await gwen().fill({ 'input.words': 'A ramp' });
    const submitted = await gwen().submit();
    expect(submitted).toMatchObject({ outcome: 'updated' });
    expect(slack.deliveries().at(-1)).toMatchObject({ kind: 'view_submission', inTime: true });
    expect(gwen().openModal().title).toBe('Not counted yet');
    await shows(async () => release.resolve());
    expect(gwen().openModal().words).toContain('It is on the list.');
  });

  test('a core that is slow and refuses: the form comes back with what was typed', async () => {
    const release = signal();
    core = async ({ action }) => {
      if (action.name !== 'promise.raise') return { kind: 'shown', message: form() };
      await release.promise;
      const words = message('Please say more.');
      return {
        kind: 'refused',
        reason: 'invalid',
        message: words,
        form: form(),
        problems: { words: 'Too short.' },
      };
    };
    await openForm();
    await gwen().fill({ 'input.words': 'Hm', 'input.when': 'Later' });
    await gwen().submit();
    await shows(async () => release.resolve());
    const view = gwen().openModal();
    expect(view.words).toContain('Too short.');
    expect(JSON.stringify(view.values)).toContain('"Hm"');
    expect(JSON.stringify(view.values)).toContain('"later"');
  });

  test.each(['unmarked', 'numbered'] as const)(
    'a form that Slack sends twice (%s) is asked once',
    async (repeats) => {
      await openForm();
      await gwen().fill({ 'input.words': 'A ramp' });
      const submitted = await gwen().submit({ times: 3, repeats });
      expect(submitted).toMatchObject({ outcome: 'updated' });
      expect(gwen().openModal().words).toContain('It is on the list.');
      expect(calls.filter(({ action }) => action.name === 'promise.raise')).toHaveLength(1);
    },
  );

  test('a form that was refused can be mended and sent again', async () => {
    await openForm();
    let refusals = 0;
    core = async ({ inputs }) => {
      if (inputs.words?.[0] !== '') return thanks;
      refusals += 1;
      const words = message('Please write a few words.');
      const problems = { words: 'Please write a few words.' };
      return { kind: 'refused', reason: 'invalid', message: words, form: form(), problems };
    };
    expect(await gwen().submit()).toEqual({
      outcome: 'errors',
      errors: { 'input.words': 'Please write a few words.' },
    });
    await gwen().fill({ 'input.words': 'A ramp' });
    expect(await gwen().submit()).toMatchObject({ outcome: 'updated' });
    expect(refusals).toBe(1);
  });

  test('a form that comes back filled shows that, and keeps what is typed from then on', async () => {
    await openForm();
    const filled = form();
    const shown = filled.blocks.map((block) =>
      block.kind === 'text-input' ? { ...block, value: 'As it is now' } : block,
    );
    const refusal = { kind: 'refused', reason: 'conflict', message: message('Not yet.') } as const;
    core = async () => ({ ...refusal, form: { ...filled, blocks: shown }, filled: true });
    await gwen().fill({ 'input.words': 'As it was' });
    await gwen().submit();
    expect(JSON.stringify(gwen().openModal().values)).toContain('As it is now');
    core = async () => ({ ...refusal, form: form(), problems: { words: 'Too short.' } });
    await gwen().fill({ 'What should change?': 'Mine' });
    expect(await gwen().submit()).toMatchObject({
      outcome: 'errors',
      errors: { 'input.words~1': expect.stringContaining('Too short.') },
    });
    core = async () => ({ ...refusal, form: form() });
    await gwen().submit();
    expect(JSON.stringify(gwen().openModal().values)).toContain('"Mine"');
    expect(calls.at(-1)?.inputs).toMatchObject({ words: ['Mine'] });
  });

  test('a stale or foreign view is refused kindly', async () => {
    const payload = {
      type: 'view_submission',
      team: { id: TEAM },
      user: { id: GWEN },
      view: {
        id: 'V0OLD',
        hash: '1.abc',
        type: 'modal',
        callback_id: 'roundtable',
        private_metadata: '1.AAAA',
        state: { values: { 'input.words': { value: { type: 'plain_text_input', value: SECRET_WORDS } } } },
      },
    };
    const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
    const delivery = await slack.raw(body, 'application/x-www-form-urlencoded');
    expect(JSON.stringify(delivery.body)).toContain('does not work any more');
    expect(calls).toEqual([]);
    expect(log.lines).toHaveLength(1);
    expect(JSON.stringify(log.lines)).not.toContain(SECRET_WORDS);
  });

  test('a workspace that we do not know: nothing is asked, one line', async () => {
    const payload = {
      type: 'block_actions',
      team: { id: 'T0OTHER' },
      user: { id: GWEN },
      trigger_id: '1.2.3',
      actions: [{ type: 'button', action_id: 'home.show#1', value: 'x' }],
    };
    const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
    const delivery = await slack.raw(body, 'application/x-www-form-urlencoded');
    expect(delivery.inTime).toBe(true);
    await platform.stop();
    expect(calls).toEqual([]);
    expect(log.lines.map(({ event }) => event)).toEqual(['slack.unknown-workspace']);
  });

  test('somebody in a workspace that has not installed us is told so, and nobody else', async () => {
    const other = await startFakeServer({
      workspaces: [{ id: TEAM }, { id: 'T0OTHER' }],
      users: [{ id: GWEN, team: 'T0OTHER', name: 'Gwen Abara' }],
      channels: [],
    });
    const theirs = slackPlatform(other, { log });
    const served = await serve(theirs);
    await theirs.start(core);
    other.deliverTo(served.address);
    const stranger = other.user('T0OTHER', GWEN);
    await stranger.command('/roundtable me');
    await other.until(() =>
      stranger.messages().some(({ words }) => words.includes('not set up in this workspace')),
    );
    expect(stranger.messages().at(-1)?.onlyFor).toBe(GWEN);
    await theirs.stop();
    await served.close();
    await other.stop();
  });

  test('one question at a time: a step asks for the form again, and nothing is sent before the end', async () => {
    core = async ({ action }) =>
      action.name === 'promise.raise' ? thanks : { kind: 'shown', message: form(true) };
    await openForm();
    expect(gwen().openModal()).toMatchObject({ submit: 'Next', inputs: ['What should change?'] });
    await gwen().fill({ 'input.words': 'A ramp' });
    await gwen().submit();
    expect(gwen().openModal()).toMatchObject({ submit: 'Send', inputs: ['What should change?', 'When?'] });
    expect(calls.filter(({ action }) => action.name === 'promise.raise')).toEqual([]);
    await gwen().fill({ 'input.when': 'Soon' });
    await gwen().submit();
    expect(calls.at(-1)?.inputs).toEqual({ words: ['A ramp'], when: ['soon'] });
  });

  test.each([
    ['pulse', 'home.show'],
    ['chair', 'home.show'],
    ['say this is never sent', 'say.form'],
    ['digest', 'digests.show'],
    ['Circle', 'circle.show'],
    ['  me', 'me.show'],
    ['help', 'help.show'],
  ])('/roundtable %s', async (line, name) => {
    await shows(() => gwen().command(`/roundtable ${line}`));
    expect(calls.map(({ action, inputs }) => ({ action, inputs }))).toEqual([
      { action: { name, subject: '' }, inputs: {} },
    ]);
  });

  test('/roundtable and a word it does not know: the list, for this person only', async () => {
    const delivery = await gwen().command('/roundtable toString');
    expect(delivery.body).toMatchObject({ response_type: 'ephemeral' });
    expect(JSON.stringify(delivery.body)).toContain('pulse');
    expect(calls).toEqual([]);
  });

  test('the global shortcut opens the form', async () => {
    await shows(() => gwen().shortcut(SLACK_CALLS.say));
    expect(calls.map(({ action }) => action)).toEqual([{ name: 'say.form', subject: '' }]);
  });

  test('the message shortcut hands on words and nothing else, and keeps none of them in the view', async () => {
    const member = { kind: 'member', platform: 'slack', externalId: `${TEAM}/${GWEN}` } as const;
    await platform.post(member, message(`A & B: ${SECRET_WORDS}`), 'a message');
    const [shown] = gwen().direct();
    await shows(() => gwen().shortcut(SLACK_CALLS.youSaid, shown));
    expect(calls.map(({ action }) => action)).toEqual([
      { name: 'say.from-message', subject: '', value: `A & B: ${SECRET_WORDS}` },
    ]);
    const kept = Buffer.from(gwen().openModal().privateMetadata, 'base64url').toString();
    expect(kept).not.toContain(SECRET_WORDS);
  });

  test('opening the Home tab publishes it; a failure of the core is told there', async () => {
    core = async () => {
      throw new Error(SECRET_WORDS);
    };
    const before = count('views.publish');
    await gwen().home();
    await slack.until(() => count('views.publish') > before, 'views.publish');
    expect(gwen().homeTab()?.words).toContain('Something went wrong on our side');
    expect(gwen().homeTab()?.words).toContain(String(log.lines[0]?.fields?.requestId));
    expect(log.lines).toHaveLength(1);
  });

  test('what people typed is in no line of the log', async () => {
    await openForm();
    await gwen().fill({ 'input.words': SECRET_WORDS });
    await gwen().submit();
    expect(JSON.stringify(log.lines)).not.toContain(SECRET_WORDS);
  });

  test('after the end it asks Slack to come again', async () => {
    await platform.stop();
    expect((await slack.raw('{}', 'application/json')).status).toBe(503);
  });

  test('other paths and methods below /slack: 404', async () => {
    for (const path of ['/slack/nothing', '/slack/events', '/slack/install']) {
      expect((await fetch(`${server.address}${path}`)).status).toBe(404);
    }
  });
});
