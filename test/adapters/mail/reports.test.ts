import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { listenerOf } from '../../../adapters/chat/listener.ts';
import { type DeliveryReport, readReport } from '../../../adapters/mail/inbound/report.ts';
import { REPORTS_PATH, reportsWebhook } from '../../../adapters/mail/inbound/webhook.ts';
import { recordingLog } from '../../support/recording-log.ts';

const TOKEN = 'a token of sixteen letters';
const DOMAIN = 'example.org';

/** As Postfix writes one, shortened. */
const notification = (status = '5.1.1', action = 'failed', messageId = '<letter.l1@example.org>') =>
  [
    'From: MAILER-DAEMON@mx.example.net',
    'To: roundtable@example.org',
    'Subject: Undelivered Mail Returned to Sender',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status;',
    '\tboundary="b"',
    '',
    '--b',
    'Content-Type: text/plain; charset=us-ascii',
    '',
    'I am sorry. <joe@example.org>: unknown user',
    '',
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.example.net',
    '',
    'Final-Recipient: rfc822; joe.bloggs@inner.example.net',
    'Original-Recipient: rfc822;Joe@example.org',
    `Action: ${action}`,
    `Status: ${status}`,
    'Diagnostic-Code: smtp; 550 5.1.1 unknown',
    '',
    '--b',
    'Content-Type: text/rfc822-headers',
    '',
    'From: Roundtable <roundtable@example.org>',
    'Message-ID:',
    ` ${messageId}`,
    '',
    '--b--',
    '',
  ].join('\r\n');

describe('a report about a mail', () => {
  test('names the letter, and for whom it was', () => {
    expect(readReport(notification(), false, DOMAIN)).toEqual({
      letterId: 'l1',
      recipients: ['joe.bloggs@inner.example.net', 'Joe@example.org'],
    });
  });

  test('may come as JSON', () => {
    const said = { messageId: '<letter.l1@example.org>', recipient: 'joe@example.org', status: '5.1.1' };
    expect(readReport(JSON.stringify(said), true, DOMAIN)).toEqual({
      letterId: 'l1',
      recipients: ['joe@example.org'],
    });
  });

  test.each([
    ['a delay', notification('4.4.1', 'delayed')],
    ['a mailbox that is full', notification('5.2.2')],
    ['a server that does not like ours', notification('5.7.1')],
    ['a mail that arrived', notification('2.0.0', 'delivered')],
    ['a mail of somebody else', notification('5.1.1', 'failed', '<letter.l1@example.com>')],
    ['a mail that is no letter of ours', notification('5.1.1', 'failed', '<other.l1@example.org>')],
    ['an answer from a holiday', notification().replace('multipart/report', 'text/plain')],
    ['a bad sender', notification('5.1.8')],
    ['a mail whose text looks like one', `Content-Type: text/plain\n\n${notification()}`],
    ['one whose quoted mail is about another', notification().replace('text/rfc822-headers', 'text/plain')],
    ['nothing', ''],
  ])('%s says nothing', (_what, body) => {
    expect(readReport(body, false, DOMAIN)).toBeNull();
  });

  test.each(['', '{', '[]', 'null', '"x"', '{"messageId":1}'])('JSON like %s says nothing', (body) => {
    expect(readReport(body, true, DOMAIN)).toBeNull();
  });
});

describe('the way in for reports', () => {
  let server: Server;
  let address: string;
  let came: DeliveryReport[];

  beforeAll(async () => {
    const log = recordingLog();
    const cameBack = async (report: DeliveryReport) => {
      came.push(report);
      return true;
    };
    server = createServer(listenerOf('mail', [reportsWebhook({ cameBack, log }, TOKEN, DOMAIN)], log));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));
  beforeEach(() => {
    came = [];
  });

  const bring = (authorization: string | null, body = notification(), path = REPORTS_PATH) =>
    fetch(`${address}${path}`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'message/rfc822', ...(authorization === null ? {} : { authorization }) },
    });

  test('opens to whoever brings the token, and says to all of them the same', async () => {
    expect((await bring(`Bearer ${TOKEN}`)).status).toBe(204);
    expect((await bring(`Bearer ${TOKEN}`, 'nonsense')).status).toBe(204);
    expect(came).toHaveLength(1);
  });

  test.each([null, '', 'Bearer', `Bearer ${TOKEN}x`, `Basic ${TOKEN}`, `bearer ${TOKEN}`])(
    'is closed to %j, before anything is read',
    async (authorization) => {
      expect((await bring(authorization)).status).toBe(401);
      expect(came).toEqual([]);
    },
  );

  test('takes no more than a report needs', async () => {
    expect(
      (await bring(`Bearer ${TOKEN}`, 'x'.repeat(2 * 1024 * 1024)).catch(() => ({ status: 413 }))).status,
    ).toBe(413);
    expect(came).toEqual([]);
  });

  test('is nowhere else', async () => {
    expect((await bring(`Bearer ${TOKEN}`, notification(), '/mail')).status).toBe(404);
  });
});
