import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LIMITS as TEAMS_LIMITS } from '../../adapters/teams/limits.ts';
import { LIMITS } from '../../adapters/web/limits.ts';
import type { Circle } from '../../src/core/circle.ts';
import { DAY, HOUR } from '../../src/core/instant.ts';
import { memberTable } from '../../src/core/tables/members.ts';
import type { Round } from '../../src/features/release/rules/pulse.ts';
import { HttpClient, type SeenPage } from '../support/http-client.ts';
import { freePort } from '../support/ports.ts';
import {
  fetcherThrough,
  findProxy,
  type ProxyName,
  type RunningProxy,
  type SeenSize,
  startProxy,
} from '../support/proxies.ts';
import { MONDAY, startApp, type TestApp } from '../support/test-app.ts';
import { importCircle, openRound, wayInOf } from '../support/test-users.ts';

const PROXIES: readonly ProxyName[] = ['nginx', 'caddy'];
/** Nobody else's: whatever names it, names this person's device. */
const DEVICE = '127.0.0.77';
const ANSWER = { voice: '4', trust: '5' };
const WORDS = 'unmistakable-and-long '.repeat(2_000);

/** nginx can be had everywhere; a test that cannot run says why in its title. */
const isThere = (name: ProxyName): boolean => name === 'nginx' || findProxy(name) !== null;
const missing = (name: ProxyName): string => (isThere(name) ? '' : ' (skipped: it is not installed here)');
const TITLED = PROXIES.map((name) => ({ name, title: `${name}${missing(name)}` }));

describe.each(TITLED)('as docs/proxy.md says, behind $title', ({ name }) => {
  const there = isThere(name);
  let app: TestApp;
  let circle: Circle;
  let round: Round;
  let proxy: RunningProxy;
  let browser: HttpClient;
  let sizes: SeenSize[];
  const secrets: string[] = [];

  beforeAll(async () => {
    if (!there) return;
    const port = await freePort();
    app = await startApp({ backend: 'embedded', settings: { BASE_URL: `https://localhost:${port}` } });
    circle = await importCircle(app);
    await app.passTo(MONDAY + DAY + HOUR);
    round = await openRound(app, circle);
    proxy = await startProxy(name, { upstream: new URL(app.address).host, port });
    sizes = [];
    browser = new HttpClient(
      proxy.address,
      fetcherThrough(proxy, DEVICE, (size) => sizes.push(size)),
    );
  });
  afterAll(async () => {
    await proxy?.stop();
    await app?.stop();
  });

  const answering = async (given: Record<string, string>): Promise<[SeenPage, SeenSize | undefined]> => {
    const form = await browser.open(`/pulse/${round.id}`);
    const page = await browser.press(form, 'Send my answers', given);
    return [page, sizes.at(-1)];
  };

  test.runIf(there)('somebody comes in, answers a pulse, and all outcomes look alike', async () => {
    const [member] = await memberTable.list(app.context.store, circle.id);
    if (member === undefined) throw new Error('nobody is there');
    const link = await wayInOf(app, member);
    expect(link.startsWith(`${proxy.address}/in#`)).toBe(true);
    const home = await browser.enter(link);
    expect([home.status, home.path]).toEqual([200, '/']);
    expect([...browser.cookies.keys()]).toEqual(['__Host-roundtable']);
    secrets.push(new URL(link).hash.slice(1), browser.cookies.get('__Host-roundtable') ?? '');

    const [unanswered, refused] = await answering({ voice: '9' });
    expect(unanswered.text).toContain('There is a problem');
    const [thanks, counted] = await answering(ANSWER);
    expect(thanks.text).toContain('Your answer has been counted.');
    const [again, before] = await answering(ANSWER);
    expect(again.text).toContain('Your answer was counted before.');
    expect(counted).toEqual({ status: 200, headers: expect.any(Number), body: LIMITS.paddedTo });
    expect([refused, before]).toEqual([counted, counted]);
    expect(thanks.headers.get('content-encoding')).toBe(null);
    expect(thanks.headers.get('cache-control')).toContain('no-store');
  });

  test.runIf(there)('the form guard holds: our pages may send, a stranger’s may not', async () => {
    const send = (origin: string) =>
      browser.send('/in', {
        method: 'POST',
        body: 'code=7QK2M-9XWRT',
        headers: { origin, 'content-type': 'application/x-www-form-urlencoded' },
      });
    expect((await send(proxy.address)).text).toContain('This way in does not work');
    expect((await send('https://stranger.example')).text).toContain('The page was open for too long');
    secrets.push('7QK2M-9XWRT', '7QK2M9XWRT');
  });

  test.runIf(there)('old links, queries, long words and errors leave nothing behind either', async () => {
    expect((await browser.open('/l/an-old-token')).status).toBe(410);
    expect((await browser.open('/chair?value=a-value')).status).not.toBe(502);
    const form = await browser.open(`/say/${circle.id}`);
    expect((await browser.press(form, 'Say it without my name', { words: WORDS })).status).toBe(422);
    const plain = await fetch(`${proxy.plain}/pulse/${round.id}?value=a-value`, { redirect: 'manual' });
    expect([301, 308]).toContain(plain.status);

    await app.leave();
    expect((await browser.open(`/pulse/${round.id}?value=a-value`)).status).toBe(502);
    expect((await browser.post(`/pulse/${round.id}`, new URLSearchParams(ANSWER))).status).toBe(502);
    const written = proxy.written();
    await app.restart();

    const paths = ['/in', '/in/yes', '/pulse', '/l/', '/say', '/chair', 'value=', 'unmistakable', 'voice=4'];
    for (const text of [...paths, round.id, circle.id, DEVICE, ...secrets]) {
      // With its white space, or "/in" would be found in a path of the proxy's own.
      const found = text.startsWith('/in') ? written.includes(`${text} `) : written.includes(text);
      expect([text, found]).toEqual([text, false]);
    }
    expect(proxy.leftInTemporary()).toEqual([]);
  });
});

describe.each(TITLED)('as docs/proxy.md says, handed on by $title', ({ name }) => {
  const there = isThere(name);
  let upstream: Server;
  let proxy: RunningProxy;
  let browser: HttpClient;
  let headers: IncomingHttpHeaders = {};

  beforeAll(async () => {
    if (!there) return;
    upstream = createServer((request, response) => {
      headers = request.headers;
      let bytes = 0;
      request.on('data', (chunk: Buffer) => {
        bytes += chunk.byteLength;
      });
      request.on('end', () => response.end(`took ${bytes}`));
    });
    const upstreamPort = await freePort();
    await new Promise<void>((resolve) => upstream.listen(upstreamPort, '127.0.0.1', resolve));
    proxy = await startProxy(name, { upstream: `127.0.0.1:${upstreamPort}`, port: await freePort() });
    browser = new HttpClient(proxy.address, fetcherThrough(proxy, DEVICE));
  });
  afterAll(async () => {
    await proxy?.stop();
    upstream?.close();
  });

  test.runIf(there)('the name that was asked for, that it came over TLS, and never who asked', async () => {
    const forged = { 'x-forwarded-for': '192.0.2.1', 'x-real-ip': '192.0.2.1', forwarded: 'for=192.0.2.1' };
    await browser.send('/', { method: 'GET', headers: forged });
    expect(headers).toMatchObject({
      host: new URL(proxy.address).host,
      forwarded: 'for=unknown;proto=https',
    });
    expect(JSON.stringify(headers)).not.toMatch(/192\.0\.2\.1|127\.0\.0\.77/);
  });

  test.runIf(there).each([
    ['/pulse/one', LIMITS.body],
    ['/slack/events', 1_500_000],
    ['/api/messages', TEAMS_LIMITS.requestBytes],
  ])('of %s as much as Roundtable takes, and no more', async (path, most) => {
    const send = (bytes: number) => browser.post(path, 'x'.repeat(bytes)).catch(() => null);
    expect((await send(most))?.html).toBe(`took ${most}`);
    expect((await send(most + 1))?.html ?? '').not.toContain('took');
  });
});
