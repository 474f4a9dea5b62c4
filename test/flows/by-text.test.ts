import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Circle } from '../../src/core/circle.ts';
import { DAY, HOUR } from '../../src/core/instant.ts';
import { dealtSources } from '../support/dealt-sources.ts';
import { HttpClient } from '../support/http-client.ts';
import { type NotifyServer, startNotifyServer } from '../support/notify/server.ts';
import { MONDAY, startApp, type TestApp } from '../support/test-app.ts';
import { everybody, importCircle, named, openRound, type TestUser } from '../support/test-users.ts';

const NUMBER = '+447700900123';
const TOKEN = 'a token for receipts';

/** A rep who gets everything by text, and an e-mail of another one, over GOV.UK Notify. */
describe('a rep who is told by text', () => {
  let app: TestApp;
  let notify: NotifyServer;
  let circle: Circle;
  let people: readonly TestUser[];
  const joe = () => named(people, 'Joe');
  const texts = () => notify.taken(NUMBER);
  const newest = () => texts().at(-1);
  const pathIn = (body = '') => new URL(/https?:\/\/\S+/.exec(body)?.[0] ?? 'x:').pathname;

  beforeAll(async () => {
    notify = await startNotifyServer();
    const { textTemplate, mailTemplate, service } = notify.config;
    app = await startApp({
      backend: 'redis+postgres',
      sources: dealtSources().sources,
      settings: {
        NOTIFY_API_KEY: service.apiKey,
        NOTIFY_URL: service.url,
        NOTIFY_TEXT_TEMPLATE: textTemplate,
        NOTIFY_MAIL_TEMPLATE: mailTemplate,
        NOTIFY_RECEIPTS_TOKEN: TOKEN,
      },
    });
    circle = await importCircle(app);
    people = await everybody(app, circle);
  });
  afterAll(async () => {
    await app?.stop();
    await notify?.stop();
  });

  test('writes a number on the page about oneself, and types the code from the text where they asked for it', async () => {
    expect((await joe().open('/me')).text).toContain('Get text messages');
    const wrong = await joe().send('/address/sms', { address: '020 7946 0018' });
    expect([wrong.status, wrong.text]).toEqual([
      422,
      expect.stringContaining('Please write a mobile number'),
    ]);
    const asked = await joe().send('/address/sms', { address: '07700 900 123' });
    expect(asked.text).toContain('A text with a code is on its way to the number that ends in 123.');
    await app.settle();
    expect(texts()).toHaveLength(1);
    const [code = ''] = /\d{6}/.exec(newest()?.body ?? '') ?? [];
    const slip = String((Number(code) + 1) % 1_000_000).padStart(6, '0');
    expect((await joe().send('/address-code/sms', { code: slip })).status).toBe(422);
    expect((await joe().send('/address-code/sms', { code })).text).toContain(
      'We now send texts to this number.',
    );
    expect((await joe().open('/address/sms')).text).toContain('your number that ends in 123');
  });

  test('is asked in a pulse at the same minute as all others: the one address in it leads on to the questions', async () => {
    notify.loseAnswers(1);
    await app.passTo(MONDAY + DAY + 2 * HOUR);
    const round = await openRound(app, circle);
    await app.passTo(MONDAY + DAY + 3 * HOUR);
    const invitations = texts().filter(({ body }) => body.includes('pulse') || body.includes('question'));
    // Its first answer was lost on the way.
    expect(invitations).toHaveLength(1);
    expect(notify.calls.filter((call) => call.startsWith('GET'))).toEqual(['GET /v2/notifications']);
    expect(newest()?.fragments).toBeLessThanOrEqual(2);
    const letter = await joe().open(pathIn(newest()?.body));
    expect(letter.path).toMatch(/^\/letter\//);
    expect(letter.html).toContain(`/pulse/${round.id}`);
    expect(letter.html).toContain('href="/address/sms"');
  });

  test('without being signed in the address shows nothing of it, and switches its kind off by one press', async () => {
    const path = pathIn(newest()?.body);
    const phone = new HttpClient(app.address);
    const page = await phone.open(path);
    expect(page.text).toContain('A message for you');
    expect(page.text).not.toMatch(/Joe|Ward 7|Northfield/);
    expect((await joe().open('/address/sms')).html).toMatch(/value="pulses"[^>]* checked/);
    expect((await phone.press(page, 'Stop texts about pulses')).text).toContain('no more texts about pulses');
    expect((await joe().open('/address/sms')).html).not.toMatch(/value="pulses"[^>]* checked/);
    expect((await phone.open(`/t/${'0'.repeat(20)}`)).status).toBe(403);
  });

  test('comes in on that phone by a code, and goes on to what they wanted', async () => {
    const path = pathIn(newest()?.body).replace('/t/', '/letter/');
    const phone = new HttpClient(app.address);
    expect((await phone.open(path)).status).toBe(403);
    const door = await phone.open('/in');
    const asked = await phone.press(door, 'Send it to me', { address: '07700 900123' });
    const unknown = await phone.press(door, 'Send it to me', { address: '07700 900999' });
    const kept = /name="asked" value="[^"]+"/;
    expect(unknown.html.replace(kept, '')).toBe(asked.html.replace(kept, ''));
    await app.settle();
    const [code = ''] = /\d{6}/.exec(newest()?.body ?? '') ?? [];
    expect((await phone.press(unknown, 'Continue', { code })).text).toContain('This code did not work');
    const welcome = await phone.press(asked, 'Continue', { code });
    expect(welcome.text).toContain('Joe Brady');
    const home = await phone.press(welcome, 'Yes, that’s me', { device: 'own' });
    expect(home.path).toBe(path);
    expect((await phone.open('/')).text).toContain('Joe Brady');
  });

  test('has a number that takes no texts, says a receipt: nothing more goes there, and no log and no command names it', async () => {
    await app.passTo(MONDAY + 4 * DAY + 8 * HOUR);
    const digest = newest();
    if (digest === undefined) throw new Error('no text');
    const bring = (token: string) =>
      fetch(`${app.address}/notify/receipts`, {
        method: 'POST',
        body: notify.receipt(digest, 'permanent-failure'),
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      });
    expect((await bring('wrong')).status).toBe(401);
    for (let times = 0; times < 2; times += 1) expect((await bring(TOKEN)).status).toBe(204);
    await app.settle();
    const before = texts().length;
    expect((await joe().open('/address/sms')).text).toContain('do not arrive');
    for (const steward of ['Gwen', 'Amina'])
      expect((await named(people, steward).open('/')).text).toContain('My texts to Joe Brady do not arrive.');
    await app.passTo(MONDAY + 8 * DAY + 8 * HOUR);
    expect(texts()).toHaveLength(before);
    expect(JSON.stringify(app.log)).not.toMatch(/7700|900123/);
    const doctor = await app.command({ name: 'doctor' }).catch((error: Error) => error.message);
    expect(doctor).toContain('GOV.UK Notify takes text messages from us.');
    expect(doctor).toContain('GOV.UK Notify takes e-mails from us.');
    expect(doctor).not.toContain('7700');
  });
});
