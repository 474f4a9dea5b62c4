import type { AddressInfo, Server } from 'node:net';
import { App, type types, webApi } from '@slack/bolt';
import { describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { Slack, SlackOptions } from '../../support/slack/slack.ts';
import {
  AMINA,
  afterwards,
  BEX,
  buttons,
  FORM,
  plain,
  silent,
  start,
  TEAM,
  WARD,
} from './fake-server.fixtures.ts';

/** Can an app on Slack's own framework live with the local Slack? */

const THANKS: types.ModalView = {
  type: 'modal',
  title: plain('Thank you'),
  notify_on_close: true,
  blocks: [{ type: 'section', text: plain('Thank you.') }],
};

describe.each(['HTTP', 'Socket Mode'] as const)('Bolt over %s', (mode) => {
  /** A tiny app: a command opens a form, a button and a shortcut too; the form answers by what was typed. */
  async function startApp(options: Partial<SlackOptions> = {}) {
    const { slack } = await start(options);
    const app = new App({
      token: slack.botToken,
      clientOptions: { slackApiUrl: slack.apiUrl },
      logger: silent,
      ...(mode === 'HTTP'
        ? { signingSecret: slack.signingSecret }
        : { socketMode: true, appToken: slack.appToken }),
    });
    const open = (trigger_id: string) => app.client.views.open({ trigger_id, view: FORM });
    app.command('/roundtable', async ({ ack, body, command, respond }) => {
      if (command.text === 'help') return ack({ text: 'Ask away.' });
      await ack();
      if (command.text === 'later') {
        await respond('Here it is.');
        return;
      }
      await open(body.trigger_id);
    });
    app.action('answer', async ({ ack, body }) => {
      await ack();
      if (body.type === 'block_actions') await open(body.trigger_id);
    });
    app.shortcut(/.*/, async ({ ack, body }) => {
      await ack();
      await open(body.trigger_id);
    });
    app.view({ type: 'view_submission' }, async ({ ack, view }) => {
      const why = view.state.values.why?.words?.value;
      if (why === 'errors') return ack({ response_action: 'errors', errors: { why: 'Say more.' } });
      if (why === 'stray') return ack({ response_action: 'errors', errors: { nowhere: 'x' } });
      if (why === 'thanks') {
        return ack({ response_action: 'update', view: THANKS });
      }
      if (why === 'broken')
        return ack({ response_action: 'update', view: { ...FORM, title: plain('x'.repeat(25)) } });
      return ack();
    });
    app.view({ type: 'view_closed' }, ({ ack }) => ack());
    app.event('app_home_opened', async ({ event, client: web }) => {
      await web.views.publish({
        user_id: event.user,
        view: { type: 'home', blocks: [{ type: 'section', text: plain('Welcome') }] },
      });
    });
    app.event('member_joined_channel', async ({ event, client: web }) => {
      await web.chat.postEphemeral({ channel: event.channel, user: event.user, text: 'Hello' });
    });
    app.message('hi', async ({ say }) => {
      await say('Hi back');
    });
    const server = (await app.start(0)) as Server;
    afterwards(() => app.stop());
    if (mode === 'HTTP') slack.deliverTo(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    else await slack.until(() => slack.sockets() === 1);
    return { slack, app };
  }

  test('a command opens a form; it takes errors, then says thanks', async () => {
    const { slack } = await startApp();
    const amina = slack.user(TEAM, AMINA);
    expect(await amina.command('/roundtable pulse', WARD)).toMatchObject({
      inTime: true,
      kind: 'slash_command',
    });
    const view = await slack.until(() => amina.modal());
    expect(view).toMatchObject({ title: 'Pulse', submit: 'Send', inputs: ['How was it?', 'Why?'] });
    expect(await amina.submit()).toEqual({ outcome: 'incomplete', labels: ['How was it?'] });
    await expect(amina.fill({ 'How was it?': 'Middling' })).rejects.toThrow('only: Good, Bad');
    await expect(amina.fill({ why: 'x'.repeat(21) })).rejects.toThrow('takes 20 characters');
    await amina.fill({ 'How was it?': 'Good', why: 'errors' });
    expect(await amina.submit()).toEqual({ outcome: 'errors', errors: { why: 'Say more.' } });
    expect(amina.openModal().errors).toEqual({ why: 'Say more.' });
    await amina.fill({ words: 'thanks' });
    expect(await amina.submit()).toMatchObject({ outcome: 'updated', view: { words: 'Thank you.' } });
    expect(amina.openModal()).toMatchObject({ id: view.id, words: 'Thank you.', values: {} });
    await amina.close();
    expect(amina.modal()).toBeUndefined();
    expect(slack.deliveries().at(-1)).toMatchObject({ kind: 'view_closed', inTime: true });
    expect(slack.everything().filter(({ method }) => method === 'ack')).toHaveLength(2);
  });

  test('an answer that Slack would refuse is trouble for the person', async () => {
    const { slack } = await startApp();
    const amina = slack.user(TEAM, AMINA);
    await amina.shortcut('say');
    await slack.until(() => amina.modal());
    for (const [typed, why] of [
      ['stray', 'errors name «nowhere»'],
      ['broken', 'must be less than 25 characters'],
    ] as const) {
      await amina.fill({ score: '1', why: typed });
      expect(await amina.submit()).toMatchObject({ outcome: 'trouble', why: expect.stringContaining(why) });
    }
    await amina.fill({ why: '' });
    expect(await amina.submit()).toEqual({ outcome: 'closed' });
    expect(amina.modal()).toBeUndefined();
  });

  test('a button in a message, a shortcut on one, the words of a command, the Home tab', async () => {
    const { slack, app } = await startApp();
    await app.client.apiCall('chat.postMessage', {
      channel: AMINA,
      text: 'Pulse',
      blocks: [buttons('Answer')],
    });
    const amina = slack.user(TEAM, AMINA);
    const [message] = amina.direct();
    if (message === undefined) throw new Error('No message came.');
    expect(message.buttons).toEqual(['Answer']);
    await expect(amina.press(message, 'Anser')).rejects.toThrow('only: Answer');
    await expect(slack.user(TEAM, BEX).press(message, 'Answer')).rejects.toThrow('cannot see');
    await amina.press(message, 'Answer');
    await slack.until(() => amina.modal());
    await amina.close();
    await amina.shortcut('you-said', message);
    await slack.until(() => amina.modal());
    await amina.command('/roundtable help', WARD);
    expect(amina.messages().at(-1)).toMatchObject({ words: 'Ask away.', onlyFor: AMINA, channel: WARD });
    await amina.command('/roundtable later', WARD);
    await slack.until(() => amina.messages().at(-1)?.words === 'Here it is.');
    expect(slack.user(TEAM, BEX).messages()).toEqual([]);
    await amina.home();
    expect((await slack.until(() => amina.homeTab())).words).toBe('Welcome');
    await amina.say('hi');
    await slack.until(() => amina.direct().at(-1)?.text === 'Hi back');
  });

  test('an app that is removed hears of it, and its token is dead', async () => {
    const { slack, app } = await startApp();
    // Bolt asks who it is once, at the start.
    await slack.until(() => slack.everything().some(({ method }) => method === 'auth.test'));
    const heard: string[] = [];
    app.event('app_uninstalled', async () => void heard.push('app_uninstalled'));
    app.event('tokens_revoked', async ({ event }) => void heard.push(...(event.tokens.bot ?? [])));
    const deliveries = await slack.chatApp.uninstalls(TEAM);
    expect(deliveries.map(({ kind }) => kind)).toEqual(['tokens_revoked', 'app_uninstalled']);
    await slack.until(() => heard.length === 2);
    expect(heard).toEqual([slack.botUserOf(TEAM), 'app_uninstalled']);
    await expect(app.client.auth.test()).rejects.toMatchObject({ data: { error: 'account_inactive' } });
  });

  test('one event many times, marked as a repeat or not', async () => {
    const { slack } = await startApp();
    await slack.chatApp.joins(BEX, WARD, { times: 3, repeats: 'unmarked' });
    await slack.chatApp.joins(BEX, WARD, { times: 2, repeats: 'numbered' });
    await slack.until(() => slack.user(TEAM, BEX).messages().length === 5);
    expect(slack.deliveries().filter(({ kind }) => kind === 'member_joined_channel')).toHaveLength(5);
  });

  test('an app that takes too long is trouble, and the record says how long', async () => {
    const { slack, app } = await startApp({ acknowledgeWithin: 100 });
    app.use(async ({ body, next }) => {
      if (body.type === 'view_submission') await new Promise((resolve) => setTimeout(resolve, 200));
      await next();
    });
    const amina = slack.user(TEAM, AMINA);
    await amina.shortcut('say');
    await slack.until(() => amina.modal());
    await amina.fill({ score: 'Bad' });
    expect(await amina.submit()).toMatchObject({ outcome: 'trouble' });
    const { tookMs = 0, inTime } = slack.deliveries().at(-1) ?? {};
    expect(inTime).toBe(false);
    expect(tookMs).toBeGreaterThan(100);
    expect(amina.openModal().title).toBe('Pulse');
  });

  if (mode === 'HTTP') {
    test('a wrong, missing or old signature is refused', async () => {
      const { slack } = await startApp();
      expect(await slack.verifyUrl()).toBe(true);
      const joins = (options: Parameters<Slack['event']>[2]) =>
        slack.event(TEAM, { type: 'member_joined_channel', user: BEX, channel: WARD }, options);
      expect(await joins({ signingSecret: 'guess' })).toMatchObject({ status: 401, inTime: false });
      expect(await joins({ unsigned: true })).toMatchObject({ status: 401 });
      expect(await joins({ signedAt: Math.floor(Date.now() / 1000) - 301 })).toMatchObject({ status: 401 });
      expect(slack.everything().filter(({ method }) => method === 'chat.postEphemeral')).toEqual([]);
      expect(await joins({})).toMatchObject({ status: 200 });
    });
  } else {
    test('a ticket lets one connection in, once', async () => {
      const { slack } = await start();
      const { url = '' } = await new webApi.WebClient(slack.appToken, {
        slackApiUrl: slack.apiUrl,
      }).apps.connections.open();
      const opens = (address: string) =>
        new Promise<boolean>((resolve) => {
          const socket = new WebSocket(address);
          socket.once('open', () => resolve(true)).once('error', () => resolve(false));
          afterwards(() => socket.terminate());
        });
      expect(await opens(url)).toBe(true);
      expect(await opens(url)).toBe(false);
      expect(slack.sockets()).toBe(1);
    });

    test('a client that is asked to reconnects, with a new ticket', async () => {
      const { slack } = await startApp();
      slack.refreshSockets();
      expect(slack.sockets()).toBe(0);
      await slack.until(() => slack.sockets() === 1);
      await slack.user(TEAM, AMINA).command('/roundtable pulse');
      await slack.until(() => slack.user(TEAM, AMINA).modal());
      const opened = slack.everything().filter(({ method }) => method === 'apps.connections.open');
      expect(opened).toHaveLength(2);
    });
  }
});
