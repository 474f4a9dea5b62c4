import type { ParsedMail } from 'mailparser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Circle } from '../../src/core/circle.ts';
import { DAY, HOUR, MINUTE } from '../../src/core/instant.ts';
import { askedMember } from '../../src/features/turns/rules/asks.ts';
import { dealtSources } from '../support/dealt-sources.ts';
import { HttpClient } from '../support/http-client.ts';
import { type MailServer, startMailServer } from '../support/mail/server.ts';
import { readCalendar } from '../support/read-calendar.ts';
import { MONDAY, startApp, type TestApp } from '../support/test-app.ts';
import {
  everybody,
  importCircle,
  named,
  nextMeeting,
  openRound,
  passTurnOn,
  type TestUser,
} from '../support/test-users.ts';

const JOE = 'joe@example.org';
const TOKEN = 'a token for reports';

describe('a rep who gets everything by e-mail', () => {
  let app: TestApp;
  let mail: MailServer;
  let circle: Circle;
  let people: readonly TestUser[];
  const joe = () => named(people, 'Joe');
  const mails = () => mail.mailbox(JOE);
  const newest = () => mails().at(-1);
  const about = (words: string) => mails().filter(({ subject }) => subject?.includes(words));
  /** Every address of ours in a mail, in order. */
  const links = (of: ParsedMail | undefined) =>
    [...(of?.text ?? '').matchAll(/^\s*(https?:\/\/\S+)$/gm)].map(([, url = '']) => new URL(url));
  const pathOf = ({ pathname, search }: URL) => `${pathname}${search}`;

  beforeAll(async () => {
    mail = await startMailServer();
    app = await startApp({
      backend: 'redis+postgres',
      sources: dealtSources().sources,
      settings: {
        SMTP_URL: mail.url,
        MAIL_FROM: 'Roundtable <roundtable@example.org>',
        MAIL_REPORTS_TOKEN: TOKEN,
        OPERATOR_NAME: 'Northfield Council, digital team',
      },
    });
    circle = await importCircle(app, undefined, ['Joe Brady']);
  });
  afterAll(async () => {
    await app?.stop();
    await mail?.stop();
  });

  test('is invited with the yes of two voices, and comes in by the letter, in words that name no circle', async () => {
    expect(mails()).toHaveLength(1);
    expect(newest()?.subject).toBe('You are invited to a group at Northfield Community Trust');
    expect(`${newest()?.text}${newest()?.html}`).not.toContain(circle.name);
    const [way] = links(newest());
    const phone = new HttpClient(app.address);
    const asked = await phone.look(way?.href ?? '');
    expect(asked.text).toContain(`get messages at ${JOE}`);
    const missing = await phone.press(asked, 'Come in, without messages');
    expect([missing.status, missing.text]).toEqual([422, expect.stringContaining(JOE)]);
    const home = await phone.press(missing, 'Come in, without messages', { device: 'own' });
    expect(home.text).toContain('Joe Brady');
    expect(home.text).not.toContain('three words');
    // On the same phone the mail goes on being a way to the pages; on another one it opens nothing.
    expect((await phone.look(way?.href ?? '')).path).toBe('/');
    expect((await new HttpClient(app.address).look(way?.href ?? '')).status).toBe(403);
    people = await everybody(app, circle);
  });

  test('enters an address on the page about oneself; a scanner that follows the link changes nothing, the press does', async () => {
    expect((await joe().open('/me')).text).toContain('Get messages by e-mail');
    const wrong = await joe().send('/address', { address: 'joe' });
    expect([wrong.status, wrong.text]).toEqual([
      422,
      expect.stringContaining('Please write an e-mail address'),
    ]);
    expect(wrong.html).toContain('value="joe"');
    expect((await joe().send('/address', { address: JOE })).text).toContain('We have sent a message');
    await app.settle();
    expect(mails()).toHaveLength(2);
    expect(newest()?.text).not.toContain('Northfield Health');
    expect(newest()?.text).toContain('Northfield Council, digital team runs this service');
    const [way] = links(newest());
    expect(pathOf(way ?? new URL('x:'))).toBe('/in');
    expect(way?.hash).toMatch(/^#a\./);

    const scanner = await joe().browser.look(way?.href ?? '');
    expect(scanner.text).toContain(JOE);
    expect((await joe().open('/address')).text).not.toContain('We write to');
    expect((await joe().browser.press(scanner, 'Yes, this is my address')).text).toContain('Thank you');
    expect((await joe().open('/address')).text).toContain(`We write to ${JOE}.`);
    await app.settle();
    expect(mails()).toHaveLength(2);
  });

  test('is asked in a pulse at the same minute as all others, and answers on the page behind the link', async () => {
    await app.passTo(MONDAY + DAY + 2 * HOUR);
    const round = await openRound(app, circle);
    const [invitation] = about(circle.name);
    expect(invitation?.text).toContain('You get this because you are in');
    expect(invitation?.headerLines.map(({ key }) => key)).toContain('list-unsubscribe');
    const form = links(invitation).find(({ pathname }) => pathname === `/pulse/${round.id}`);
    expect((await joe().open(pathOf(form ?? new URL('x:')))).text).toContain('You are answering as');
  });

  test('is asked to chair: following a button asks once more, pressing there answers', async () => {
    const asked = async () => askedMember(await nextMeeting(app, circle));
    for (let turns = 0; turns < 14 && (await asked()) !== joe().member.id; turns += 1)
      await passTurnOn(app, circle);
    const meeting = await nextMeeting(app, circle);
    const offer = about('chair').at(-1);
    const [yes, no] = links(offer).filter(({ pathname }) => pathname.startsWith('/letter/'));
    expect([yes?.searchParams.get('value'), no?.searchParams.get('value')]).toEqual([
      `turn.accept/${meeting.id}`,
      `turn.decline/${meeting.id}`,
    ]);
    const page = await joe().open(pathOf(no ?? new URL('x:')));
    expect(page.html).not.toContain('/chair-yes/');
    expect(page.html).toContain(`/chair-no/${meeting.id}`);
    expect((await joe().open(pathOf(no ?? new URL('x:')))).status).toBe(200);
    const stranger = await named(people, 'Gwen').open(pathOf(no ?? new URL('x:')));
    expect(stranger.status).toBe(404);
  });

  test('follows a link on a device that does not know them: a link by e-mail brings them in, and on to what they wanted', async () => {
    const offer = links(about('chair').at(-1)).find(({ pathname }) => pathname.startsWith('/letter/'));
    const phone = new HttpClient(app.address);
    const shut = await phone.open(pathOf(offer ?? new URL('x:')));
    expect([shut.status, shut.text]).toEqual([403, expect.stringContaining('get a link by e-mail')]);
    const door = await phone.open('/in');
    const asked = await phone.press(door, 'Send me a link', { address: JOE.toUpperCase() });
    const unknown = await phone.press(door, 'Send me a link', { address: 'nobody@example.org' });
    expect(unknown.html).toBe(asked.html);
    await app.settle();
    const [way] = links(newest());
    expect(newest()?.text).not.toContain(circle.name);
    const page = await phone.enter(way?.href ?? '');
    expect(page.path).toBe(pathOf(offer ?? new URL('x:')));
    expect(page.text).toContain('chair');
    expect((await phone.open('/')).text).toContain('Joe Brady');
    // Once.
    expect((await new HttpClient(app.address).look(way?.href ?? '')).status).toBe(403);
  });

  test('says yes, and finds the turn in a calendar: by a mail, and behind an address that ends with a press', async () => {
    const meeting = await nextMeeting(app, circle);
    const inCalendar = () =>
      mails().flatMap(({ attachments }) =>
        attachments.flatMap(({ contentType, content }) =>
          contentType === 'text/calendar' ? readCalendar(content.toString()) : [],
        ),
      );
    expect(inCalendar()).toEqual([]);
    const made = await joe().send(`/calendar/${circle.id}`, { meetings: 'mine', words: 'whole' });
    const [url = ''] = /https?:\S+\.ics/.exec(made.text) ?? [];
    expect(made.html).toContain(url.replace(/^https?:/, 'webcal:'));
    const feed = async () => readCalendar(await (await fetch(url)).text()).events;
    expect(await feed()).toEqual([]);
    await joe().send(`/chair-yes/${meeting.id}`, {});
    // A minute tick sees it, and lets letters that tell of the same go first.
    for (let tick = 0; tick < 2; tick += 1) await app.passTo(app.clock.now() + 3 * MINUTE);
    const put = { startsAt: meeting.startsAt, status: 'CONFIRMED' };
    expect(inCalendar()).toMatchObject([{ method: 'REQUEST', events: [put] }]);
    expect(await feed()).toMatchObject([{ ...put, description: expect.stringContaining('Joe Brady') }]);
    const page = await joe().open(`/calendar/${circle.id}`);
    expect(page.html).not.toContain(url);
    expect((await joe().browser.press(page, 'Stop this address')).text).toContain('The address is stopped.');
    const ended = await fetch(url);
    expect([ended.status, await ended.text()]).toEqual([404, '']);
    expect(JSON.stringify(app.log)).not.toContain(url.slice(-26, -4));
  });

  test('stops one kind with the button of the mail program, which has no session; the page alone changes nothing', async () => {
    await app.passTo(MONDAY + 4 * DAY + 8 * HOUR);
    const digests = () => mails().filter(({ text }) => /no more e-mails about the digest/i.test(text ?? ''));
    expect(digests()).toHaveLength(1);
    const header = digests()[0]?.headerLines.find(({ key }) => key === 'list-unsubscribe')?.line ?? '';
    const stop = new URL(/<(.*)>/.exec(header.replace(/\s/g, ''))?.[1] ?? '');
    expect((await (await fetch(stop)).text()).includes('Stop e-mails about the digest?')).toBe(true);
    const press = () =>
      fetch(stop, {
        method: 'POST',
        body: 'List-Unsubscribe=One-Click',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      });
    expect((await press()).status).toBe(200);
    expect((await press()).status).toBe(200);
    const forged = new URL(`${stop.href.slice(0, -2)}AA`);
    expect((await fetch(forged, { method: 'POST' })).status).toBe(404);
    const { html } = await joe().open('/address');
    expect(html).toMatch(/value="chairing"[^>]* checked/);
    expect(html).not.toMatch(/value="digest"[^>]* checked/);
    const before = mails().length;
    await app.passTo(MONDAY + 11 * DAY + 8 * HOUR);
    expect(digests()).toHaveLength(1);
    expect(mails().length).toBeGreaterThan(before);
  });

  test('has an address that comes back by a report: nothing more goes there, and stewards hear of it', async () => {
    const last = mails().at(-1);
    const report = [
      'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
      '',
      '--b',
      'Content-Type: message/delivery-status',
      '',
      `Final-Recipient: rfc822; ${JOE}`,
      'Action: failed',
      'Status: 5.1.1',
      '--b',
      'Content-Type: text/rfc822-headers',
      '',
      `Message-ID: ${last?.messageId}`,
      '--b--',
    ].join('\r\n');
    const bring = (token: string) =>
      fetch(`${app.address}/mail/reports`, {
        method: 'POST',
        body: report,
        headers: { 'content-type': 'message/rfc822', authorization: `Bearer ${token}` },
      });
    expect((await bring('wrong')).status).toBe(401);
    expect((await bring(TOKEN)).status).toBe(204);
    await app.settle();
    const before = mails().length;
    expect((await joe().open('/address')).text).toContain('come back to us');
    for (const steward of ['Gwen', 'Amina'])
      expect((await named(people, steward).open('/')).text).toContain('My e-mails to Joe Brady come back.');
    await app.passTo(MONDAY + 15 * DAY + 8 * HOUR);
    expect(mails()).toHaveLength(before);
  });

  test('no log line and no command names an address', async () => {
    expect(JSON.stringify(app.log)).not.toContain('joe@');
    expect(await app.command({ name: 'doctor' }).catch((error: Error) => error.message)).not.toContain(
      'joe@',
    );
    for (const name of ['deliveries', 'failures'])
      expect(
        JSON.stringify(
          (await app.records.table(name)).filter(
            ({ kind }) => kind !== 'address-check' && kind !== 'invited',
          ),
        ),
      ).not.toContain(JOE);
  });
});
