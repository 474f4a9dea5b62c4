import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Circle, Member } from '../../src/core/circle.ts';
import { DAY, HOUR } from '../../src/core/instant.ts';
import { circleTable } from '../../src/core/tables/circles.ts';
import { memberTable } from '../../src/core/tables/members.ts';
import { personTable } from '../../src/core/tables/people.ts';
import { proposalTable } from '../../src/features/governance/tables/proposals.ts';
import { pulseTable } from '../../src/features/release/tables/pulses.ts';
import { roundTable } from '../../src/features/release/tables/rounds.ts';
import { invitationTable } from '../../src/features/ways-in/tables.ts';
import { makeFirst } from '../../src/features/ways-in/use-cases/for-others.ts';
import { inviteSelf } from '../../src/features/ways-in/use-cases/invite.ts';
import { HttpClient, type SeenPage } from '../support/http-client.ts';
import { FLOW_BACKENDS, MONDAY, startApp, type TestApp } from '../support/test-app.ts';
import {
  importCircle,
  NORTHFIELD,
  openRound,
  type TestUser,
  testUser,
  vouchFor,
  wordsOn,
} from '../support/test-users.ts';

const addressIn = (text: string): string => /http\S+\/in#[\w-]{22}/.exec(text)?.[0] ?? '';
const cameIn = (page: SeenPage) => page.status === 200 && page.text.includes('Hello,');
/** Two more reps who are in no chat, and have no way in yet. */
const FILE = NORTHFIELD.replace(
  /^members:\n/m,
  'members:\n  - { name: Nia Rees, voice: reps, web: yes }\n  - { name: Oba Sule, voice: reps, web: yes }\n',
);

const SMALL = `
organisation: Southfield
circle: Library friends
timezone: Europe/London
voices: [{ id: staff, name: Staff }, { id: reps, name: Reps }]
members:
  - { name: Ada Lund, voice: staff, steward: true }
  - { name: Bo Reyes, voice: reps, steward: true }
  - { name: Cy Moss, voice: reps }
`;

describe.each(FLOW_BACKENDS)('ways in that others make, on %s', (backend) => {
  let app: TestApp;
  let circle: Circle;
  let amina: TestUser;
  let gwen: TestUser;
  let kasia: TestUser;

  beforeAll(async () => {
    app = await startApp({ backend });
    circle = await importCircle(app, FILE, ['Nia Rees', 'Oba Sule']);
    amina = await testUser(app, await called('Amina'));
    gwen = await testUser(app, await called('Gwen'));
    kasia = await testUser(app, await called('Kasia'));
  });
  afterAll(() => app?.stop());

  async function called(start: string): Promise<Member> {
    const members = await memberTable.list(app.context.store, circle.id);
    const found = members.find(({ name }) => name.startsWith(start));
    if (found === undefined) throw new Error(`nobody is called ${start}`);
    return found;
  }
  const claims = () => invitationTable.claims(app.context.store, circle.id);
  const roster = async (roundId: string) =>
    (await roundTable.roster(app.context.store, roundId)).map(({ memberId }) => memberId);

  const unused = async (id: string) =>
    (await invitationTable.unused(app.context.store, id, app.clock.now())).map((each) => each.id);
  /** What letters about a way in say now, where they stand on our own board. */
  async function standing(kind: string, invitationId: string | undefined): Promise<string> {
    await app.settle();
    const all = await app.records.table('deliveries');
    const letters = all.filter((row) => row.kind === kind && row.subject === invitationId);
    const notices = await app.records.table('notices');
    return JSON.stringify(notices.filter(({ key }) => letters.some(({ id }) => id === key)));
  }

  /** Gwen is asked for a new way in for somebody, Amina says yes, and is shown it. */
  async function newWayIn(id: string): Promise<string> {
    const asked = await gwen.send(`/way-in/${id}`, {});
    expect(asked.text).toContain('This waits for a steward');
    const open = await proposalTable.open(app.context.store, circle.id);
    const proposal = open.find(({ change }) => change.kind === 'new-way-in' && change.memberId === id);
    return addressIn((await amina.send(`/approval-yes/${proposal?.id}`, {})).text);
  }

  test('who has no way in counts in no round, and stewards see who that is', async () => {
    const nia = await called('Nia');
    expect((await gwen.open(`/circle/${circle.id}`)).text).toContain('No way in yet: Nia Rees and Oba Sule');
    expect((await kasia.open(`/circle/${circle.id}`)).text).not.toContain('No way in yet');
    await app.passTo(MONDAY + DAY + 2 * HOUR);
    const round = await openRound(app, circle);
    expect(await roster(round.id)).not.toContain(nia.id);
    const reps = round.voices.find(({ voice }) => voice === 'reps')?.invited;
    expect(reps).toBe((await roster(round.id)).length - (round.voices[0]?.invited ?? 0));
  });

  test('from one way in to the next: nobody is offered one who has one waiting, or who comes before', async () => {
    const [nia, oba] = [await called('Nia'), await called('Oba')];
    const page = async () => (await amina.open(`/circle/${circle.id}`)).text;
    expect(await page()).toContain('A way in for Nia Rees');
    expect((await amina.open(`/way-in/${nia.id}`)).text).not.toContain('It opens nothing then');
    expect((await amina.send(`/way-in/${oba.id}`, {})).text).not.toContain('Next: a way in');
    expect(await page()).toContain('A way in for Nia Rees');
    expect((await amina.send(`/way-in/${nia.id}`, {})).text).not.toContain('Next: a way in');
    expect(await page()).not.toContain('A way in for');
    expect((await amina.open(`/way-in/${nia.id}`)).text).toContain('An earlier one was not used yet');
    await invitationTable.dropUnused(app.context.store, oba.id);
    expect((await amina.send(`/way-in/${nia.id}`, {})).text).toContain('Next: a way in for Oba Sule');
    expect(await page()).toContain('A way in for Oba Sule');
  });

  test('one steward makes the first one; its claim gives nothing before the yes, and no seat in an open round after it', async () => {
    const nia = await called('Nia');
    const page = await amina.send(`/way-in/${nia.id}`, {});
    const browser = new HttpClient(app.address);
    const waiting = await browser.enter(addressIn(page.text));
    const [claim] = await claims();
    expect(cameIn(waiting)).toBe(false);
    expect((await amina.open(`/circle/${circle.id}`)).text).not.toContain('A way in for Nia Rees');
    const round = await openRound(app, circle);
    await app.settle();
    expect((await gwen.open('/')).text.split('Nia Rees came in to')).toHaveLength(3);
    expect((await gwen.send(`/came-in/${claim?.id}`, { words: wordsOn(waiting) })).text).toContain(
      'is in now',
    );
    // Neither as something that waits, nor in the letter that asked.
    expect(await standing('claim-waits', claim?.id)).toContain('This is settled now');
    expect((await gwen.open('/')).text).not.toContain('Nia Rees came in to');
    expect((await gwen.open('/')).text).not.toContain('This is settled now');
    expect(cameIn(await browser.open('/'))).toBe(true);
    expect((await browser.open(`/pulse/${round.id}`)).text).not.toContain('answering as');
    expect(await roster(round.id)).not.toContain(nia.id);
    // A second one would be a new way in, also for who asked for the first at the same moment.
    const both = await makeFirst(app.context, circle, amina.member, nia.id);
    expect(both).toMatchObject({ ok: false, code: 'has-way-in' });
    expect(addressIn((await amina.send(`/way-in/${nia.id}`, {})).text)).toBe('');
    expect((await kasia.open(`/circle-history/${circle.id}`)).text).toContain('Nia Rees gets a way in');
  });

  test('a steward says that it was somebody else: whoever waits is out, and the way in stays dead', async () => {
    const oba = await called('Oba');
    const address = addressIn((await amina.send(`/way-in/${oba.id}`, {})).text);
    const thief = new HttpClient(app.address);
    await thief.enter(address);
    const [claim] = await claims();
    expect((await amina.send(`/came-in-no/${claim?.id}`, {})).text).not.toContain('Signed out');
    expect((await gwen.send(`/came-in-no/${claim?.id}`, {})).text).toContain('Nobody came in as Oba Sule');
    expect((await thief.open('/')).status).toBe(403);
    expect((await new HttpClient(app.address).look(address)).status).toBe(403);
    expect((await called('Oba')).identities).toEqual([]);
  });

  test('a claim that nobody answers ends after fourteen days, and so does one whose browser signed out', async () => {
    const oba = await called('Oba');
    const late = new HttpClient(app.address);
    await late.enter(addressIn((await amina.send(`/way-in/${oba.id}`, {})).text));
    await app.passTo(app.clock.now() + 14 * DAY + HOUR);
    expect([await claims(), (await late.open('/')).status]).toEqual([[], 403]);
    const left = new HttpClient(app.address);
    const waiting = await left.enter(addressIn((await amina.send(`/way-in/${oba.id}`, {})).text));
    const [claim] = await claims();
    await left.press(await left.open('/leave'), 'Leave');
    const page = await gwen.send(`/came-in/${claim?.id}`, { words: wordsOn(waiting) });
    expect(page.text).toContain('They have signed out meanwhile');
    expect((await called('Oba')).identities).toEqual([]);
  });

  test('for who has a way in it takes two stewards, is told at once, and opens after seven days', async () => {
    const address = await newWayIn(kasia.member.id);
    await app.settle();
    expect((await kasia.open('/')).text).toContain('Amina Khan made a new way in');
    const page = await new HttpClient(app.address).look(address);
    expect(page.text).toContain('This way in is not open yet');
    // Whoever leaves that page out and claims it is refused.
    const fields = new URLSearchParams({ code: new URL(address).hash.slice(1), device: 'own' });
    expect((await new HttpClient(app.address).post('/in/yes', fields)).status).toBe(403);
    // Whoever holds a device of hers cannot end it unseen.
    await kasia.browser.press(await kasia.open('/me'), 'Come in on another device');
    await kasia.browser.press(await kasia.open('/me'), 'Come in on another device');
    expect((await new HttpClient(app.address).look(address)).text).toContain('not open yet');
    const me = await kasia.open('/me');
    expect(me.text).toContain('Amina Khan made a new way in to Ward 7');
    // Of her own she stops none there.
    expect(me.text.split('Not me: stop it')).toHaveLength(2);
    expect((await gwen.open('/me')).text).not.toContain('Not me: stop it');
    await kasia.browser.press(me, 'Not me: stop it');
    await app.settle();
    for (const path of ['/', '/me']) expect((await kasia.open(path)).text).not.toContain('Not me: stop it');
    await app.passTo(app.clock.now() + 7 * DAY);
    expect((await new HttpClient(app.address).look(address)).status).toBe(403);
    expect((await gwen.open(`/circle-history/${circle.id}`)).text).toContain(
      'Kasia Nowak stopped a new way in',
    );
  });

  test('its claim signs other browsers out and has no seat in a round that is open, whichever account it asks for', async () => {
    await newWayIn(kasia.member.id);
    const [replaced] = await unused(kasia.member.id);
    const address = await newWayIn(kasia.member.id);
    const [made] = await unused(kasia.member.id);
    expect(await standing('way-in-new', replaced)).toContain('This is settled now');
    await app.passTo(app.clock.now() + 7 * DAY + HOUR);
    const [pulse] = await pulseTable.list(app.context.store, circle.id);
    if ((await roundTable.open(app.context.store, circle.id)).length === 0)
      await gwen.send(`/round-open/${pulse?.id}`, {});
    const round = await openRound(app, circle);
    expect(await roster(round.id)).toContain(kasia.member.id);
    const browser = new HttpClient(app.address);
    // Amina was shown it, so Gwen says who came in.
    const waits = await browser.enter(address);
    expect(cameIn(waits)).toBe(false);
    expect((await kasia.open('/')).status).toBe(200);
    await newWayIn(kasia.member.id);
    const [late] = await unused(kasia.member.id);
    expect(await standing('way-in-new', late)).toContain('Not me: stop it');
    await vouchFor(gwen, waits);
    expect(cameIn(await browser.open('/'))).toBe(true);
    expect((await kasia.open('/')).status).toBe(403);
    expect(await standing('way-in-new', late)).toContain('This is settled now');
    // Of the one that was used it stays: it tells her who made what somebody came in with.
    expect(await standing('way-in-new', made)).toContain('Amina Khan made a new way in');
    expect((await browser.open('/')).text).toContain('Amina Khan made a new way in');
    const again = new HttpClient(app.address);
    const own = await browser.press(await browser.open('/me'), 'Come in on another device');
    expect(cameIn(await again.enter(addressIn(own.text)))).toBe(true);
    for (const each of [browser, again]) {
      expect((await each.open('/')).text).not.toContain('It stays here for everybody');
      expect((await each.open(`/pulse/${round.id}`)).text).not.toContain('answering as');
    }
  });

  test('whoever runs the server makes them by the same rules, on record', async () => {
    const told = (await app.ask({ name: 'member.link', member: 'Dilys', circle: circle.id })).out;
    const dilys = await called('Dilys');
    expect(told).toContain('They have a way in already');
    await app.settle();
    expect((await gwen.open(`/circle-history/${circle.id}`)).text).toContain(
      `The people who run this server made a change. ${dilys.name} gets a new way in`,
    );
    const waits = await new HttpClient(app.address).look(addressIn(told));
    expect(waits.text).toContain('This way in is not open yet');
    await app.passTo(app.clock.now() + 7 * DAY + HOUR);
    const browser = new HttpClient(app.address);
    expect(cameIn(await browser.enter(addressIn(told)))).toBe(false);
    // The person hears of it, and can still stop it.
    const own = await testUser(app, dilys);
    const [claim] = await claims();
    expect((await own.send(`/way-in-stop/${claim?.id}`, {})).text).toContain('Stopped');
    expect((await browser.open('/')).status).toBe(403);
  });

  test('every invitation to a pulse says how many ways in were made for others', async () => {
    const letter = (await app.records.table('deliveries')).find(
      ({ kind, member_id }) => kind === 'pulse-invitation' && member_id === gwen.member.id,
    );
    expect(letter).toBeDefined();
    expect((await gwen.open('/')).text).toMatch(/Ways in that were made for others: \d/);
  });

  test('where nobody could say that it is them, no steward makes a first way in; whoever runs the server does', async () => {
    const small = await importCircle(app, SMALL, ['Bo Reyes', 'Cy Moss']);
    const members = await memberTable.list(app.context.store, small.id);
    const [ada, bo, cy] = ['Ada', 'Bo', 'Cy'].map((start) =>
      members.find(({ name }) => name.startsWith(start)),
    );
    if (ada === undefined || bo === undefined || cy === undefined) throw new Error('somebody is missing');
    const maker = await testUser(app, ada);
    for (const { id } of [bo, cy]) {
      const page = await maker.send(`/way-in/${id}`, {});
      expect([addressIn(page.text), page.text]).toEqual([
        '',
        expect.stringContaining('No steward of another voice'),
      ]);
    }
    const told = (await app.ask({ name: 'member.link', member: 'Bo Reyes', circle: small.id })).out;
    const browser = new HttpClient(app.address);
    const waits = await browser.enter(addressIn(told));
    await vouchFor(maker, waits);
    expect(cameIn(await browser.open('/'))).toBe(true);
    await new HttpClient(app.address).enter(addressIn((await maker.send(`/way-in/${cy.id}`, {})).text));
    const [early] = await invitationTable.claims(app.context.store, small.id);
    expect(await standing('claim-waits', early?.id)).toContain('Cy Moss came in to');
    const page = await maker.send(`/way-in/${cy.id}`, {});
    const late = await new HttpClient(app.address).enter(addressIn(page.text));
    await vouchFor(await testUser(app, bo), late);
    // Whoever waited with another one has no claim any more.
    expect(await standing('claim-waits', early?.id)).toContain('This is settled now');
    // Who let whom in can be read by everybody.
    expect((await maker.open(`/circle-history/${small.id}`)).text).toContain(
      'Bo Reyes said that it was Cy Moss who came in',
    );
  });

  test('whoever is in another circle too gets a new way in from whoever runs the server alone', async () => {
    const [small] = await circleTable
      .list(app.context.store)
      .then((all) => all.filter(({ name }) => name === 'Library friends'));
    const [cy] = (await memberTable.list(app.context.store, small?.id ?? '')).filter(
      ({ name }) => name === 'Cy Moss',
    );
    const leroy = await called('Leroy');
    await personTable.moveMember(app.context.store, cy?.id ?? '', leroy.personId, app.clock.now());
    expect((await gwen.send(`/way-in/${leroy.id}`, {})).text).toContain('They are in another circle too');
  });

  test('who is taken out takes no way in along, and comes back by none', async () => {
    const used = await newWayIn(kasia.member.id);
    await app.passTo(app.clock.now() + 7 * DAY + HOUR);
    await new HttpClient(app.address).enter(used);
    const claim = (await claims()).find(({ memberId }) => memberId === kasia.member.id);
    expect(await standing('claim-waits', claim?.id)).toContain('Kasia Nowak came in to');
    const address = await newWayIn(kasia.member.id);
    const [made] = await unused(kasia.member.id);
    expect(await standing('way-in-new', made)).toContain('Not me: stop it');
    await gwen.send(`/member-leave/${kasia.member.id}`, { reason: 'By mistake' });
    const [leaving] = (await proposalTable.open(app.context.store, circle.id)).slice(-1);
    expect((await amina.send(`/approval-yes/${leaving?.id}`, {})).status).toBe(200);
    expect(await standing('claim-waits', claim?.id)).toContain('This is settled now');
    expect(await standing('way-in-new', made)).toContain('This is settled now');
    expect(await standing('way-in-new', claim?.id)).toContain('Amina Khan made a new way in');
    await gwen.send(`/member-new/${circle.id}`, { name: 'Kasia Nowak', voice: 'reps', teams: 'aad-kasia' });
    const [back] = (await proposalTable.open(app.context.store, circle.id)).slice(-1);
    expect((await amina.send(`/approval-yes/${back?.id}`, {})).status).toBe(200);
    await app.passTo(app.clock.now() + 7 * DAY + HOUR);
    expect((await new HttpClient(app.address).look(address)).status).toBe(403);
  });

  test('nobody stops, confirms or reads what is another circle’s', async () => {
    const oba = await called('Oba');
    await new HttpClient(app.address).enter(addressIn((await amina.send(`/way-in/${oba.id}`, {})).text));
    const [claim] = await claims();
    const other = await importCircle(
      app,
      NORTHFIELD.replace(/Ward 7/g, 'Ward 8')
        .replaceAll('/U', '/UX')
        .replaceAll('-4', '-5'),
    );
    const stranger = (await memberTable.list(app.context.store, other.id)).find(({ steward }) => steward);
    if (stranger === undefined) throw new Error('no steward');
    const outsider = await testUser(app, stranger);
    for (const path of [
      `/came-in/${claim?.id}`,
      `/came-in-no/${claim?.id}`,
      `/way-in-stop/${claim?.id}`,
      `/way-in/${oba.id}`,
    ]) {
      expect((await outsider.send(path, { words: 'river lamp zebra' })).status).not.toBe(200);
    }
    expect((await claims()).length).toBe(1);
    expect((await inviteSelf(app.context, circle, gwen.member)).opensAt).toBe(app.clock.now());
  });
});
