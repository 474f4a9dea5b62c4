import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createNotify, type Notify } from '../../../adapters/notify/platform.ts';
import { systemClock } from '../../../src/clock.ts';
import type { NotifyConfig } from '../../../src/config/notify.ts';
import { DAY, MINUTE, SECOND } from '../../../src/core/instant.ts';
import type { Envelope, Message } from '../../../src/core/ports/message.ts';
import type { SendingLane } from '../../../src/core/ports/platform-tables.ts';
import { freeLanes } from '../../support/lanes.ts';
import { type NotifyServer, startNotifyServer } from '../../support/notify/server.ts';
import { freePort } from '../../support/ports.ts';
import { recordingLog } from '../../support/recording-log.ts';

const NOW = Date.parse('2026-11-16T09:00:00Z');
const JOE = '+447700900123';
const TEAM = '+447700900111';

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
    { kind: 'text', text: 'Say *yes* or no. [Win](https://evil.example)', tone: 'lead' },
    {
      kind: 'actions',
      buttons: [{ label: 'Yes', action: { name: 'turn.accept', subject: 'm1' }, weight: 'primary' }],
    },
  ],
};

let now: number;
let server: NotifyServer;
let notify: Notify;
let log: ReturnType<typeof recordingLog>;
let held: [lane: SendingLane, until: number][];

function over(
  { service = {}, ...config }: { service?: object | null } & Partial<Omit<NotifyConfig, 'service'>> = {},
  answerMs?: number,
): Notify {
  return createNotify({
    config: {
      ...server.config,
      ...config,
      service: service === null ? null : { ...server.config.service, ...service },
    },
    lanes: { ...freeLanes, hold: async (...hold) => void held.push(hold) },
    links: { page: ({ name, subject }) => `https://roundtable.example.org/${name}/${subject}` },
    cameBack: async () => false,
    guard: () => {},
    clock: { ...systemClock, now: () => now },
    log,
    ...(answerMs === undefined ? {} : { answerMs }),
  });
}
const senderOf = (one: Notify, kind: 'sms' | 'mail') => {
  const sender = one.senders.get(kind);
  if (sender === undefined) throw new Error(`no ${kind}`);
  return sender;
};
const text = (key: string, to = JOE, again = false, one = notify) =>
  senderOf(one, 'sms').post({ kind: 'member', platform: 'sms', externalId: to }, offer, key, null, again);
const mail = (key: string, to = 'joe@example.org', message = offer) =>
  senderOf(notify, 'mail').post({ kind: 'member', platform: 'mail', externalId: to }, message, key);

beforeEach(async () => {
  now = NOW;
  held = [];
  log = recordingLog();
  server = await startNotifyServer({ clock: () => now, team: [TEAM] });
  notify = over();
});
afterEach(async () => {
  notify.close();
  await server.stop();
});

describe('a text', () => {
  test('says whose it is, the point in one line, and one address; its letter is its reference', async () => {
    const outcome = await text('l1');
    const [taken] = server.taken(JOE);
    expect(outcome).toEqual({ outcome: 'posted', ref: { platform: 'sms', value: taken?.id } });
    expect(taken).toMatchObject({
      reference: 'l1',
      fragments: 1,
      body: 'Roundtable: Would you like to chair "Northfield"?\n\nRead or stop: https://roundtable.example.org/t/l1',
    });
  });

  test('of a channel, or to an e-mail address, there is none', async () => {
    const channel = { kind: 'channel', platform: 'slack', externalId: 'T1/C1' } as const;
    expect(await senderOf(notify, 'sms').post(channel, offer, 'l1')).toMatchObject({
      outcome: 'unreachable',
    });
    expect(server.calls).toEqual([]);
  });
});

describe('an e-mail', () => {
  test('is paragraphs with one link; what people wrote makes no link and no markup; programs can unsubscribe', async () => {
    expect(await mail('l1')).toMatchObject({ outcome: 'posted' });
    const [taken] = server.taken('joe@example.org');
    expect(taken?.subject).toBe('Would you like to chair “Northfield”?');
    expect(taken?.unsubscribe).toBe('https://roundtable.example.org/stop/abc');
    const links = [...(taken?.body ?? '').matchAll(/https?:\/\/\S+/g)].map(([url]) => url);
    expect(links).toEqual([envelope.page, 'https://roundtable.example.org/stop/abc']);
    expect(taken?.body).toContain('Say \\*yes\\* or no.');
    expect(taken?.body).toContain('There is more on the page');
    expect(taken?.body).toContain('You get this because you are in Northfield.');
  });

  test('leads to what it asks to be opened, and without a kind to stop to where all are chosen', async () => {
    const way = 'https://roundtable.example.org/in#a.x';
    const check: Message = {
      ...offer,
      envelope: { ...envelope, stop: null },
      blocks: [{ kind: 'address', text: 'Yes, this is my address', url: way }],
    };
    await mail('l1', 'joe@example.org', check);
    const [taken] = server.taken('joe@example.org');
    expect(taken?.body).toContain(way);
    expect(taken?.body).toContain('https://roundtable.example.org/address.form/mail');
    expect(taken?.unsubscribe).toBeNull();
  });
});

describe('an answer that is lost on the way', () => {
  test('leaves open what became of it: the next try asks for the reference, and sends nothing again', async () => {
    server.loseAnswers(1);
    expect(await text('l1')).toEqual({
      outcome: 'later',
      retryAt: NOW + MINUTE,
      why: 'unclear',
      unclear: true,
    });
    now += MINUTE;
    expect(await text('l1', JOE, true)).toMatchObject({ outcome: 'posted' });
    expect(server.taken(JOE)).toHaveLength(1);
    expect(server.calls).toEqual(['POST /v2/notifications/sms', 'GET /v2/notifications']);
  });

  test('is the same after a start anew, for it is the try that counts; what was not taken is sent then', async () => {
    server.loseAnswers(1);
    await text('l1');
    now += MINUTE;
    const anew = over();
    expect(await text('l1', JOE, true, anew)).toMatchObject({ outcome: 'posted' });
    expect(await text('l2', JOE, true, anew)).toMatchObject({ outcome: 'posted' });
    expect(server.taken(JOE).map(({ reference }) => reference)).toEqual(['l1', 'l2']);
    anew.close();
  });

  test('is asked for again where that answer is lost too; a message that Notify gave up counts as none', async () => {
    await text('l1');
    const [first] = server.taken(JOE);
    if (first !== undefined) server.receipt(first, 'technical-failure');
    server.failWith(503, 1);
    expect(await text('l1', JOE, true)).toMatchObject({ why: 'unclear', unclear: true });
    now += MINUTE;
    expect(await text('l1', JOE, true)).toMatchObject({ outcome: 'posted' });
    expect(server.taken(JOE)).toHaveLength(2);
  });

  test('one that takes all and says nothing is given up after a while, and left alone a little', async () => {
    const impatient = over({}, 80);
    server.stall(true);
    expect(await text('l1', JOE, false, impatient)).toMatchObject({ why: 'unclear', unclear: true });
    expect(await text('l2', JOE, false, impatient)).toEqual({
      outcome: 'later',
      retryAt: NOW + 10 * SECOND,
      why: 'notify-busy',
    });
    server.stall(false);
    now += 31 * SECOND;
    expect(await text('l1', JOE, true, impatient)).toMatchObject({ outcome: 'posted' });
    expect(server.taken(JOE)).toHaveLength(1);
    impatient.close();
  });

  test('where nobody listens nothing was taken', async () => {
    const nowhere = over({ service: { url: `http://127.0.0.1:${await freePort()}` } });
    expect(await text('l1', JOE, false, nowhere)).toEqual({
      outcome: 'later',
      retryAt: NOW + MINUTE,
      why: 'notify-away',
    });
    nowhere.close();
  });
});

describe('what Notify refuses', () => {
  test.each(['+4420794600', '+4477009001234', '+999123456789'])(
    '%s: nothing goes there again',
    async (to) => {
      expect(await text('l1', to)).toEqual({
        outcome: 'unreachable',
        why: 'no-such-address',
        bar: 'account-closed',
      });
    },
  );

  test('a number of another country: that text alone', async () => {
    expect(await text('l1', '+353850123456')).toEqual({ outcome: 'unreachable', why: 'international-off' });
  });

  test('all but the team, to a key of the team and to a service in trial mode', async () => {
    const team = over({ service: { apiKey: server.keys.team } });
    expect(await text('l1', JOE, false, team)).toEqual({ outcome: 'unreachable', why: 'team-key' });
    expect(await text('l2', TEAM, false, team)).toMatchObject({ outcome: 'posted' });
    server.setTrial(true);
    expect(await text('l3')).toEqual({ outcome: 'unreachable', why: 'trial-mode' });
    team.close();
  });

  test('a key that it does not know, and a template: all waits until somebody mends that', async () => {
    const wrong = over({ service: { apiKey: server.keys.live.replace(/.$/, '1') } });
    const waits = { outcome: 'later', retryAt: NOW + 5 * MINUTE, shutOut: true };
    expect(await text('l1', JOE, false, wrong)).toEqual({ ...waits, why: 'key-refused' });
    server.setTemplate(server.config.textTemplate, 'Hello ((name))');
    expect(await text('l2')).toEqual({ ...waits, why: 'template' });
    server.setTemplate(server.config.textTemplate, null);
    expect(await text('l3')).toEqual({ ...waits, why: 'template' });
    wrong.close();
  });

  test('too many in a minute: nobody sends for a moment, whatever the channel', async () => {
    server.setLimits({ minute: 1 });
    await text('l1');
    expect(await mail('l2')).toEqual({ outcome: 'later', retryAt: NOW + 10 * SECOND, why: 'rate-limited' });
    expect(held.map(([{ lane }, until]) => [lane, until])).toEqual([
      [`notify ${server.config.service.serviceId}`, NOW + 10 * SECOND],
    ]);
    now += MINUTE;
    expect(await mail('l2')).toMatchObject({ outcome: 'posted' });
  });

  test('too many in a day: this channel rests until the day is over', async () => {
    server.setLimits({ day: 1 });
    await text('l1');
    const midnight = (Math.floor(NOW / DAY) + 1) * DAY;
    expect(await text('l2')).toEqual({
      outcome: 'later',
      retryAt: midnight + 5 * MINUTE,
      why: 'day-is-full',
    });
    expect(held.map(([{ lane }]) => lane)).toEqual([`notify ${server.config.service.serviceId} sms`]);
    expect(await mail('l3')).toMatchObject({ outcome: 'posted' });
  });

  test('leaves no number, address, word or key in the log', async () => {
    await text('l1', '+4420794600');
    await text('l2', '+353850123456');
    server.failWith(500, 1);
    await text('l3');
    await mail('l4', 'joe@nowhere');
    expect(log.lines.map(({ event }) => event)).toEqual(Array(4).fill('notify.not-taken'));
    expect(JSON.stringify(log.lines)).not.toMatch(/\d{6}|joe|Northfield|chair/);
  });
});

describe('asked whether it lets us work', () => {
  const asked = (one = notify, kind: 'sms' | 'mail' = 'sms') => senderOf(one, kind).check([], []);
  const where = 'GOV.UK Notify';

  test('looks at the template and sends nothing', async () => {
    expect(await asked()).toEqual([{ is: 'let-in', where }]);
    expect(await asked(notify, 'mail')).toEqual([{ is: 'let-in', where }]);
    expect(server.all()).toEqual([]);
  });

  test('tells a key that is refused, a template that is gone, of another kind, or in other words', async () => {
    const wrong = over({ service: { apiKey: server.keys.live.replace(/.$/, '1') } });
    expect(await asked(wrong)).toEqual([{ is: 'shut-out', where, why: 'key-refused' }]);
    wrong.close();
    const swapped = over({ textTemplate: server.config.mailTemplate });
    expect(await asked(swapped)).toEqual([{ is: 'shut-out', where, why: 'template' }]);
    swapped.close();
    server.setTemplate(server.config.textTemplate, 'Hello. ((words)) ((link))');
    expect(await asked()).toEqual([
      { is: 'let-in', where },
      { is: 'rights-missing', where, rights: ['sms'] },
    ]);
    server.setTemplate(server.config.textTemplate, null);
    expect(await asked()).toEqual([{ is: 'shut-out', where, why: 'template' }]);
  });

  test('tells a test key by what it was charged: nothing', async () => {
    const trying = over({ service: { apiKey: server.keys.test } });
    expect(await asked(trying)).toEqual([{ is: 'let-in', where }]);
    await text('l1', JOE, false, trying);
    expect(await asked(trying)).toEqual([
      { is: 'let-in', where },
      { is: 'unknown', where, why: 'test-key' },
    ]);
    await text('l2');
    const [, live] = server.taken(JOE);
    if (live !== undefined) server.receipt(live, 'delivered');
    expect(await asked()).toEqual([{ is: 'let-in', where }]);
    trying.close();
  });

  test('says so where it does not answer', async () => {
    server.failWith(503, 1);
    expect(await asked()).toEqual([{ is: 'unknown', where, why: 'unclear' }]);
  });
});
