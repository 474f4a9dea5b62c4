import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LIMITS } from '../../../adapters/web/limits.ts';
import { createWebPlatform, type WebPlatform } from '../../../adapters/web/platform.ts';
import { systemClock } from '../../../src/clock.ts';
import { readCalendar } from '../../support/read-calendar.ts';
import { FEED_SECRET, memoryWaysIn } from '../../support/ways-in.ts';

let web: WebPlatform;
const logged: unknown[] = [];

beforeAll(async () => {
  const note = (...said: unknown[]) => void logged.push(said);
  web = createWebPlatform({
    baseUrl: null,
    host: '127.0.0.1',
    port: 0,
    linkKeys: [randomBytes(32)],
    ...memoryWaysIn(randomUUID),
    noticeboard: {
      pin: async () => {},
      replace: async () => {},
      read: async () => [],
      readers: async () => [],
    },
    clock: systemClock,
    log: { info: note, warn: note, error: note },
    promise: { summary: 'How your answers are kept private', language: 'en-GB', blocks: [] },
    readiness: async () => true,
    metrics: async () => '',
    metricsToken: null,
    teams: false,
    demo: null,
  });
  await web.start(async () => {
    throw new Error('a feed asks nothing of the core by an action');
  });
});
afterAll(() => web?.stop());

const ask = (path: string, init: RequestInit = {}) => fetch(new URL(path, web.address), init);
const FEED = `/feed/${FEED_SECRET}.ics`;

test('a feed is read by whoever has the address: as a calendar, without a cookie, kept by nobody unasked', async () => {
  expect(web.feed(FEED_SECRET)).toBe(new URL(FEED, web.address).href);
  const answer = await ask(FEED);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/calendar; charset=utf-8']);
  expect(answer.headers.get('cache-control')).toBe('private, no-cache');
  expect(answer.headers.get('set-cookie')).toBeNull();
  expect(readCalendar(await answer.text()).events).toMatchObject([{ summary: 'Meeting' }]);
  const head = await ask(FEED, { method: 'HEAD' });
  expect([head.status, head.headers.get('etag'), await head.text()]).toEqual([
    200,
    answer.headers.get('etag'),
    '',
  ]);
});

test('who has it already is told that it still holds', async () => {
  const etag = (await ask(FEED)).headers.get('etag') ?? '';
  // Left out, fetch would ask for a fresh one.
  const kept = { 'cache-control': 'max-age=0' };
  const again = await ask(FEED, { headers: { ...kept, 'if-none-match': etag } });
  expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', etag]);
  const other = await ask(FEED, { headers: { ...kept, 'if-none-match': '"other"' } });
  expect(other.status).toBe(200);
});

test('an address that has ended, one that nobody made and garbage get the same answer, which is empty', async () => {
  const seen = async (path: string) => {
    const answer = await ask(path);
    const headers = [...answer.headers].filter(([name]) => name !== 'date' && name !== 'x-request-id');
    return [answer.status, await answer.text(), headers];
  };
  const ended = await seen(`/feed/${'A'.repeat(22)}.ics`);
  expect(ended.slice(0, 2)).toEqual([404, '']);
  for (const path of [
    `/feed/${FEED_SECRET}`,
    `/feed/${FEED_SECRET}x.ics`,
    '/feed/x.ics',
    '/feed/%00',
    `/feed/${'%41'.repeat(900)}`,
  ])
    expect(await seen(path), path).toEqual(ended);
  expect((await ask(`/feed/${'A'.repeat(22)}.ics`, { headers: { 'if-none-match': '*' } })).status).toBe(404);
});

test('it takes no other method', async () => {
  for (const method of ['POST', 'PUT', 'DELETE', 'PROPFIND']) {
    const answer = await ask(FEED, { method });
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  }
});

test('one feed is read so often and no more; other addresses go on; no address is written down', async () => {
  const { count } = LIMITS.feedReads;
  const statuses: number[] = [];
  for (let read = 0; read <= count; read += 1) statuses.push((await ask(FEED, { method: 'HEAD' })).status);
  expect(statuses.at(-1)).toBe(429);
  expect((await ask('/feed/x.ics')).status).toBe(404);
  expect(JSON.stringify(logged)).not.toContain(FEED_SECRET);
});
