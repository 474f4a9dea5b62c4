import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { addressOf } from '../../adapters/web/addresses.ts';
import { createWebPlatform, type WebOptions, type WebPlatform } from '../../adapters/web/platform.ts';
import { renderDocument } from '../../adapters/web/render/document.ts';
import type { Place } from '../../src/domain/circle.ts';
import { DAY, HOUR } from '../../src/domain/instant.ts';
import type { Notice, Noticeboard } from '../../src/ports/chat-platform.ts';
import type { Interaction, OnInteraction, Reply } from '../../src/ports/interaction.ts';
import type { Log, LogFields } from '../../src/ports/log.ts';
import { type Fields, HttpClient, pathOf, type SeenPage, textOf, valuesOf } from '../support/http-client.ts';
import { describeChatPlatform, EVERY_BLOCK, message, type Seen, said } from './chat-platform.suite.ts';

const LINK_KEY = randomBytes(32);

function memoryNoticeboard(): Noticeboard {
  const pinned: { place: Place; notice: Notice }[] = [];
  return {
    async pin(place, shown, key, at) {
      if (pinned.some(({ notice }) => notice.key === key)) return;
      pinned.unshift({ place, notice: { key, at, message: shown } });
    },
    async replace(key, shown) {
      for (const entry of pinned)
        if (entry.notice.key === key) entry.notice = { ...entry.notice, message: shown };
    },
    // One person reads both what is for them and what is for their circle.
    async read(_place, limit) {
      return pinned.slice(0, limit).map(({ notice }) => notice);
    },
    async readers() {
      return [{ platform: 'web', externalId: 'gwen' }];
    },
  };
}

function webOptions(overrides: Partial<WebOptions> = {}): WebOptions {
  return {
    baseUrl: null,
    host: '127.0.0.1',
    port: 0,
    linkKey: LINK_KEY,
    noticeboard: memoryNoticeboard(),
    clock: { now: () => 1_000_000 },
    log: { info() {}, warn() {}, error() {} },
    promise: message('What we promise', said('Your answer is added to a sealed total.')),
    readiness: async () => true,
    metrics: async () => 'rounds_total 3\n',
    metricsToken: null,
    teams: false,
    demo: null,
    ...overrides,
  };
}

/** What `/metrics` answers to a request under this name: `fetch` would put in the real one. */
function metricsUnder(host: string, address: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asked = request(new URL('/metrics', address), { headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    asked.once('error', reject).end();
  });
}

function seen(page: SeenPage): Seen {
  const problems: Record<string, string> = {};
  for (const [, name = '', words = ''] of page.html.matchAll(/id="m-([^"]*)-error">([\s\S]*?)<\/span>\n/g))
    problems[name] = textOf(words);
  return { text: page.text, values: valuesOf(page.html), problems };
}

describeChatPlatform('web', async (core, log) => {
  // Entering and reading the noticeboard pass by the start page, which the suite has not asked for.
  let startPage: 'ours' | 'asked-for' = 'asked-for';
  const platform = createWebPlatform(webOptions({ log }));
  await platform.start(async (interaction) =>
    startPage === 'ours' ? { kind: 'shown', message: message('Your start page') } : core(interaction),
  );
  const client = new HttpClient(platform.address);
  startPage = 'ours';
  await client.enter(platform.personal('gwen', 2_000_000));
  startPage = 'asked-for';
  return {
    platform,
    member: { kind: 'member', platform: 'web', externalId: 'gwen' },
    channel: { kind: 'channel', platform: 'web', externalId: 'ward7' },
    person: {
      see: async (view) => seen(await client.open(addressOf(view))),
      press: async (view, label, inputs: Fields = {}) =>
        seen(await client.press(await client.open(addressOf(view)), label, inputs)),
      forge: async (action, inputs) =>
        seen(await client.post(addressOf(action), new URLSearchParams({ ...inputs, _token: 'forged' }))),
    },
    far: {
      async posted() {
        startPage = 'ours';
        const { html } = await client.open('/');
        startPage = 'asked-for';
        const articles = html.match(/<article class="rt-notice"[\s\S]*?<\/article>/g) ?? [];
        return articles.map((article) => ({ text: textOf(article), values: {}, problems: {} }));
      },
    },
    stop: () => platform.stop(),
  };
});

describe('what only the web has', () => {
  let platform: WebPlatform;
  let calls: Interaction[];
  let lines: { event: string; fields: LogFields | undefined }[];
  let now: number;
  let client: HttpClient;

  const log: Log = {
    info: (event, fields) => lines.push({ event, fields }),
    warn: (event, fields) => lines.push({ event, fields }),
    error: (event, _error, fields) => lines.push({ event, fields }),
  };

  const core: OnInteraction = async (interaction): Promise<Reply> => {
    calls.push(interaction);
    switch (interaction.action.name) {
      case 'pulse.show':
        return {
          kind: 'shown',
          message: message(
            'This week’s questions',
            {
              kind: 'text-input',
              name: 'note',
              label: 'Anything else?',
              hint: null,
              lines: 3,
              maxLength: 500,
              value: '',
            },
            {
              kind: 'actions',
              buttons: [
                { label: 'Send', action: { name: 'pulse.answer', subject: 'r1' }, weight: 'primary' },
              ],
            },
          ),
        };
      case 'pulse.answer':
        return { kind: 'done', message: message('Thank you. Your answer has been counted.') };
      default:
        return { kind: 'shown', message: message('Your start page') };
    }
  };

  async function start(overrides: Partial<WebOptions> = {}, handler: OnInteraction = core): Promise<void> {
    platform = createWebPlatform(webOptions({ clock: { now: () => now }, log, ...overrides }));
    await platform.start(handler);
    client = new HttpClient(platform.address);
  }

  beforeEach(() => {
    calls = [];
    lines = [];
    now = 1_000_000;
  });
  afterEach(() => platform.stop());

  describe('personal links', () => {
    beforeEach(() => start());

    test('opening one changes nothing, however often a scanner does it', async () => {
      const path = pathOf(platform.personal('gwen', now + HOUR));
      for (const method of ['GET', 'HEAD', 'GET']) {
        const page = await client.send(path, { method });
        expect(page.status).toBe(200);
        expect(page.headers.getSetCookie()).toEqual([]);
      }
      expect((await client.open('/')).status).toBe(403);
      expect(calls).toEqual([]);
    });

    test('pressing Continue signs in and leaves the token behind', async () => {
      const link = platform.personal('gwen', now + HOUR);
      const page = await client.enter(link);
      expect(page).toMatchObject({ status: 200, path: '/' });
      expect(calls[0]?.actor).toEqual({ platform: 'web', externalId: 'gwen' });
      expect(page.html).not.toContain(pathOf(link).slice(3));
    });

    test.each([
      ['/pulse/r1', '/pulse/r1'],
      ['/digest/c1.2026-W47', '/digest/c1.2026-W47'],
      ['//evil.example', '/'],
      ['https://evil.example/', '/'],
      ['/\\evil.example', '/'],
      ['/chair-yes/m1', '/'],
      ['/pulse/..', '/'],
    ])('?to=%s leads to %s', async (to, expected) => {
      const link = `${platform.personal('gwen', now + HOUR)}?to=${encodeURIComponent(to)}`;
      expect((await client.enter(link)).path).toBe(expected);
      const straight = await client.send(pathOf(link), { method: 'POST', redirect: 'manual' });
      expect(straight.headers.get('location')).toBe(expected);
    });

    test('the cookie is signed, unreadable for scripts and ends after thirty days', async () => {
      const path = pathOf(platform.personal('gwen', now + HOUR));
      const page = await client.send(path, { method: 'POST', redirect: 'manual' });
      expect(page.headers.getSetCookie()).toEqual([
        expect.stringMatching(/^roundtable=[\w-]+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=2592000$/),
      ]);
      expect((await client.open('/')).status).toBe(200);
      now += 30 * DAY;
      expect((await client.open('/')).status).toBe(403);
    });

    test('a tampered cookie signs nobody in', async () => {
      await client.enter(platform.personal('gwen', now + HOUR));
      const [name, value] = [...client.cookies][0] ?? ['', ''];
      client.cookies.set(name, `${value.slice(0, -6)}AAAAAA`);
      expect((await client.open('/')).status).toBe(403);
    });

    test('an expired link is gone, a forged one refused: one kind sentence, no token in the log', async () => {
      const link = platform.personal('gwen', now + HOUR);
      const forged = `${link.slice(0, -3)}AAA`;
      const half = link.slice(0, -20);
      for (const wrong of [forged, half, `${platform.address}/l/x`, `${link}=`]) {
        for (const method of ['GET', 'POST']) {
          const page = await client.send(pathOf(wrong), { method });
          expect(page.status).toBe(403);
          expect(page.text).toContain('ask a steward of your group for a new link');
        }
      }
      now += HOUR;
      const page = await client.open(pathOf(link));
      expect(page.status).toBe(410);
      expect(page.text).toContain('ask a steward of your group for a new link');
      expect(client.cookies.size).toBe(0);
      expect(lines).toHaveLength(9);
      for (const line of lines)
        expect(Object.keys(line.fields ?? {}).sort()).toEqual(['outcome', 'requestId']);
      expect(JSON.stringify(lines)).not.toContain(pathOf(link).slice(3, 20));
    });

    test('guessing is slowed down, a good link still passes', async () => {
      for (let guess = 0; guess < 20; guess += 1) await client.open(`/l/guess${guess}`);
      expect((await client.open('/l/guess')).status).toBe(429);
      expect((await client.enter(platform.personal('gwen', now + HOUR))).status).toBe(200);
    });

    test('a link signed for one purpose or with another key opens nothing', async () => {
      await client.enter(platform.personal('gwen', now + HOUR));
      const session = [...client.cookies.values()][0] ?? '';
      expect((await client.open(`/l/${session}`)).status).toBe(403);
      const other = createWebPlatform(webOptions({ linkKey: randomBytes(32), baseUrl: platform.address }));
      expect((await client.open(pathOf(other.personal('gwen', now + HOUR)))).status).toBe(403);
      expect(() => createWebPlatform(webOptions({ linkKey: randomBytes(31) }))).toThrow(RangeError);
    });

    test('leaving forgets who one is', async () => {
      await client.enter(platform.personal('gwen', now + HOUR));
      await client.press(await client.open('/leave'), 'Leave');
      expect(client.cookies.size).toBe(0);
      expect((await client.open('/')).status).toBe(403);
    });
  });

  describe('forms', () => {
    let form: SeenPage;
    let token: string;

    beforeEach(async () => {
      await start();
      await client.enter(platform.personal('gwen', now + HOUR));
      form = await client.open('/pulse/r1');
      token = valuesOf(form.html)._token?.[0] ?? '';
      calls = [];
    });

    const answered = (): number => calls.filter(({ action }) => action.name === 'pulse.answer').length;

    test('the thanks are the same bytes for everybody, under the same headers, and no line tells of them', async () => {
      const other = new HttpClient(platform.address);
      await other.enter(platform.personal('hasan', now + HOUR));
      const one = await client.press(form, 'Send', { note: 'short' });
      const two = await other.press(await other.open('/pulse/r1'), 'Send', {
        note: 'a good deal longer than the first',
      });
      expect(one.html).toBe(two.html);
      const lasting = (page: SeenPage) => [...page.headers].filter(([name]) => name !== 'date');
      expect(lasting(one)).toEqual(lasting(two));
      expect(one.headers.get('cache-control')).toBe('no-store');
      expect(answered()).toBe(2);
      expect(lines).toEqual([]);
    });

    test.each([
      ['another site', { 'sec-fetch-site': 'cross-site' }],
      ['a sister site', { 'sec-fetch-site': 'same-site' }],
    ])('from %s it is refused even with a good token', async (_, headers) => {
      const page = await client.post('/pulse/r1', new URLSearchParams({ _token: token, note: 'x' }), headers);
      expect(page.status).toBe(403);
      expect(answered()).toBe(0);
    });

    test('without Sec-Fetch-Site the Origin decides', async () => {
      const send = (origin: string) =>
        client.send('/pulse/r1', {
          method: 'POST',
          body: new URLSearchParams({ _token: token }),
          headers: { origin },
        });
      for (const stranger of ['https://evil.example', 'null']) {
        expect((await send(stranger)).status).toBe(403);
      }
      expect(answered()).toBe(0);
      expect((await send(platform.address)).status).toBe(200);
    });

    test('the token of another session, or none, is refused', async () => {
      const other = new HttpClient(platform.address);
      await other.enter(platform.personal('gwen', now + HOUR));
      const theirs = valuesOf((await other.open('/pulse/r1')).html)._token?.[0] ?? '';
      for (const fields of [{ _token: theirs }, { note: 'x' }]) {
        const page = await client.post('/pulse/r1', new URLSearchParams(fields as Record<string, string>));
        expect(page.status).toBe(403);
        expect(page.text).toContain('Nothing was sent.');
      }
      expect(answered()).toBe(0);
    });

    test.each<[string, string | Uint8Array<ArrayBuffer>]>([
      ['bytes that are not UTF-8', new Uint8Array([0x6e, 0x6f, 0x74, 0x65, 0x3d, 0xc3, 0x28])],
      ['escapes that are not UTF-8', 'note=%C3%28'],
      ['half an escape', 'note=100%'],
      ['a field nobody could have made', 'no%20te=x'],
      ['a field of the language itself', '__proto__=x'],
      ['too many fields', 'a=1&'.repeat(300)],
    ])('%s: 400, one kind sentence', async (_, body) => {
      const start = new TextEncoder().encode(`_token=${token}&`);
      const rest = typeof body === 'string' ? new TextEncoder().encode(body) : body;
      const page = await client.post('/pulse/r1', new Uint8Array([...start, ...rest]));
      expect(page.status).toBe(400);
      expect(page.text).toContain('Please go back and try again.');
      expect(answered()).toBe(0);
    });

    test('control characters are dropped, line breaks and every script stay', async () => {
      await client.press(form, 'Send', { note: 'a\0b\u0007c\r\nd\te 🙂 ŵ 日本' });
      expect(calls[0]?.inputs).toEqual({ note: ['abc\nd\te 🙂 ŵ 日本'] });
    });

    test('10 MB: 413, and the sender gets to read why', async () => {
      for (const size of [64 * 1024, 10_000_000]) {
        const page = await client.post('/pulse/r1', `_token=${token}&note=${'a'.repeat(size)}`);
        expect(page.status).toBe(413);
        expect(page.text).toContain('make it shorter');
      }
      expect(answered()).toBe(0);
      expect((await client.open('/pulse/r1')).status).toBe(200);
    });

    test.each([
      ['application/x-www-form-urlencoded', 413],
      ['text/plain', 415],
    ])(
      'a sender of 10 MB of %s that reads only after sending it all gets its answer',
      async (type, status) => {
        const { port } = new URL(platform.address);
        const socket = connect(Number(port), '127.0.0.1');
        const answer = new Promise<string>((resolve) =>
          socket.once('data', (chunk) => resolve(String(chunk))),
        );
        socket.pause();
        const head = `POST /pulse/r1 HTTP/1.1\r\nHost: localhost\r\nContent-Type: ${type}\r\nContent-Length: 10000000\r\n\r\n`;
        await new Promise<unknown>((sent) => socket.write(head + 'a'.repeat(10_000_000), sent));
        socket.resume();
        expect(await answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
        socket.destroy();
      },
      15_000,
    );

    test.each(['application/json', 'multipart/form-data; boundary=x', 'text/plain'])(
      '%s: 415',
      async (type) => {
        expect((await client.post('/pulse/r1', '{}', { 'content-type': type })).status).toBe(415);
      },
    );

    test('a compressed body: 415', async () => {
      expect((await client.post('/pulse/r1', 'x', { 'content-encoding': 'gzip' })).status).toBe(415);
    });

    test('one session cannot flood', async () => {
      let last = 200;
      for (let turn = 0; turn < 300 && last === 200; turn += 1) last = (await client.open('/me')).status;
      expect(last).toBe(429);
    });
  });

  describe('addresses', () => {
    beforeEach(async () => {
      await start();
      await client.enter(platform.personal('gwen', now + HOUR));
      calls = [];
    });

    test.each([
      ['GET', '/nothing-here', 404],
      ['GET', '/pulse/r1/more', 404],
      ['GET', '/demo', 404],
      ['POST', '/demo/clock', 404],
      ['GET', '/assets/../../package.json', 404],
      ['GET', '/pulse/..%2f..%2fetc%2fpasswd', 404],
      ['GET', `/pulse/${'a'.repeat(65)}`, 404],
      ['GET', '/pulse/%FF', 400],
      ['GET', '/me?value=%FF', 400],
      ['GET', '/chair-yes/m1', 405],
      ['DELETE', '/pulse/r1', 405],
      ['PUT', '/', 405],
    ])('%s %s: %i', async (method, path, status) => {
      const page = await client.send(path, { method });
      expect(page.status).toBe(status);
      expect(page.text).not.toBe('');
      expect(calls).toEqual([]);
      expect(lines).toEqual([]);
    });

    test('a wrong method is told the right ones', async () => {
      const allowed = async (path: string) =>
        (await client.send(path, { method: 'DELETE' })).headers.get('allow');
      expect(await allowed('/pulse/r1')).toBe('GET, HEAD, POST');
      expect(await allowed('/chair-yes/m1')).toBe('POST');
      expect(await allowed('/digest')).toBe('GET, HEAD');
    });

    test('HEAD answers like GET, without a body', async () => {
      const page = await client.send('/', { method: 'HEAD' });
      expect(page).toMatchObject({ status: 200, html: '' });
    });

    test.each(['/', '/privacy', '/nothing-here', '/l/x'])('strict headers on %s', async (path) => {
      const { headers } = await client.open(path);
      expect(headers.get('content-security-policy')).toBe(
        "default-src 'none';style-src 'self';script-src 'self';img-src 'self' data:;form-action 'self';frame-ancestors 'none';base-uri 'none'",
      );
      expect(headers.get('referrer-policy')).toBe('same-origin');
      expect(headers.get('permissions-policy')).toContain('camera=(), ');
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-powered-by')).toBeNull();
      expect(headers.get('strict-transport-security')).toBeNull();
    });

    test('style and script are kept for good under the digest of their content, without a foreign typeface', async () => {
      const { html } = await client.open('/');
      const addresses = [...html.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(
        ([, address = '']) => address,
      );
      expect(addresses).toHaveLength(3);
      for (const address of addresses) {
        const asset = await client.open(address);
        expect(asset.status).toBe(200);
        expect(asset.headers.get('cache-control')).toContain('immutable');
        expect(asset.html).not.toMatch(/Frutiger|https?:\/\/assets/);
      }
    });

    test('the promise can be read without a session', async () => {
      client.cookies.clear();
      expect((await client.open('/privacy')).text).toContain('Your answer is added to a sealed total.');
    });

    test('what is not even HTTP gets a sentence', async () => {
      const { port } = new URL(platform.address);
      const answer = await new Promise<string>((resolve, reject) => {
        const socket = connect(Number(port), '127.0.0.1', () => socket.write('\u0016\u0003 hello\r\n\r\n'));
        let text = '';
        socket.on('data', (chunk) => {
          text += String(chunk);
        });
        socket.on('end', () => resolve(text)).on('error', reject);
      });
      expect(answer).toMatch(/^HTTP\/1.1 400 [\s\S]*We could not read that/);
    });
  });

  test('over https the cookie is bound to the host and the browser told to stay there', async () => {
    await start({ baseUrl: 'https://roundtable.example.org' });
    const link = platform.personal('gwen', now + HOUR);
    expect(link).toMatch(/^https:\/\/roundtable\.example\.org\/l\/[\w-]+$/);
    const page = await client.send(pathOf(link), { method: 'POST', redirect: 'manual' });
    expect(page.headers.getSetCookie()[0]).toMatch(
      /^__Host-roundtable=.*; Path=\/; HttpOnly; SameSite=Lax; Secure; /,
    );
    expect(page.headers.get('strict-transport-security')).toContain('max-age=31536000');
  });

  test('a failure shows the reference that the log holds', async () => {
    await start({}, async () => {
      throw new Error('secret-detail');
    });
    const page = await client.enter(platform.personal('gwen', now + HOUR));
    expect(page.status).toBe(500);
    expect(lines).toHaveLength(1);
    expect(page.text).toContain(String(lines[0]?.fields?.requestId));
    expect(page.html).not.toContain('secret-detail');
  });

  test('a noticeboard out of reach does not take the start page along', async () => {
    const noticeboard: Noticeboard = {
      ...memoryNoticeboard(),
      read: async () => {
        throw new Error('no store');
      },
    };
    await start({ noticeboard });
    const page = await client.enter(platform.personal('gwen', now + HOUR));
    expect(page.status).toBe(200);
    expect(page.text).toContain('We could not load your messages just now.');
    expect(lines.map(({ event }) => event)).toEqual(['web.notices-failed']);
  });

  test('members of a channel are the readers of its noticeboard', async () => {
    await start();
    expect(await platform.members({ platform: 'web', externalId: 'ward7' })).toEqual([
      { platform: 'web', externalId: 'gwen' },
    ]);
  });

  test('notices stand on the start page as parts of it: one h1, ids of their own', async () => {
    await start();
    const blocks = EVERY_BLOCK.map(([block]) => block);
    const place: Place = { kind: 'member', platform: 'web', externalId: 'gwen' };
    for (const key of ['a', 'b']) await platform.post(place, message('All there is', ...blocks), key);
    const { html } = await client.enter(platform.personal('gwen', now + HOUR));
    expect(html.match(/<h1/g)).toHaveLength(1);
    const ids = [...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(html).not.toMatch(/ style="| on\w+="/);
  });

  test('a saved file needs nothing else and offers nothing to send', async () => {
    await start();
    const file = await renderDocument(message('Digest', ...EVERY_BLOCK.map(([block]) => block)));
    for (const [, texts] of EVERY_BLOCK) for (const text of texts) expect(textOf(file)).toContain(text);
    expect(file).not.toMatch(/<(form|input|button|script|link)\b| (src|href)="/);
  });

  describe('for machines', () => {
    test('alive and ready', async () => {
      let ready = false;
      await start({ readiness: async () => ready });
      expect((await client.open('/healthz')).status).toBe(200);
      expect((await client.open('/readyz')).status).toBe(503);
      ready = true;
      expect((await client.open('/readyz')).status).toBe(200);
    });

    test('metrics: with the token where there is one', async () => {
      await start({ metricsToken: 'open-sesame' });
      const read = (headers: Record<string, string>) => client.send('/metrics', { method: 'GET', headers });
      expect((await read({})).status).toBe(404);
      expect((await read({ authorization: 'Bearer open-sesame!' })).status).toBe(404);
      expect(await read({ authorization: 'Bearer open-sesame' })).toMatchObject({
        status: 200,
        html: 'rounds_total 3\n',
      });
    });

    test('metrics: without a token from this machine only, and not through a proxy on it', async () => {
      await start();
      expect((await client.open('/metrics')).status).toBe(200);
      const passedOn = { 'x-forwarded-for': '203.0.113.9' };
      expect((await client.send('/metrics', { method: 'GET', headers: passedOn })).status).toBe(404);
    });

    test.each([
      ['roundtable.example.org', 404],
      ['127.example.org', 404],
      ['localhost.example.org:3000', 404],
      ['192.0.2.7', 404],
      ['localhost:3000', 200],
      ['127.0.0.1:3000', 200],
      ['[::1]:3000', 200],
    ])(
      'metrics: without a token, asked for as "%s" through a silent proxy on this machine: %i',
      async (host, status) => {
        await start();
        expect(await metricsUnder(host, platform.address)).toBe(status);
      },
    );

    test('metrics: without a token nobody, once people reach it by a public address', async () => {
      await start({ baseUrl: 'https://roundtable.example.org' });
      expect(await metricsUnder('127.0.0.1:3000', platform.address)).toBe(404);
    });

    test('another listener gets its own paths, untouched by ours', async () => {
      await start();
      platform.mount('/slack', (request, response) => {
        request.setEncoding('utf8');
        let body = '';
        request.on('data', (chunk: string) => {
          body += chunk;
        });
        request.on('end', () => response.end(`${request.url} ${body}`));
      });
      expect(
        (await client.post('/slack/events', '{"a":1}', { 'content-type': 'application/json' })).html,
      ).toBe('/slack/events {"a":1}');
      expect((await client.open('/slackers')).status).toBe(404);
    });
  });

  describe('in a demo', () => {
    const people = [
      { name: 'Gwen Abara', voice: 'Service-user reps', webId: 'gwen' },
      { name: 'Amina Khan', voice: 'Staff', webId: 'amina' },
    ];

    beforeEach(() =>
      start({ demo: { people: async () => people, moveOn: async () => 'The pulse has closed.' } }),
    );

    test('one picks a person, is told as whom one looks, and moves the clock', async () => {
      const list = await client.open('/');
      expect(list.path).toBe('/demo');
      expect(list.text).toContain('Service-user reps');
      const home = await client.press(list, 'Amina Khan');
      expect(home.text).toContain('You are looking as Amina Khan.');
      expect(calls.at(-1)?.actor.externalId).toBe('amina');
      expect((await client.press(home, 'Move the clock on')).text).toContain('The pulse has closed.');
      expect((await client.post('/demo/as', 'person=nobody')).status).toBe(404);
      expect((await client.post('/demo/as', 'person=gwen', { 'sec-fetch-site': 'cross-site' })).status).toBe(
        403,
      );
    });

    test('the thanks are the same for everybody even here', async () => {
      const pages: string[] = [];
      for (const { name } of people) {
        const visitor = new HttpClient(platform.address);
        await visitor.press(await visitor.open('/demo'), name);
        pages.push((await visitor.press(await visitor.open('/pulse/r1'), 'Send')).html);
      }
      expect(pages[0]).toBe(pages[1]);
    });
  });
});
