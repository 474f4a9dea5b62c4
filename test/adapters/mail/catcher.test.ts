import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CAUGHT_PATH, createMailSender } from '../../../adapters/mail/platform.ts';
import { systemClock } from '../../../src/clock.ts';
import { recordingLog } from '../../support/recording-log.ts';

const sender = createMailSender({
  config: { from: { name: 'Roundtable', address: 'roundtable@example.org' }, smtp: null, reportsToken: null },
  links: { page: () => 'https://roundtable.example.org/' },
  cameBack: async () => false,
  guard: () => {},
  clock: systemClock,
  log: recordingLog(),
});
let server: Server;
let address: string;

beforeAll(async () => {
  server = createServer(sender.listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const post = (summary: string, key: string) =>
  sender.post(
    { kind: 'member', platform: 'mail', externalId: 'joe@example.org' },
    {
      summary,
      language: 'en-GB',
      blocks: [],
      envelope: {
        thread: 't',
        page: 'https://roundtable.example.org/letter/l1',
        short: 'https://roundtable.example.org/t/l1',
        foot: [],
        stop: null,
      },
    },
    key,
  );
const get = (path: string) => fetch(`${address}${path}`);

test('what would be sent is shown as it would arrive, once each, and runs nothing', async () => {
  expect(await (await get(CAUGHT_PATH)).text()).toContain('None yet.');
  await post('Hello <script>alert(1)</script>', 'l1');
  await post('Hello <script>alert(1)</script>', 'l1');
  await post('Second', 'l2');
  const list = await get(CAUGHT_PATH);
  const html = await list.text();
  expect(html.match(/<li>/g)).toHaveLength(2);
  expect(html.indexOf('Second')).toBeLessThan(html.indexOf('Hello'));
  expect(html).not.toContain('<script');
  const whole = await get(`${CAUGHT_PATH}/1/html`);
  expect(whole.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(await whole.text()).not.toContain('<script');
  expect(await (await get(`${CAUGHT_PATH}/2/text`)).text()).toContain('Second');
  for (const path of ['/3/html', '/0/html', '/x/html', '/1/other'])
    expect((await get(`${CAUGHT_PATH}${path}`)).status).toBe(404);
  expect((await get('/mail/reports')).status).toBe(404);
});
