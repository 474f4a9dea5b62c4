import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { TeamsPlatform } from '../../../adapters/teams/platform.ts';
import type { OnInteraction } from '../../../src/core/ports/interaction.ts';
import { message } from '../../contract/chat.fixtures.ts';
import { keyFor } from '../../support/teams/keys.ts';
import type { Teams, TokenFault } from '../../support/teams/types.ts';
import {
  configFor,
  GWEN,
  recordingLog,
  type Served,
  serve,
  startFakeServer,
  teamsPlatform,
} from './harness.ts';

const FOREIGN_TENANT = '10000000-0000-4000-8000-00000000dead';
/** Stands in everything that is sent here, and must not stand in anything that comes back or is logged. */
const PLANTED = 'a planted word';

describe('the door of Teams', () => {
  let teams: Teams;
  let log: ReturnType<typeof recordingLog>;
  let platform: TeamsPlatform;
  let server: Served;
  let asked: number;
  let printed: string[];

  const core: OnInteraction = async () => {
    asked += 1;
    return { kind: 'shown', message: message('Here you are') };
  };

  async function open(changes: Parameters<typeof teamsPlatform>[1] = {}): Promise<void> {
    platform = teamsPlatform(teams, { log, ...changes });
    server = await serve(platform);
    await platform.start(core);
    teams.deliverTo(server.address);
  }

  beforeEach(async () => {
    teams = await startFakeServer();
    log = recordingLog();
    asked = 0;
    printed = [];
    for (const way of ['log', 'info', 'warn', 'error', 'debug'] as const) {
      vi.spyOn(console, way).mockImplementation((...words) => void printed.push(words.join(' ')));
    }
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await platform?.stop();
    await server?.close();
    await teams.stop();
    expect(printed).toEqual([]);
  });

  const post = async (
    body: string | Uint8Array,
    authorization?: string,
    path = '/api/messages',
    method = 'POST',
  ) => {
    const response = await fetch(`${server.address}${path}`, {
      method,
      ...(method === 'GET' ? {} : { body }),
      headers: authorization === undefined ? {} : { authorization },
    });
    return { status: response.status, text: await response.text() };
  };

  const hello = () => ({
    type: 'message',
    text: PLANTED,
    channelId: 'msteams',
    serviceUrl: teams.serviceUrl,
    from: { id: teams.memberIdOf(GWEN), aadObjectId: GWEN },
    recipient: { id: teams.botId },
    conversation: { id: teams.personalChatOf(GWEN), conversationType: 'personal', tenantId: teams.tenantId },
  });

  /** One line, without a word of what was sent; the core was not asked, and nothing was said to Microsoft. */
  function expectRefused(what: string): void {
    expect(log.lines).toEqual([
      { level: 'warn', event: 'teams.refused', fields: { requestId: expect.any(String), what } },
    ]);
    log.lines.length = 0;
    expect(asked).toBe(0);
    expect(teams.everything().filter(({ method }) => method !== 'answer')).toEqual([]);
  }

  test('any bytes from anybody are refused with one line each', async () => {
    await open();
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes)),
          fc.json().map((text) => Buffer.from(text)),
          fc.string({ unit: 'binary' }).map((text) => Buffer.from(text)),
        ),
        fc.option(fc.stringMatching(/^(Bearer )?[\x21-\x7e]{0,80}$/), { nil: undefined }),
        async (body, authorization) => {
          log.lines.length = 0;
          const { status, text } = await post(new Uint8Array(body), authorization);
          expect([status, text]).toEqual([400, '']);
          expectRefused('unreadable');
        },
      ),
      { numRuns: 150 },
    );
  });

  test('activities of any shape, sent by Teams itself, break nothing', async () => {
    await open();
    const shapes = fc.oneof(
      fc.record({ type: fc.constant('invoke'), name: invokeName, value: fc.jsonValue() }),
      fc.record({ type: fc.constant('message'), text: fc.jsonValue(), value: fc.jsonValue() }),
      fc.record({ type: fc.constant('installationUpdate'), action: fc.jsonValue() }),
      fc.record({
        type: fc.constant('conversationUpdate'),
        membersAdded: fc.jsonValue(),
        membersRemoved: fc.jsonValue(),
      }),
      fc.record({ type: fc.constant('event'), name: fc.jsonValue(), value: fc.jsonValue() }),
      fc.dictionary(fc.constantFrom(...FIELDS), fc.jsonValue(), { maxKeys: 4 }),
    );
    await fc.assert(
      fc.asyncProperty(shapes, async (shape) => {
        const { status, body } = await teams.activity(GWEN, { type: 'message', text: 'help', ...shape });
        expect([200, 400, 403, 501]).toContain(status);
        if (status !== 200) expect(body).toBeUndefined();
      }),
      { numRuns: 200 },
    );
    await platform.stop();
    expect(log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });

  test('nested as deep as one likes, or in bytes that are no text', async () => {
    await open();
    for (const body of [
      '['.repeat(250_000),
      `${'{"a":'.repeat(80_000)}1${'}'.repeat(80_000)}`,
      Buffer.from([0xff, 0xfe, 0x00]),
    ]) {
      expect(await teams.raw(body, 'application/json')).toMatchObject({ status: 400 });
      expectRefused('unreadable');
    }
    const deep = `${'['.repeat(60_000)}${']'.repeat(60_000)}`;
    const value = `{"action":{"data":{"rt":${deep}}}}`;
    const invoke = JSON.stringify({ ...hello(), type: 'invoke', name: 'adaptiveCard/action', value: 0 });
    const { status } = await teams.raw(invoke.replace('"value":0', `"value":${value}`), 'application/json');
    expect(status).toBe(200);
    expectRefused('forged');
  });

  test('too much is refused, also where it never ends', async () => {
    await open();
    expect(await post('x'.repeat(600_000))).toEqual({ status: 413, text: '' });
    expectRefused('too-large');
    const { port } = new URL(server.address);
    const socket = connect(Number(port), '127.0.0.1');
    socket.on('error', () => {});
    socket.write('POST /api/messages HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n');
    const chunk = `10000\r\n${'y'.repeat(65_536)}\r\n`;
    const pouring = setInterval(() => socket.write(chunk.repeat(20)), 5);
    await vi.waitFor(() => expect(log.lines).toHaveLength(1), { timeout: 10_000 });
    clearInterval(pouring);
    socket.destroy();
    expectRefused('too-large');
  });

  test('a request that breaks off is one line, and no error of ours', async () => {
    await open();
    const socket = connect(Number(new URL(server.address).port), '127.0.0.1');
    socket.on('error', () => {});
    socket.write('POST /api/messages HTTP/1.1\r\nhost: x\r\ncontent-length: 500\r\n\r\n{"type":');
    setTimeout(() => socket.destroy(), 50);
    await vi.waitFor(() => expect(log.lines).toHaveLength(1));
    expectRefused('broken-off');
  });

  test.each([
    ['/api/messages', 'GET', 405, 'wrong-method'],
    ['/api/messages', 'DELETE', 405, 'wrong-method'],
    ['/api/messages/more', 'POST', 404, 'wrong-path'],
    ['/api/messages?a=b', 'PUT', 405, 'wrong-method'],
  ])('%s by %s: %i', async (path, method, status, what) => {
    await open();
    expect(await post('{}', undefined, path, method)).toEqual({ status, text: '' });
    expectRefused(what);
  });

  const faults: readonly TokenFault[] = [
    'missing',
    'expired',
    'not-yet',
    'foreign-key',
    'unknown-key',
    'unendorsed',
    'wrong-audience',
    'wrong-issuer',
    'other-service-url',
    'unsigned',
  ];
  test.each(faults)('a token that is %s', async (token) => {
    await open();
    expect(await teams.activity(GWEN, { type: 'message', text: PLANTED }, { token })).toMatchObject({
      status: 401,
      body: undefined,
    });
    expectRefused('not-proven');
    expect(await teams.activity(GWEN, { type: 'message', text: 'help' })).toMatchObject({ status: 200 });
    await platform.stop();
    expect(asked).toBe(1);
  });

  test('tokens of the emulator, of other bots, and our own are none of Teams', async () => {
    await open();
    const now = Math.floor(Date.now() / 1000);
    const emulator = {
      iss: 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/',
      aud: teams.appId,
      appid: teams.appId,
      ver: '1.0',
      serviceurl: teams.serviceUrl,
      nbf: now - 60,
      exp: now + 600,
    };
    const skill = { ...emulator, appid: 'another-bot', iss: `https://sts.windows.net/${teams.tenantId}/` };
    const own = await fetch(`${teams.url}/${teams.tenantId}/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: teams.appId,
        client_secret: teams.appPassword,
        scope: 'https://api.botframework.com/.default',
      }),
    });
    const { access_token } = (await own.json()) as { access_token: string };
    const before = teams.everything().length;
    const key = keyFor('foreign');
    for (const token of [
      key.sign(emulator),
      key.sign(skill),
      access_token,
      `${access_token}.x`,
      '..',
      'a.b.c',
    ]) {
      for (const scheme of ['Bearer', 'bearer', 'Basic']) {
        expect(await post(JSON.stringify(hello()), `${scheme} ${token}`)).toEqual({ status: 401, text: '' });
      }
    }
    expect(log.lines.map(({ fields }) => fields?.what)).toEqual(Array(18).fill('not-proven'));
    expect(JSON.stringify(log.lines)).not.toContain(PLANTED);
    expect(teams.everything()).toHaveLength(before);
    expect(asked).toBe(0);
  });

  test.each(['AseChannel', 'emulator', 'webchat', ''])('the channel "%s" is not Teams', async (channelId) => {
    await open();
    expect(await teams.activity(GWEN, { type: 'message', text: PLANTED, channelId })).toMatchObject({
      status: 400,
      body: undefined,
    });
    expectRefused('unreadable');
  });

  test('a tenant that is none of ours', async () => {
    await open();
    const { status } = await teams.activity(
      GWEN,
      { type: 'message', text: PLANTED },
      { tenant: FOREIGN_TENANT },
    );
    expect(status).toBe(403);
    expectRefused('foreign-tenant');
  });

  test('an address that a message names is never called, though the token names it too', async () => {
    await open();
    const calls: string[] = [];
    const foreign = await listen((request) => void calls.push(request));
    const { port } = foreign.address() as AddressInfo;
    const urls = [
      `http://127.0.0.1:${port}/teams/`,
      `http://localhost:${port}/teams/`,
      `${teams.serviceUrl}../elsewhere`,
      `${teams.url}@127.0.0.1:${port}/teams/`,
      `https://smba.trafficmanager.net.example.org/teams/`,
      `http://smba.trafficmanager.net/teams/`,
      `https://smba.trafficmanager.net:8443/teams/`,
      'file:///etc/passwd',
      'x'.repeat(400),
    ];
    for (const serviceUrl of urls) {
      for (const type of ['message', 'conversationUpdate', 'installationUpdate']) {
        const more = { text: 'help', action: 'add', membersAdded: [{ id: teams.botId }] };
        expect(await teams.activity(GWEN, { type, ...more }, { serviceUrl })).toMatchObject({ status: 403 });
        expectRefused('foreign-service');
      }
    }
    await platform.stop();
    expect(calls).toEqual([]);
    await new Promise((closed) => foreign.close(closed));
  });

  test('invokes of other names are not ours to answer', async () => {
    await open();
    for (const name of [
      'signin/tokenExchange',
      'fileConsent/invoke',
      'composeExtension/query',
      'x',
      '__proto__',
    ]) {
      expect(await teams.user(GWEN).invoke(name, { words: PLANTED })).toMatchObject({
        status: 501,
        body: undefined,
      });
      expectRefused('unknown-invoke');
    }
  });

  test("where Microsoft's keys cannot be had it is our failure, and over when they can", async () => {
    let isDown = true;
    const metadata = createServer(async (_, response) => {
      if (isDown) return void response.writeHead(500).end(PLANTED);
      const from = await fetch(`${teams.url}/v1/.well-known/openidconfiguration`);
      response.end(await from.text());
    });
    await new Promise<void>((listening) => metadata.listen(0, '127.0.0.1', listening));
    const { port } = metadata.address() as AddressInfo;
    const config = configFor(teams);
    const openIdUrl = `http://127.0.0.1:${port}/keys`;
    await open({ config: { ...config, cloud: { ...config.cloud, openIdUrl } } });
    const invoke = () => teams.user(GWEN).invoke('composeExtension/fetchTask', { commandId: 'x' });
    expect(await invoke()).toMatchObject({ status: 500, body: undefined });
    expect(log.lines.map(({ level, event }) => [level, event])).toEqual([['error', 'teams.failed']]);
    expect(JSON.stringify(log.lines)).not.toContain(PLANTED);
    isDown = false;
    expect(await invoke()).toMatchObject({ status: 200 });
    metadata.closeAllConnections();
    await new Promise((closed) => metadata.close(closed));
  });

  test('before the start and after the end nobody is heard', async () => {
    await open();
    await platform.stop();
    expect(await teams.activity(GWEN, { type: 'message', text: 'help' })).toMatchObject({ status: 503 });
    expect(asked).toBe(0);
  });

  test('with TEAMS_AUTH=none anybody is believed, and every start says so', async () => {
    const config = configFor(teams);
    await open({ config: { ...config, access: { kind: 'none' } } });
    expect(log.lines.map(({ level, event }) => [level, event])).toEqual([['warn', 'teams.unauthenticated']]);
    const invoke = {
      ...hello(),
      type: 'invoke',
      name: 'composeExtension/fetchTask',
      value: { commandId: 'say' },
    };
    expect(await post(JSON.stringify(invoke))).toMatchObject({ status: 200 });
  });
});

const FIELDS = ['type', 'name', 'id', 'from', 'recipient', 'conversation', 'channelData', 'value', 'text'];
const invokeName = fc.constantFrom(
  'adaptiveCard/action',
  'task/fetch',
  'task/submit',
  'composeExtension/fetchTask',
  'composeExtension/submitAction',
  'anything/else',
);

async function listen(heard: (request: string) => void): Promise<Server> {
  const server = createServer((request, response) => {
    heard(`${request.method} ${request.url}`);
    response.end('{}');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return server;
}
