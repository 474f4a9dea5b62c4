import { randomBytes, randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { addressOf } from '../../adapters/web/addresses.ts';
import { LIMITS } from '../../adapters/web/limits.ts';
import { createWebPlatform, type WebOptions, type WebPlatform } from '../../adapters/web/platform.ts';
import { renderDocument } from '../../adapters/web/render/document.ts';
import { systemClock } from '../../src/clock.ts';
import type { Place } from '../../src/core/circle.ts';
import { DAY, HOUR } from '../../src/core/instant.ts';
import type { Notice, Noticeboard } from '../../src/core/ports/chat.ts';
import type { Interaction, OnInteraction, Reply } from '../../src/core/ports/interaction.ts';
import type { Log, LogFields } from '../../src/core/ports/log.ts';
import { createSigner } from '../../src/core/signer.ts';
import { type Fields, HttpClient, type SeenPage, textOf, valuesOf } from '../support/http-client.ts';
import { memoryWaysIn } from '../support/ways-in.ts';
import { EVERY_BLOCK, message, type Seen, said } from './chat.fixtures.ts';
import { describeChat } from './chat.suite.ts';

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
    linkKeys: [LINK_KEY],
    ...memoryWaysIn(randomUUID),
    noticeboard: memoryNoticeboard(),
    clock: { ...systemClock, now: () => 1_000_000 },
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

describeChat('web', async (core, log) => {
  // Entering and reading the noticeboard pass by the start page, which the suite has not asked for.
  let startPage: 'ours' | 'asked-for' = 'asked-for';
  const platform = createWebPlatform(webOptions({ log }));
  await platform.start(async (interaction) =>
    startPage === 'ours' ? { kind: 'shown', message: message('Your start page') } : core(interaction),
  );
  const client = new HttpClient(platform.address);
  startPage = 'ours';
  await client.enter(platform.wayIn('for-gwen'));
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
    platform = createWebPlatform(
      webOptions({ clock: { ...systemClock, now: () => now }, log, ...overrides }),
    );
    await platform.start(handler);
    client = new HttpClient(platform.address);
  }

  beforeEach(() => {
    calls = [];
    lines = [];
    now = 1_000_000;
  });
  afterEach(() => platform.stop());

  /** Each works once. */
  const wayInOf = (webId: string): string => platform.wayIn(`for-${webId}.${randomUUID()}`);
  const WRONG = 'It may have been used already';

  describe('ways in', () => {
    beforeEach(() => start());

    test('the page is the same for everybody, whatever stands behind "#", and changes nothing', async () => {
      const link = new URL(wayInOf('gwen'));
      expect(link.pathname + link.search).toBe('/in');
      const pages = [await client.open('/in'), await client.open('/in')];
      await client.enter(link.href);
      pages.push(await client.open('/in'));
      for (const page of pages) expect([page.status, page.html]).toEqual([200, pages[0]?.html]);
      expect(pages[0]?.headers.getSetCookie()).toEqual([]);
      expect((await client.send('/in', { method: 'HEAD' })).status).toBe(200);
    });

    test('the whole address may stand in the place for the code', async () => {
      const code = ` ${wayInOf('gwen')} `;
      const asked = await client.press(await client.open('/in'), 'Continue', { code });
      expect(asked.text).toContain('You are about to come in as gwen of Ward 7');
    });

    test('asks whether it is them, and only that press comes in', async () => {
      const link = wayInOf('gwen');
      const asked = await client.look(link);
      expect(asked.text).toContain('You are about to come in as gwen of Ward 7');
      expect(asked.headers.getSetCookie()).toEqual([]);
      expect((await client.open('/')).status).toBe(403);
      expect(calls).toEqual([]);
      const undecided = await client.press(asked, 'Yes, that’s me');
      expect(undecided.status).toBe(422);
      expect(undecided.text).toContain('Please say whether this is your own device.');
      const page = await client.press(undecided, 'Yes, that’s me', { device: 'own' });
      expect(page).toMatchObject({ status: 200, path: '/' });
      expect(calls[0]?.actor).toEqual({ platform: 'web', externalId: 'gwen' });
      expect(page.html).not.toContain(new URL(link).hash.slice(1));
    });

    test('used, unknown and empty look alike, and nobody is locked out for trying', async () => {
      const link = wayInOf('gwen');
      await client.enter(link);
      const used = await new HttpClient(platform.address).look(link);
      const thief = new HttpClient(platform.address);
      for (let guess = 0; guess < 100; guess += 1) {
        const page = await thief.look(`${platform.address}/in#guess${guess}`);
        expect([page.status, page.html]).toEqual([403, used.html]);
      }
      expect((await thief.look(`${platform.address}/in#`)).html).toBe(used.html);
      expect(used.text).toContain(WRONG);
      expect((await thief.post('/in/yes', new URLSearchParams({ code: 'x', device: 'own' }))).html).toBe(
        used.html,
      );
      expect(thief.cookies.size).toBe(0);
      expect((await thief.enter(wayInOf('hasan'))).status).toBe(200);
      expect(lines).toEqual([]);
    });

    test('no other site sends somebody in', async () => {
      const code = new URL(wayInOf('gwen')).hash.slice(1);
      for (const path of ['/in', '/in/yes']) {
        const page = await client.post(path, new URLSearchParams({ code, device: 'own' }), {
          'sec-fetch-site': 'cross-site',
        });
        expect([page.status, page.headers.getSetCookie()]).toEqual([403, []]);
      }
    });

    test('an address of before is one page, and nothing of it is read', async () => {
      const pages = [await client.open('/l/x'), await client.open(`/l/${'A'.repeat(86)}`)];
      for (const page of pages) expect([page.status, page.html]).toEqual([410, pages[0]?.html]);
      expect(pages[0]?.text).toContain('This link is from before');
      expect(lines).toEqual([]);
    });
  });

  describe('sessions', () => {
    let memory: ReturnType<typeof memoryWaysIn>;
    const cookieOf = (page: SeenPage) => page.headers.getSetCookie();
    const signedBy = (key: Uint8Array, content: object) =>
      createSigner([key], 'web/session').sign(JSON.stringify(content));

    beforeEach(() => {
      memory = memoryWaysIn(randomUUID);
      return start(memory);
    });

    test('the cookie is signed, unreadable for scripts, and a new one comes with a page at most weekly', async () => {
      const asked = await client.look(wayInOf('gwen'));
      const code = valuesOf(asked.html).code?.[0] ?? '';
      const page = await client.send('/in/yes', {
        method: 'POST',
        redirect: 'manual',
        body: new URLSearchParams({ code, device: 'own' }),
        headers: { 'sec-fetch-site': 'same-origin' },
      });
      expect(cookieOf(page)).toEqual([
        expect.stringMatching(/^roundtable=[\w-]+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=17280000$/),
      ]);
      now += 7 * DAY - 1;
      expect(cookieOf(await client.open('/'))).toEqual([]);
      now += 1;
      expect(cookieOf(await client.open('/'))).toHaveLength(1);
      expect(cookieOf(await client.open('/'))).toEqual([]);
      now += 200 * DAY;
      expect((await client.open('/')).status).toBe(403);
    });

    test('a year of weeks shuts nobody out and writes nothing', async () => {
      await client.enter(wayInOf('gwen'));
      const before = memory.writes();
      for (let week = 0; week < 53; week += 1) {
        now += 7 * DAY;
        expect((await client.open('/pulse/r1')).status).toBe(200);
      }
      expect(memory.writes()).toBe(before);
    });

    test('a shared device is left with the browser, and after an hour without a page', async () => {
      const asked = await client.look(wayInOf('gwen'));
      const code = valuesOf(asked.html).code?.[0] ?? '';
      const page = await client.send('/in/yes', {
        method: 'POST',
        redirect: 'manual',
        body: new URLSearchParams({ code, device: 'shared' }),
        headers: { 'sec-fetch-site': 'same-origin' },
      });
      expect(cookieOf(page)).toEqual([expect.not.stringContaining('Max-Age')]);
      now += HOUR - 1;
      expect((await client.open('/')).status).toBe(200);
      now += HOUR - 1;
      expect((await client.open('/')).status).toBe(200);
      now += HOUR;
      expect((await client.open('/')).status).toBe(403);
    });

    test('sending an answer never brings a cookie', async () => {
      await client.enter(wayInOf('gwen'));
      const form = await client.open('/pulse/r1');
      now += 30 * DAY;
      expect(cookieOf(await client.press(form, 'Send', { note: 'x' }))).toEqual([]);
    });

    test('a tampered cookie, one of another key and one for a form sign nobody in', async () => {
      await client.enter(wayInOf('gwen'));
      const [name, value] = [...client.cookies][0] ?? ['', ''];
      const content = { id: [...client.cookies.keys()].join(), webId: 'gwen', device: 'own', givenAt: now };
      for (const wrong of [`${value.slice(0, -6)}AAAAAA`, signedBy(randomBytes(32), content)]) {
        client.cookies.set(name, wrong);
        expect((await client.open('/')).status).toBe(403);
      }
      // Signed, but no row knows it.
      client.cookies.set(name, signedBy(LINK_KEY, content));
      expect((await client.open('/')).status).toBe(403);
      expect(() => createWebPlatform(webOptions({ linkKeys: [randomBytes(31)] }))).toThrow(RangeError);
      expect(() => createWebPlatform(webOptions({ linkKeys: [LINK_KEY, randomBytes(31)] }))).toThrow(
        RangeError,
      );
    });

    test('a cookie of a retired key is good, and the next one is of the new key', async () => {
      await client.enter(wayInOf('gwen'));
      const [name, value] = [...client.cookies][0] ?? ['', ''];
      await platform.stop();
      const newer = randomBytes(32);
      await start({ ...memory, linkKeys: [newer, LINK_KEY] });
      client.cookies.set(name, value);
      expect((await client.open('/')).status).toBe(200);
      now += 7 * DAY;
      await client.open('/');
      expect(createSigner([newer], 'web/session').open(client.cookies.get(name) ?? '')).toContain('gwen');
    });

    test('a browser that v0.1.0 signed in stays so, and gets a session that can be ended', async () => {
      const old = signedBy(LINK_KEY, { id: 'old', webId: 'gwen', expiresAt: now + 29 * DAY });
      client.cookies.set('roundtable', old);
      const form = await client.post('/pulse/r1', new URLSearchParams({ _token: 'x' }));
      // Sending writes nothing.
      expect([form.status, memory.writes()]).toEqual([403, 0]);
      expect((await client.open('/')).status).toBe(200);
      expect(client.cookies.get('roundtable')).not.toBe(old);
      expect(await memory.sessions.of(['gwen'])).toMatchObject([{ id: 'old', beganAt: now - DAY }]);
      now += 100 * DAY;
      expect((await client.open('/')).status).toBe(200);
      await memory.sessions.endOthers(['gwen'], null, now);
      client.cookies.set('roundtable', old);
      expect((await client.open('/')).status).toBe(403);
    });

    test('an old cookie that nobody brought before it ran out, or after its person signed it out, opens nothing', async () => {
      const old = signedBy(LINK_KEY, { id: 'old', webId: 'gwen', expiresAt: now + HOUR });
      client.cookies.set('roundtable', old);
      now += HOUR;
      expect((await client.open('/')).status).toBe(403);
      now -= HOUR;
      await memory.sessions.endOthers(['gwen'], null, now);
      expect((await client.open('/')).status).toBe(403);
    });

    test('leaving forgets who one is, and a copy of the cookie opens nothing', async () => {
      await client.enter(wayInOf('gwen'));
      const copy = new Map(client.cookies);
      const left = await client.press(await client.open('/leave'), 'Leave');
      expect(left.text).toContain('Type a code');
      expect(client.cookies.size).toBe(0);
      expect((await client.open('/')).status).toBe(403);
      for (const [name, value] of copy) client.cookies.set(name, value);
      expect((await client.open('/')).status).toBe(403);
    });
  });

  describe('forms', () => {
    let form: SeenPage;
    let token: string;

    beforeEach(async () => {
      await start();
      await client.enter(wayInOf('gwen'));
      form = await client.open('/pulse/r1');
      token = valuesOf(form.html)._token?.[0] ?? '';
      calls = [];
    });

    const answered = (): number => calls.filter(({ action }) => action.name === 'pulse.answer').length;

    test('the thanks are the same bytes for everybody, under the same headers, and no line tells of them', async () => {
      const other = new HttpClient(platform.address);
      await other.enter(wayInOf('hasan'));
      const one = await client.press(form, 'Send', { note: 'short' });
      const two = await other.press(await other.open('/pulse/r1'), 'Send', {
        note: 'a good deal longer than the first',
      });
      expect(one.html).toBe(two.html);
      const lasting = (page: SeenPage) => [...page.headers].filter(([name]) => name !== 'date');
      expect(lasting(one)).toEqual(lasting(two));
      expect(one.headers.get('cache-control')).toBe('no-store, no-transform');
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

    test('no token, or one that is not ours, is refused', async () => {
      for (const fields of [{ _token: `${token}x`, note: 'x' }, { note: 'x' }]) {
        const page = await client.post('/pulse/r1', new URLSearchParams(fields as Record<string, string>));
        expect(page.status).toBe(403);
        expect(page.text).toContain('Nothing was sent.');
      }
      expect(answered()).toBe(0);
    });

    test('a form of the same person is taken, whichever of their sessions made it', async () => {
      const other = new HttpClient(platform.address);
      await other.enter(wayInOf('gwen'));
      const theirs = valuesOf((await other.open('/pulse/r1')).html)._token?.[0] ?? '';
      expect(theirs).not.toBe(token);
      await client.post('/pulse/r1', new URLSearchParams({ _token: theirs, note: 'x' }));
      expect(answered()).toBe(1);
    });

    test('a form of somebody else, or of nobody who is signed in, comes back with every word, to be sent again', async () => {
      const words = { note: 'Two lines,\nand “signs” & <marks>.', _value: '1' };
      const other = new HttpClient(platform.address);
      await other.enter(wayInOf('hasan'));
      for (const somebody of [other, new HttpClient(platform.address)]) {
        const page = await somebody.post('/pulse/r1', new URLSearchParams({ _token: token, ...words }));
        expect(page.text).toContain('Your words are not lost');
        expect(page.text).not.toContain('Two lines');
        expect(valuesOf(page.html)).toMatchObject({ _token: [token], note: [words.note], _value: ['1'] });
        expect(answered()).toBe(0);
        // For an answer to a pulse not even its length tells what is in it.
        expect([page.status, Buffer.byteLength(page.html) % LIMITS.paddedTo]).toEqual([200, 0]);
        const again = await client.press(page, 'Send again');
        expect(again.status).toBe(200);
        expect(calls.at(-1)?.inputs).toMatchObject({ note: [words.note] });
        calls = [];
      }
      expect(lines).toEqual([]);
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

    test('one person cannot flood, nor by a new session; nobody else is held up, and no header counts', async () => {
      let last = 200;
      for (let turn = 0; turn < 300 && last === 200; turn += 1) last = (await client.open('/me')).status;
      expect(last).toBe(429);
      const again = new HttpClient(platform.address);
      await again.enter(wayInOf('gwen'));
      expect((await again.open('/me')).status).toBe(429);
      const other = new HttpClient(platform.address);
      await other.enter(wayInOf('joe'));
      const page = await other.open('/me');
      expect(page.status).toBe(200);
      expect([...page.headers.keys()].filter((name) => /rate|retry/i.test(name))).toEqual([]);
    });
  });

  describe('addresses', () => {
    beforeEach(async () => {
      await start();
      await client.enter(wayInOf('gwen'));
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
    const link = wayInOf('gwen');
    expect(link).toMatch(/^https:\/\/roundtable\.example\.org\/in#[\w.-]+$/);
    const page = await client.send('/in/yes', {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ code: new URL(link).hash.slice(1), device: 'own' }),
    });
    expect(page.headers.getSetCookie()[0]).toMatch(
      /^__Host-roundtable=.*; Path=\/; HttpOnly; SameSite=Lax; Secure; /,
    );
    expect(page.headers.get('strict-transport-security')).toContain('max-age=31536000');
  });

  test('a failure shows the reference that the log holds', async () => {
    await start({}, async () => {
      throw new Error('secret-detail');
    });
    const page = await client.enter(wayInOf('gwen'));
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
    const page = await client.enter(wayInOf('gwen'));
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
    const { html } = await client.enter(wayInOf('gwen'));
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
