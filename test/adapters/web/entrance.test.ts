import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LIMITS } from '../../../adapters/web/limits.ts';
import { createWebPlatform, type WebPlatform } from '../../../adapters/web/platform.ts';
import { systemClock } from '../../../src/clock.ts';
import { HttpClient } from '../../support/http-client.ts';
import { memoryWaysIn } from '../../support/ways-in.ts';

const memory = memoryWaysIn(randomUUID);
let web: WebPlatform;

beforeAll(async () => {
  web = createWebPlatform({
    baseUrl: null,
    host: '127.0.0.1',
    port: 0,
    linkKeys: [randomBytes(32)],
    ...memory,
    noticeboard: {
      pin: async () => {},
      replace: async () => {},
      read: async () => [],
      readers: async () => [],
    },
    clock: systemClock,
    log: { info() {}, warn() {}, error() {} },
    promise: { summary: 'How your answers are kept private', language: 'en-GB', blocks: [] },
    readiness: async () => true,
    metrics: async () => '',
    metricsToken: null,
    teams: false,
    demo: null,
  });
  const home = { summary: 'Home', language: 'en-GB', blocks: [] };
  await web.start(async () => ({ kind: 'shown', message: home, as: 'mailed' }));
});
afterAll(() => web?.stop());

const browser = () => new HttpClient(web.address);
const ask = async (client: HttpClient, typed: string) =>
  client.press(await client.open('/in'), 'Send it to me', { address: typed });

test('whoever opens the mail again that they came in by is led on; anybody else is refused', async () => {
  const client = browser();
  const link = web.wayIn('for-mailed.1');
  const asked = await client.look(link);
  await client.press(asked, 'Come in, without messages', { device: 'own' });
  expect((await client.look(link)).path).toBe('/');
  expect((await browser().look(link)).status).toBe(403);
});

test('an invitation that was mailed is answered with no, on a page that says so', async () => {
  const client = browser();
  const asked = await client.look(web.wayIn('for-mailed.2'));
  expect((await client.press(asked, 'No, thank you')).text).toContain('That is fine');
  expect((await client.look(web.wayIn('for-mailed.2'))).status).toBe(403);
  const handed = await client.look(web.wayIn('for-gwen'));
  expect(handed.html).not.toContain('/in/no');
});

test('six digits in the place for a printed code: it says where they work', async () => {
  const client = browser();
  const page = await client.press(await client.open('/in'), 'Continue', { code: '123 456' });
  expect([page.status, page.text]).toEqual([
    403,
    expect.stringContaining('only on the page where you asked'),
  ]);
});

test('what is neither an address nor a number comes back beside its field, as it was typed', async () => {
  const page = await ask(browser(), 'hello');
  expect([page.status, page.html]).toEqual([422, expect.stringContaining('value="hello"')]);
  expect(page.text).toContain('Please write your whole e-mail address or mobile number.');
  expect(memory.asked).not.toContain('hello');
});

test('to one address no more goes in a day than it can bear, with the same answer', async () => {
  const client = browser();
  const pages: string[] = [];
  for (let times = 0; times < LIMITS.linksPerAddress.count + 2; times += 1)
    pages.push((await ask(client, 'joe@example.org')).html);
  expect(new Set(pages).size).toBe(1);
  expect(memory.asked.filter((typed) => typed === 'joe@example.org')).toHaveLength(
    LIMITS.linksPerAddress.count,
  );
  expect((await ask(client, 'gwen@example.org')).status).toBe(200);
  expect(memory.asked).toContain('gwen@example.org');
});
