import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Receipt, readReceipt } from '../../../adapters/notify/inbound/receipt.ts';
import { CAUGHT_PATH, createNotify, RECEIPTS_PATH } from '../../../adapters/notify/platform.ts';
import { systemClock } from '../../../src/clock.ts';
import { freeLanes } from '../../support/lanes.ts';
import { recordingLog } from '../../support/recording-log.ts';

const TOKEN = 'a token of sixteen letters';
const receipt = (over: object = {}) =>
  JSON.stringify({
    id: '740e5834-3a29-46b4-9a6f-16142fde533a',
    reference: 'l1',
    to: '07700 900123',
    status: 'permanent-failure',
    created_at: '2017-05-14T12:15:30.000000Z',
    completed_at: null,
    sent_at: null,
    notification_type: 'sms',
    template_id: 'f33517ff-2a88-4f6e-b855-c550268ce08a',
    template_version: 1,
    ...over,
  });

describe('a receipt', () => {
  test.each([
    ['permanent-failure', 'closed'],
    ['temporary-failure', 'not-now'],
    ['technical-failure', 'not-tried'],
  ])('of %s says that it is %s', (status, how) => {
    expect(readReceipt(receipt({ status }))).toEqual({
      letterId: 'l1',
      recipients: ['+447700900123'],
      ref: '740e5834-3a29-46b4-9a6f-16142fde533a',
      how,
    });
  });

  test('names an e-mail address as it is', () => {
    expect(readReceipt(receipt({ notification_type: 'email', to: 'Joe@example.org' }))?.recipients).toEqual([
      'Joe@example.org',
    ]);
  });

  test.each([
    ['a message that arrived', receipt({ status: 'delivered' })],
    ['a status of tomorrow', receipt({ status: 'toString' })],
    ['a message without a reference', receipt({ reference: null })],
    ['a letter on paper', receipt({ notification_type: 'letter' })],
    ['a text that somebody sent', '{"id":"1","source_number":"447700900111","message":"stop"}'],
    ['a number where a text belongs', receipt({ reference: 5 })],
    ['nothing', ''],
    ['half of one', receipt().slice(0, 80)],
    ['a list', `[${receipt()}]`],
    ['null', 'null'],
  ])('%s says nothing', (_what, body) => {
    expect(readReceipt(body)).toBeNull();
  });
});

describe('below /notify', () => {
  let server: Server;
  let address: string;
  let came: Receipt[];
  const log = recordingLog();
  const notify = createNotify({
    config: { service: null, textTemplate: 'catch:', mailTemplate: null, receiptsToken: TOKEN },
    lanes: freeLanes,
    links: { page: () => 'https://roundtable.example.org/' },
    cameBack: async (each) => (each.ref === 'too-soon' ? null : came.push(each) > 0),
    guard: () => {},
    clock: systemClock,
    log,
  });

  beforeAll(async () => {
    server = createServer(notify.listener);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));
  beforeEach(() => {
    came = [];
  });
  const bring = (authorization: string | null, body = receipt()) =>
    fetch(`${address}${RECEIPTS_PATH}`, {
      method: 'POST',
      body,
      headers: {
        'content-type': 'application/json',
        ...(authorization === null ? {} : { authorization }),
      },
    });

  test('receipts are taken from whoever brings the token, whatever they say; the log names nobody', async () => {
    for (const body of [receipt(), 'nonsense', receipt({ status: 'delivered' })])
      expect((await bring(`Bearer ${TOKEN}`, body)).status).toBe(204);
    expect(came).toMatchObject([{ letterId: 'l1', how: 'closed' }]);
    expect(JSON.stringify(log.lines)).not.toMatch(/7700|l1/);
  });

  test('one that comes before its message was noted is to come again', async () => {
    expect((await bring(`Bearer ${TOKEN}`, receipt({ id: 'too-soon' }))).status).toBe(503);
  });

  test.each([null, '', 'Bearer', `Bearer ${TOKEN}x`, `bearer ${TOKEN}`])(
    'not with %j',
    async (authorization) => {
      expect((await bring(authorization)).status).toBe(401);
      expect(came).toEqual([]);
    },
  );

  test('one is no longer than a receipt', async () => {
    const long = receipt({ to: 'x'.repeat(100_000) });
    expect((await bring(`Bearer ${TOKEN}`, long).catch(() => ({ status: 413 }))).status).toBe(413);
    expect(came).toEqual([]);
  });

  test('what was caught is shown as it would arrive, once each, and runs nothing', async () => {
    const page = async () => (await fetch(`${address}${CAUGHT_PATH}`)).text();
    expect(await page()).toContain('None yet.');
    const post = (summary: string, key: string) =>
      notify.senders.get('sms')?.post(
        { kind: 'member', platform: 'sms', externalId: '+447700900123' },
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
    await post('Hello <script>alert(1)</script>', 'l1');
    await post('Hello <script>alert(1)</script>', 'l1');
    await post('Second', 'l2');
    const html = await page();
    expect(html.match(/<li>/g)).toHaveLength(2);
    expect(html.indexOf('Second')).toBeLessThan(html.indexOf('Hello'));
    expect(html).toContain('<a href="https://roundtable.example.org/t/l1">');
    expect(html).not.toContain('<script');
  });
});
