import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Circle } from '../../src/core/circle.ts';
import { DAY, HOUR } from '../../src/core/instant.ts';
import { createSigner } from '../../src/core/signer.ts';
import { erasingTable } from '../../src/core/tables/erasing.ts';
import { memberTable } from '../../src/core/tables/members.ts';
import { proposalTable } from '../../src/features/governance/tables/proposals.ts';
import { DECLARED } from '../../src/features/index.ts';
import { invitationTable, sessionTable } from '../../src/features/ways-in/tables.ts';
import { inviteSelf } from '../../src/features/ways-in/use-cases/invite.ts';
import { HttpClient, type SeenPage } from '../support/http-client.ts';
import { FLOW_BACKENDS, MONDAY, startApp, type TestApp } from '../support/test-app.ts';
import { importCircle, openRound, type TestUser, testUser, wayInOf, wordsOn } from '../support/test-users.ts';

const TUESDAY_11 = MONDAY + DAY + 2 * HOUR;
const addressIn = (text: string): string => /http\S+\/in#[\w-]{22}/.exec(text)?.[0] ?? '';
const codeIn = (text: string): string => /[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}/.exec(text)?.[0] ?? '';
const NEW = { name: 'Zed Okafor', voice: 'reps', slack: '', teams: '' };

describe.each(FLOW_BACKENDS)('ways in, on %s', (backend) => {
  let app: TestApp;
  let circle: Circle;
  let amina: TestUser;
  let gwen: TestUser;
  let address: string;
  let code: string;

  beforeAll(async () => {
    app = await startApp({ backend });
    circle = await importCircle(app);
    const members = await memberTable.list(app.context.store, circle.id);
    const start = (name: string) => members.find((member) => member.name.startsWith(name));
    const [one, other] = [start('Amina'), start('Gwen')];
    if (one === undefined || other === undefined) throw new Error('the sample circle has changed');
    amina = await testUser(app, one);
    gwen = await testUser(app, other);
  });
  afterAll(() => app?.stop());

  const zed = async () => {
    const members = await memberTable.list(app.context.store, circle.id);
    const found = members.find(({ name }) => name === NEW.name);
    if (found === undefined) throw new Error('Zed is not there');
    return found;
  };
  const lettersOf = async (kind: string) =>
    (await app.records.table('deliveries')).filter((row) => row.kind === kind);
  const stored = async () => {
    const found: Record<string, unknown> = {};
    for (const table of await app.records.tables()) found[table] = await app.records.table(table);
    return found;
  };
  const cameIn = (page: SeenPage) => page.status === 200 && page.text.includes('Hello,');

  test('a steward who adds somebody is shown an invitation; neither secret nor code is kept', async () => {
    const page = await amina.send(`/member-new/${circle.id}`, NEW);
    address = addressIn(page.text);
    code = codeIn(page.text);
    expect([address, code]).not.toContain('');
    expect(new URL(address).search + new URL(address).pathname).toBe('/in');
    const all = JSON.stringify(await stored());
    for (const secret of [new URL(address).hash.slice(1), code, code.replace('-', '')]) {
      expect(all).not.toContain(secret);
    }
    await app.settle();
    expect(await app.records.jobs().dump()).not.toContain(new URL(address).hash.slice(1));
  });

  test('whoever is in a chat is let in there: the steward is handed nothing, whatever they ask for', async () => {
    const chatter = { ...NEW, name: 'Chat Only', slack: 'T01TEST/U77CHAT', web: 'yes' };
    const page = await amina.send(`/member-new/${circle.id}`, chatter);
    expect([page.status, addressIn(page.text), codeIn(page.text)]).toEqual([200, '', '']);
  });

  test('both are let in by a steward of the other voice', async () => {
    for (const { id } of await proposalTable.open(app.context.store, circle.id)) {
      expect((await gwen.send(`/approval-yes/${id}`, {})).status).toBe(200);
    }
    expect((await zed()).name).toBe(NEW.name);
  });

  const claimOf = async () => (await invitationTable.claims(app.context.store, circle.id))[0]?.id ?? '';

  test('opening it and looking claims nothing; the press does, by the code as well, and a steward of another voice says yes', async () => {
    const browser = new HttpClient(app.address);
    const before = await app.records.table('invitations');
    const asked = await browser.look(`${app.address}/in#${encodeURIComponent(code.toLowerCase())}`);
    expect(asked.text).toContain('You are about to come in as Zed Okafor of Ward 7 co-production group');
    expect(await app.records.table('invitations')).toEqual(before);
    expect((await browser.open('/')).status).toBe(403);
    const waiting = await browser.press(asked, 'Yes, that’s me', { device: 'own' });
    expect([cameIn(waiting), waiting.text.includes(circle.name)]).toEqual([false, false]);
    const words = wordsOn(waiting);
    expect(words).toMatch(/^[a-z]+ [a-z]+ [a-z]+$/);
    expect(JSON.stringify(await stored())).not.toContain(words);
    // Not even with the address of a page of the circle.
    expect((await browser.open(`/circle/${circle.id}`)).text).not.toContain('Amina');
    await app.settle();
    const id = await claimOf();
    // The steward who made the way in cannot say that it was used by the right person.
    expect((await amina.open(`/came-in/${id}`)).text).not.toContain('three words');
    expect((await amina.send(`/came-in/${id}`, { words })).text).not.toContain('is in now');
    expect((await gwen.open('/')).text).toContain('Zed Okafor came in to Ward 7 co-production group');
    expect((await gwen.send(`/came-in/${id}`, { words: 'river lamp lamp' })).text).toContain(
      'not the three words',
    );
    expect(cameIn(await browser.open('/'))).toBe(false);
    const said = ` ${words.toUpperCase().replace(' ', ', ')} `;
    expect((await gwen.send(`/came-in/${id}`, { words: said })).text).toContain('Zed Okafor is in now');
    expect((await gwen.send(`/came-in/${id}`, { words })).text).toContain('Nobody waits here');
    const hour = app.clock.now() + HOUR;
    await app.passTo(hour);
    const home = await browser.open('/');
    expect(cameIn(home)).toBe(true);
    expect(home.text).toContain('Amina Khan made the way in for you');
  });

  test('the steward who kept it is refused like anybody with a wrong one, and Zed hears of it once', async () => {
    const thief = new HttpClient(app.address);
    const unknown = await thief.look(`${app.address}/in#AAAAAAAAAAAAAAAAAAAAAA`);
    for (const kept of [address, address, `${app.address}/in#${code}`]) {
      const refused = await thief.look(kept);
      expect([refused.status, refused.html]).toEqual([403, unknown.html]);
    }
    expect(thief.cookies.size).toBe(0);
    await app.settle();
    const told = await lettersOf('way-in-tried');
    const hearers = [(await zed()).id, gwen.member.id, amina.member.id].sort();
    expect(told.map(({ member_id, state }) => [member_id, state]).sort()).toEqual(
      hearers.map((id) => [id, 'sent']),
    );
    expect((await gwen.open('/')).text).toContain('as Zed Okafor, with a way in that was used before');
  });

  test('on the wire, counted, counted before, closed and foreign are one status and one length', async () => {
    await app.passTo(TUESDAY_11);
    const round = await openRound(app, circle);
    const outcomes: SeenPage[] = [];
    outcomes.push(await gwen.answer(round, { voice: '4', trust: '3' }));
    outcomes.push(await gwen.answer(round, { voice: '1', trust: '1' }));
    outcomes.push(await gwen.answer({ ...round, id: 'nothere' }, { voice: '4' }));
    const shape = (page: SeenPage) => [
      page.status,
      Buffer.byteLength(page.html),
      [...page.headers.keys()].filter((name) => name !== 'date').sort(),
      page.headers.get('cache-control'),
    ];
    for (const page of outcomes) expect(shape(page)).toEqual(shape(outcomes[0] as SeenPage));
    expect(outcomes[0]?.headers.get('content-encoding')).toBeNull();
    expect(outcomes[0]?.text).toContain('Your answer has been counted');
    expect(outcomes[1]?.text).toContain('was counted before');
  });

  test('whoever asks from an account that became theirs after a round opened has no seat in it on the pages either', async () => {
    const members = await memberTable.list(app.context.store, circle.id);
    const chatter = members.find(({ name }) => name === 'Chat Only');
    if (chatter === undefined) throw new Error('nobody is in a chat alone');
    await inviteSelf(app.context, circle, chatter, app.clock.now());
    const later = await testUser(app, chatter);
    const page = await later.answer(await openRound(app, circle), { voice: '4', trust: '3' });
    expect(page.text).not.toMatch(/Your answer (has been|was) counted/);
  });

  test('every form says who is answering', async () => {
    const round = await openRound(app, circle);
    for (const path of [`/pulse/${round.id}`, '/me', '/promise', '/say']) {
      expect((await gwen.open(path)).text).toMatch(/You are answering as Gwen Abara\s*\. Not you\?/);
    }
  });

  test('a newer invitation kills the one that nobody used', async () => {
    const member = await zed();
    const first = await wayInOf(app, member);
    const second = addressIn((await app.ask({ name: 'member.link', member: NEW.name })).out);
    expect((await new HttpClient(app.address).look(first)).status).toBe(403);
    expect((await new HttpClient(app.address).look(second)).status).toBe(200);
  });

  test('somebody sees where they are signed in, and signs other devices out; nobody else can', async () => {
    const member = await zed();
    const phone = await testUser(app, member);
    const library = new HttpClient(app.address);
    expect(cameIn(await library.enter(await wayInOf(app, member), 'shared'))).toBe(true);
    const page = await phone.open('/me');
    expect(page.text).toMatch(
      /Your own device, since Tuesday 17 November, 11am( \(\d\))?\. It is this one\./,
    );
    // Two sign-ins of one minute are told apart too: no two lines, and no two buttons, are alike.
    const lines = page.text.match(/(?<=since )[^.]+(?=\.)/g) ?? [];
    expect([lines.length, new Set(lines).size]).toEqual([
      expect.toSatisfy((count) => count > 1),
      lines.length,
    ]);
    const [button = ''] =
      page.text.match(/Sign out: A device that others use too, [^.]*?11am( \(\d\))?/) ?? [];
    const sessions = await sessionTable.of(app.context.store, [
      member.identities.find(({ platform }) => platform === 'web')?.externalId ?? '',
    ]);
    const shared = sessions.find(({ device }) => device === 'shared');
    expect((await amina.send('/signed-out', { _value: shared?.id ?? '' })).status).toBe(200);
    expect((await library.open('/')).status).toBe(200);
    await phone.browser.press(page, button);
    expect((await library.open('/')).status).toBe(403);
    const waiting = addressIn(
      (await phone.browser.press(await phone.open('/me'), 'Come in on another device')).text,
    );
    await phone.browser.press(await phone.open('/me'), 'Sign out everywhere else');
    // Whoever used the other device may have made it.
    expect((await new HttpClient(app.address).look(waiting)).status).toBe(403);
    expect((await phone.open('/')).status).toBe(200);
    expect(
      (
        await sessionTable.of(
          app.context.store,
          sessions.map(({ webId }) => webId),
        )
      ).length,
    ).toBe(1);
  });

  test('who leaves the only device they have makes the next code first, and comes back by it alone', async () => {
    const library = new HttpClient(app.address);
    await library.enter(await wayInOf(app, gwen.member), 'shared');
    const made = await library.press(await library.open('/leave'), 'First make my next code');
    const next = addressIn(made.text);
    await library.press(await library.open('/leave'), 'Leave');
    expect((await library.open('/')).status).toBe(403);
    app.clock.moveTo(app.clock.now() + 27 * DAY);
    expect(cameIn(await library.enter(next, 'shared'))).toBe(true);
  });

  test('a hundred wrong codes from one address lock nobody out', async () => {
    const shared = new HttpClient(app.address);
    for (let guess = 0; guess < 100; guess += 1) {
      expect((await shared.look(`${app.address}/in#7QK2M-${10_000 + guess}`)).status).toBe(403);
    }
    expect(cameIn(await shared.enter(await wayInOf(app, gwen.member)))).toBe(true);
  });

  test('a year of looking in once a month shuts nobody out, and no use of a session is stored', async () => {
    const rows = await app.records.table('web_sessions');
    for (let month = 0; month < 13; month += 1) {
      app.clock.moveTo(app.clock.now() + 28 * DAY);
      for (const person of [amina, gwen]) expect((await person.open('/me')).status).toBe(200);
    }
    expect(await app.records.table('web_sessions')).toEqual(rows);
  });

  test('what is signed outlives a new pepper, and what v0.1.0 signed by the pepper does too', async () => {
    const [, ofPepper] = app.context.secrets.linkKeys;
    const web = gwen.member.identities.find(({ platform }) => platform === 'web')?.externalId ?? '';
    const webId =
      web === ''
        ? ((await memberTable.find(app.context.store, gwen.member.id))?.identities.find(
            ({ platform }) => platform === 'web',
          )?.externalId ?? '')
        : web;
    const old = createSigner([ofPepper as Uint8Array], 'web/session').sign(
      JSON.stringify({ id: 'from-v0.1.0', webId, expiresAt: app.clock.now() + 20 * DAY }),
    );
    const pepper = app.environment.PULSE_PEPPER ?? '';
    await app.restart({
      PULSE_PEPPER: Buffer.from('another pepper of 32 random bytes').toString('base64'),
      PULSE_PEPPER_RETIRED: pepper,
    });
    expect((await gwen.open('/')).status).toBe(200);
    const before = new HttpClient(app.address);
    before.cookies.set('roundtable', old);
    expect(cameIn(await before.open('/'))).toBe(true);
    expect((await gwen.open('/me')).text).toMatch(/Your own device, since \w+day \d+ \w+, /);
    await gwen.browser.press(await gwen.open('/me'), 'Sign out everywhere else');
    before.cookies.set('roundtable', old);
    expect((await before.open('/')).status).toBe(403);
  });

  test('whose data is deleted is signed in nowhere', async () => {
    const member = await zed();
    const browser = await testUser(app, member);
    const waiting = await wayInOf(app, member);
    await app.context.store.transact((tx) =>
      erasingTable.member(tx, DECLARED.kept, member.id, app.clock.now()),
    );
    expect((await browser.open('/')).status).toBe(403);
    expect((await new HttpClient(app.address).look(waiting)).status).toBe(403);
    const left = JSON.stringify([
      await app.records.table('invitations'),
      await app.records.table('web_sessions'),
      await app.records.table('old_cookies_ended'),
    ]);
    expect(left).not.toContain(member.id);
  });

  test('a second person of one name comes with a warning, and is found by their id alone', async () => {
    const other = await amina.send(`/member-new/${circle.id}`, { name: 'gwen ABARA', voice: 'reps' });
    expect(other.text).toContain('The circle has somebody called gwen ABARA already.');
    for (const { id } of await proposalTable.open(app.context.store, circle.id)) {
      expect((await gwen.send(`/approval-yes/${id}`, {})).status).toBe(200);
    }
    const asked = await app.ask({ name: 'member.link', member: 'Gwen Abara' });
    expect([asked.code, asked.out]).toEqual([1, expect.stringContaining('Give the id of the one you mean')]);
    expect(asked.out).toContain(gwen.member.id);
    expect((await app.ask({ name: 'member.link', member: gwen.member.id })).code).toBe(0);
  });
});
