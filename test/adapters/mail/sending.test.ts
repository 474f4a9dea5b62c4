import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Patience } from '../../../adapters/mail/outbound/smtp.ts';
import { createMailSender, type MailSender } from '../../../adapters/mail/platform.ts';
import { systemClock } from '../../../src/clock.ts';
import { MINUTE, SECOND } from '../../../src/core/instant.ts';
import type { Envelope, Message } from '../../../src/core/ports/message.ts';
import { type MailServer, type Refusal, startMailServer } from '../../support/mail/server.ts';
import { freePort } from '../../support/ports.ts';
import { readCalendar } from '../../support/read-calendar.ts';
import { recordingLog } from '../../support/recording-log.ts';

const NOW = Date.parse('2026-11-16T09:00:00Z');
const JOE = 'joe@example.org';

const envelope: Envelope = {
  thread: 'c1.r1',
  page: 'https://roundtable.example.org/letter/l1',
  short: 'https://roundtable.example.org/t/l1',
  foot: ['You get this because you are in Northfield.'],
  stop: { text: 'No more e-mails about chairing', url: 'https://roundtable.example.org/stop/abc' },
};
const offer: Message = {
  summary: 'Would you like to chair “Northfield”?',
  language: 'en-GB',
  envelope,
  blocks: [
    {
      kind: 'actions',
      buttons: [
        { label: 'Yes', action: { name: 'turn.accept', subject: 'm1' }, weight: 'primary' },
        { label: 'No', action: { name: 'turn.decline', subject: 'm1' }, weight: 'secondary' },
      ],
    },
    { kind: 'link', text: 'About this meeting', action: { name: 'turn.show', subject: 'm1' } },
  ],
};

let now: number;
let server: MailServer;
let sender: MailSender;
let log: ReturnType<typeof recordingLog>;

const senderTo = (over: Partial<MailServer['config']['smtp']> = {}, patience?: Patience) =>
  createMailSender({
    config: { ...server.config, smtp: { ...server.config.smtp, ...over } },
    links: { page: ({ name, subject }) => `https://roundtable.example.org/${name}/${subject}` },
    cameBack: async () => false,
    guard: () => {},
    clock: { ...systemClock, now: () => now },
    log,
    ...(patience === undefined ? {} : { patience }),
  });
const to = (address: string) => ({ kind: 'member', platform: 'mail', externalId: address }) as const;

beforeEach(async () => {
  now = NOW;
  log = recordingLog();
  server = await startMailServer();
  sender = senderTo();
});
afterEach(async () => {
  sender.close();
  await server.stop();
});

describe('a mail', () => {
  test('says from whom it is, that a program sent it, and how its kind is stopped; a repeat is known by its name', async () => {
    expect(await sender.post(to(JOE), offer, 'l1')).toEqual({
      outcome: 'posted',
      ref: { platform: 'mail', value: 'l1' },
    });
    await sender.post(to(JOE), offer, 'l1');
    await sender.post(to(JOE), { ...offer, envelope: { ...envelope, stop: null } }, 'l2');
    await sender.post(to(JOE), { ...offer, envelope: { ...envelope, thread: 'c1.r2' } }, 'l3');
    const [first, again, second, other] = server.taken(JOE);
    expect(server.mailbox(JOE)).toHaveLength(3);
    expect(again?.messageId).toBe(first?.messageId);
    expect(first?.from?.text).toBe('"Roundtable" <roundtable@example.org>');
    expect(first?.messageId).toBe('<letter.l1@example.org>');
    expect(first?.inReplyTo).toBe(second?.inReplyTo);
    expect(first?.inReplyTo).not.toBe(other?.inReplyTo);
    const lines = (mail = first) => mail?.headerLines.map(({ line }) => line.replace(/\r\n\s+/g, ' ')) ?? [];
    expect(lines()).toContain('Auto-Submitted: auto-generated');
    expect(lines()).toContain('List-Unsubscribe: <https://roundtable.example.org/stop/abc>');
    expect(lines()).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
    expect(lines(second).join()).not.toContain('List-Unsubscribe');
    for (const { key } of first?.headerLines ?? [])
      expect(key).not.toMatch(/return-path|disposition-notification/);
  });

  test('brings a turn to the calendar of its reader, or takes it out, in the part that calendar programs look for', async () => {
    const event = {
      uid: 'turn-m1-zed',
      startsAt: NOW,
      endsAt: NOW + 90 * MINUTE,
      summary: 'You chair: Ward 7, “Räume”',
      description: 'If you cannot come, say so here.',
      place: 'Room 1; first floor',
      page: null,
      sequence: 4,
      calledOff: false,
    };
    for (const [index, stands] of [true, false].entries()) {
      const entry = { stands, event: { ...event, calledOff: !stands } };
      await sender.post(to(JOE), { ...offer, envelope: { ...envelope, entry } }, `l${index}`);
      const mail = server.taken(JOE)[index];
      const method = stands ? 'REQUEST' : 'CANCEL';
      const parts = mail?.attachments.filter(({ contentType }) => contentType === 'text/calendar') ?? [];
      expect(parts).toHaveLength(1);
      expect(
        String(
          parts[0]?.headers.get('content-type') && JSON.stringify(parts[0]?.headers.get('content-type')),
        ),
      ).toContain(method);
      const read = readCalendar(parts[0]?.content.toString() ?? '');
      expect(read.method).toBe(method);
      expect(read.events).toMatchObject([
        { summary: event.summary, location: event.place, sequence: 4, startsAt: NOW, uid: event.uid },
      ]);
      expect(read.events[0]?.parameter('attendee', 'partstat')).toBe('ACCEPTED');
      expect(read.events[0]?.property('organizer')).toBe('mailto:roundtable@example.org');
      expect(mail?.text).toContain('Yes');
      expect(mail?.html).toContain('Yes');
    }
  });

  test('has two parts, whole; a button leads to the letter, where it is pressed, and a link to its page', async () => {
    await sender.post(to(JOE), offer, 'l1');
    const [mail] = server.taken(JOE);
    const yes = 'https://roundtable.example.org/letter/l1?value=turn.accept%2Fm1';
    for (const part of [mail?.text, String(mail?.html)]) {
      expect(part).toContain(yes);
      expect(part).toContain('https://roundtable.example.org/letter/l1?value=turn.decline%2Fm1');
      expect(part).toContain('https://roundtable.example.org/turn.show/m1');
      expect(part).toContain('https://roundtable.example.org/stop/abc');
    }
    expect(mail?.attachments).toEqual([]);
    expect(mail?.headers.get('content-type')).toMatchObject({ value: 'multipart/alternative' });
  });

  test.each(['joe.b+x@example.org', "o'neil/ward=7@example.org", 'joe@xn--bcher-kva.example'])(
    'reaches %s',
    async (address) => {
      expect(await sender.post(to(address), offer, 'l1')).toMatchObject({ outcome: 'posted' });
      expect(server.taken(address)).toHaveLength(1);
    },
  );

  test('has one recipient and the headers that we gave it, whatever stands in words, names and addresses', async () => {
    const evil = 'Hello\r\nBcc: ann@example.org\r\n\r\n<script>';
    const message = { ...offer, summary: evil, envelope: { ...envelope, foot: [evil] } };
    await sender.post(to(JOE), message, 'l1');
    const [mail] = server.taken(JOE);
    expect(mail?.headers.has('bcc')).toBe(false);
    expect(mail?.subject).toBe('Hello Bcc: ann@example.org <script>');
    expect(String(mail?.html)).not.toContain('<script');
    expect(await sender.post(to('joe@example.org, ann@example.org'), offer, 'l2')).not.toMatchObject({
      outcome: 'posted',
    });
    expect(server.taken('ann@example.org')).toEqual([]);
  });

  test('of a channel there is none', async () => {
    const channel = { kind: 'channel', platform: 'slack', externalId: 'T1/C1' } as const;
    expect(await sender.post(channel, offer, 'l1')).toMatchObject({ outcome: 'unreachable' });
  });
});

describe('a server that does not take a mail', () => {
  const refusals: readonly (readonly [Refusal, object])[] = [
    [
      { code: 550, text: '5.1.1 No such user', at: 'recipient' },
      { outcome: 'unreachable', bar: 'account-closed' },
    ],
    [
      { code: 550, text: 'No such user', at: 'recipient' },
      { outcome: 'unreachable', bar: 'account-closed' },
    ],
    [
      { code: 550, text: 'relay not permitted', at: 'recipient' },
      { outcome: 'unreachable', why: 'smtp-550' },
    ],
    [
      { code: 550, text: '5.2.1 Mailbox disabled', at: 'data' },
      { outcome: 'unreachable', bar: 'account-closed' },
    ],
    [
      { code: 556, text: '5.1.10 Null MX', at: 'recipient' },
      { outcome: 'unreachable', bar: 'account-closed' },
    ],
    // It is about us, not about them: their mailbox is as good as before.
    [
      { code: 550, text: '5.7.1 Relaying denied', at: 'recipient' },
      { outcome: 'unreachable', why: 'smtp-550-5.7.1' },
    ],
    [
      { code: 554, text: '5.7.1 Looks like spam', at: 'data' },
      { outcome: 'unreachable', why: 'smtp-554-5.7.1' },
    ],
    [
      { code: 554, text: 'No', at: 'data' },
      { outcome: 'unreachable', why: 'smtp-554' },
    ],
    [
      { code: 450, text: '4.7.1 Greylisted, come back', at: 'recipient' },
      { outcome: 'later', retryAt: NOW + 5 * MINUTE },
    ],
    [
      { code: 451, text: 'Try again', at: 'data' },
      { outcome: 'later', retryAt: NOW + 5 * MINUTE },
    ],
    [
      { code: 452, text: '4.2.2 Mailbox full', at: 'recipient' },
      { outcome: 'later', why: 'mailbox-full' },
    ],
    [
      { code: 552, text: '5.2.2 Mailbox full', at: 'data' },
      { outcome: 'later', why: 'mailbox-full' },
    ],
  ];

  test.each(refusals)('%o', async (refusal, outcome) => {
    server.refuse(JOE, refusal);
    const said = await sender.post(to(JOE), offer, 'l1');
    expect(said).toMatchObject(outcome);
    if (!('bar' in outcome)) expect(said).not.toHaveProperty('bar');
    // One is no reason to give up the others.
    expect(await sender.post(to('ann@example.org'), offer, 'l2')).toMatchObject({ outcome: 'posted' });
    server.refuse(JOE, null);
    expect(await sender.post(to(JOE), offer, 'l1')).toMatchObject({ outcome: 'posted' });
  });

  test('because of whom it is from, lets us in nowhere', async () => {
    server.refuse('roundtable@example.org', { code: 553, text: '5.7.1 Not your address', at: 'sender' });
    expect(await sender.post(to(JOE), offer, 'l1')).toMatchObject({
      outcome: 'later',
      why: 'sender-refused',
      shutOut: true,
    });
  });

  test('took it and cannot say so: it goes again under the same name, and is one mail', async () => {
    server.loseAnswers(1);
    expect(await sender.post(to(JOE), offer, 'l1')).toMatchObject({ outcome: 'later' });
    now += MINUTE;
    expect(await sender.post(to(JOE), offer, 'l1')).toMatchObject({ outcome: 'posted' });
    expect(server.taken(JOE)).toHaveLength(2);
    expect(server.mailbox(JOE)).toHaveLength(1);
  });

  test('says nothing: it is left after a while, and tried later', async () => {
    server.stall(true);
    const hasty = senderTo({}, { connectMs: 300, silenceMs: 300, messageMs: 2_000 });
    expect(await hasty.post(to(JOE), offer, 'l1')).toMatchObject({ outcome: 'later' });
    server.stall(false);
    hasty.close();
    expect(await sender.post(to(JOE), offer, 'l1')).toMatchObject({ outcome: 'posted' });
  });

  test('says nothing in the middle of a mail: other letters are not held up, and closing does not wait for it', async () => {
    server.stall(true);
    const ours = senderTo();
    const posts = Array.from({ length: 12 }, (_, at) => ours.post(to(JOE), offer, `l${at}`));
    // All but the four on the lines.
    const early = await Promise.all(posts.slice(4));
    for (const outcome of early)
      expect(outcome).toEqual({ outcome: 'later', retryAt: NOW + 10 * SECOND, why: 'server-busy' });
    ours.close();
    for (const outcome of await Promise.all(posts)) expect(outcome).toMatchObject({ outcome: 'later' });
    expect(await ours.post(to(JOE), offer, 'l12')).toMatchObject({ outcome: 'later', why: 'server-busy' });
    server.stall(false);
  });

  test('was away just now: the next letter is not tried at once', async () => {
    server.stall(true);
    const hasty = senderTo({}, { connectMs: 300, silenceMs: 300, messageMs: 2_000 });
    expect(await hasty.post(to(JOE), offer, 'l1')).not.toMatchObject({ why: 'server-busy' });
    expect(await hasty.post(to(JOE), offer, 'l2')).toMatchObject({ outcome: 'later', why: 'server-busy' });
    hasty.close();
    server.stall(false);
  });

  test('is not there', async () => {
    const nowhere = senderTo({ port: await freePort() });
    expect(await nowhere.post(to(JOE), offer, 'l1')).toMatchObject({ outcome: 'later' });
    expect(await nowhere.check([], [])).toMatchObject([{ is: 'unknown' }]);
    nowhere.close();
  });

  test('wants a login: with the right one it lets us in, with a wrong one it says so and keeps the letter', async () => {
    await server.stop();
    server = await startMailServer({ login: { user: 'bot', password: 'right' } });
    const right = senderTo();
    const wrong = senderTo({ password: 'wrong' });
    expect(await right.check([], [])).toEqual([{ is: 'let-in', where: '127.0.0.1' }]);
    expect(await wrong.check([], [])).toEqual([{ is: 'shut-out', where: '127.0.0.1', why: 'login-refused' }]);
    expect(await wrong.post(to(JOE), offer, 'l1')).toMatchObject({ outcome: 'later', shutOut: true });
    expect(await right.post(to(JOE), offer, 'l1')).toMatchObject({ outcome: 'posted' });
    right.close();
    wrong.close();
  });

  test('is spoken to in the clear on this machine alone: elsewhere nothing is said before TLS', async () => {
    const elsewhere = senderTo({ tls: 'first' });
    expect(await elsewhere.post(to(JOE), offer, 'l1')).toMatchObject({
      outcome: 'later',
      why: 'no-tls',
      shutOut: true,
    });
    expect(server.taken(JOE)).toEqual([]);
    elsewhere.close();
  });
});

test('no address, word or password is logged, whatever goes wrong', async () => {
  server.refuse(JOE, { code: 550, text: `5.1.1 <${JOE}>: unknown`, at: 'recipient' });
  await sender.post(to(JOE), offer, 'l1');
  server.refuse(JOE, { code: 451, text: `${JOE} later`, at: 'data' });
  await sender.post(to(JOE), offer, 'l2');
  expect(log.lines).toHaveLength(2);
  expect(JSON.stringify(log.lines)).not.toMatch(/joe|example\.org|Northfield/);
});

test('on four lines at most, however many letters wait', async () => {
  const posts = Array.from({ length: 40 }, (_, at) => sender.post(to(JOE), offer, `l${at}`));
  let most = 0;
  const looking = setInterval(() => {
    most = Math.max(most, server.lines());
  }, 1);
  await Promise.all(posts);
  clearInterval(looking);
  expect(most).toBeLessThanOrEqual(4);
  expect(server.mailbox(JOE)).toHaveLength(40);
});
