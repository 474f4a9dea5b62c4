import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Circle, Identity } from '../../src/core/circle.ts';
import { DAY, HOUR } from '../../src/core/instant.ts';
import { memberTable } from '../../src/core/tables/members.ts';
import { personTable } from '../../src/core/tables/people.ts';
import { interactionHandler } from '../../src/dispatcher.ts';
import { actTable, proposalTable } from '../../src/features/governance/tables/proposals.ts';
import { approveProposal } from '../../src/features/governance/use-cases/decisions.ts';
import { addMember } from '../../src/features/membership/use-cases/settings.ts';
import { pulseTable } from '../../src/features/release/tables/pulses.ts';
import { roundTable } from '../../src/features/release/tables/rounds.ts';
import { meetingTable } from '../../src/features/turns/tables.ts';
import { HttpClient } from '../support/http-client.ts';
import { FLOW_BACKENDS, startApp, type TestApp } from '../support/test-app.ts';
import {
  everybody,
  importCircle,
  named,
  openRound,
  type TestUser,
  testUser,
  vouchFor,
} from '../support/test-users.ts';

const addressIn = (text: string): string => /http\S+\/in#[\w-]{22}/.exec(text)?.[0] ?? '';

/** One rep beside five staff, as in the attack by added members. */
const SMALL = `
organisation: Southfield
circle: Library friends
timezone: Europe/London
voices: [{ id: staff, name: Staff }, { id: reps, name: Reps }]
members:
  - { name: Ada Lund, voice: staff, steward: true }
  - { name: Bo Reyes, voice: reps, steward: true }
  - { name: Cy Moss, voice: staff }
`;

describe.each(FLOW_BACKENDS)('what one steward cannot do to the membership (%s)', (backend) => {
  let app: TestApp;
  let circle: Circle;
  let people: readonly TestUser[];
  const amina = () => named(people, 'Amina');
  const gwen = () => named(people, 'Gwen');
  const farah = () => named(people, 'Farah');
  const store = () => app.context.store;

  beforeAll(async () => {
    app = await startApp({ backend });
    circle = await importCircle(app);
    people = await everybody(app, circle);
  });
  afterAll(() => app?.stop());

  const list = async () => (await memberTable.list(store(), circle.id)).map(({ name }) => name);
  const waiting = async (circleId = circle.id) =>
    (await proposalTable.open(store(), circleId)).filter(({ expiresAt }) => expiresAt > app.clock.now());
  const agree = async (who: TestUser) => {
    for (const { id } of await waiting()) {
      const yes = await who.send(`/approval-yes/${id}`, {});
      expect(yes.status, yes.text).toBe(200);
    }
  };
  const save = async (who: TestUser, path: string, changes: Record<string, string>) =>
    who.browser.press(await who.open(path), 'Save', changes);

  test('nobody slips an account of their own in with a newcomer, and the second key reads how they come in', async () => {
    const newcomer = { name: 'Yara Quinn', voice: 'reps', slack: 'T01TEST/U55YARA' };
    const two = await amina().send(`/member-new/${circle.id}`, { ...newcomer, teams: 'aad-amina' });
    expect([two.status, two.text]).toEqual([422, expect.stringContaining('One account is enough.')]);
    expect((await amina().send(`/member-new/${circle.id}`, newcomer)).status).toBe(200);
    const [asked] = (await waiting()).slice(-1);
    expect((await gwen().open(`/approval/${asked?.id}`)).text).toContain('Comes in by Slack');
    await amina().send(`/approval-back/${asked?.id}`, {});
  });

  test('somebody added by one steward is nobody in the circle: no list, no letter, no page, no seat', async () => {
    const added = await amina().send(`/member-new/${circle.id}`, { name: 'Nia Evans', voice: 'reps' });
    const nia = new HttpClient(app.address);
    const asked = await nia.look(addressIn(added.text));
    expect(asked.text).toContain('You are about to come in as Nia Evans of Northfield');
    expect(asked.text).not.toContain('Ward 7');
    const home = await nia.press(asked, 'Yes, that’s me', { device: 'own' });
    expect(home.text).toContain('Another one has to say yes too');
    expect(home.text).toContain('never stored with your name');
    expect(home.text).not.toMatch(/Ward 7|Amina|Gwen|Thursday/);
    for (const path of [`/circle/${circle.id}`, '/digests', '/promises', '/me', `/trends/${circle.id}`]) {
      const page = await nia.open(path);
      expect(page.status, path).toBe(403);
      expect(page.text, path).not.toMatch(/Amina|Gwen/);
    }
    await app.settle();
    expect(await list()).not.toContain('Nia Evans');
    const opened = await amina().send(
      `/round-open/${(await pulseTable.list(store(), circle.id))[0]?.id}`,
      {},
    );
    expect(opened.text).toContain('12 people are invited.');
    const letters = await app.records.table('deliveries');
    expect(letters.filter(({ kind }) => kind === 'welcome')).toHaveLength(12);
  });

  test('a no, a silence and time look alike to who asked, and what was kept of the person goes', async () => {
    const [proposal] = await waiting();
    const look = async () => (await amina().open(`/approval/${proposal?.id}`)).text;
    const before = await look();
    await gwen().send(`/approval-no/${proposal?.id}`, {});
    expect(await look()).toBe(before);
    app.clock.moveTo(app.clock.now() + 14 * DAY);
    expect(await look()).toContain('It ran out. Nothing has changed.');
    expect((await gwen().send(`/approval-yes/${proposal?.id}`, {})).status).toBe(410);
    app.clock.moveTo(app.clock.now() + 2 * DAY - 1 * HOUR);
    await app.passTo(app.clock.now() + 1 * HOUR);
    expect(await list()).not.toContain('Nia Evans');
    expect(JSON.stringify(await app.records.table('members'))).not.toContain('Nia Evans');
  });

  test('out and in again while a round is open: no seat in it, whoever comes back', async () => {
    const pulse = (await pulseTable.list(store(), circle.id))[0];
    if ((await roundTable.open(store(), circle.id)).length === 0)
      expect((await amina().send(`/round-open/${pulse?.id}`, {})).status).toBe(200);
    const round = await openRound(app, circle);
    const alone = await amina().send(`/member-leave/${farah().member.id}`, {
      reason: 'She is away a lot.',
    });
    expect(alone.text).toContain('waits for a steward of another voice');
    expect(await list()).toContain(farah().member.name);
    await app.settle();
    const told = await farah().open('/');
    expect(told.text).toContain(
      'Amina Khan asks for a change in Ward 7 co-production group that is about you',
    );
    expect(told.text).toContain('She is away a lot.');
    await agree(gwen());
    expect(await list()).not.toContain(farah().member.name);
    // Back by two keys, with the very account they had.
    const slack = farah().member.identities.find(({ platform }) => platform === 'slack') as Identity;
    const form = { voice: 'staff', slack: slack.externalId, name: '' };
    expect((await amina().send(`/member-new/${circle.id}`, { ...form, name: 'Farah' })).status).toBe(200);
    await agree(gwen());
    expect(await list()).toContain(farah().member.name);
    const back = await testUser(app, farah().member);
    const answer = await back.answer(round, { voice: '2' });
    expect([answer.status, answer.text]).toEqual([
      200,
      expect.not.stringMatching(/answer (has been|was) counted/),
    ]);
    expect((await back.open('/')).text).toContain('Nothing waits for you right now.');
  });

  test('whoever is taken out can still answer in the record, once', async () => {
    const [asked] = (await actTable.list(store(), circle.id, 50)).filter(
      ({ what, change }) => what === 'asked' && change?.kind === 'member-left',
    );
    const path = `/approval-answer/${asked?.id}`;
    expect((await farah().open(path)).text).toContain('You can write once.');
    expect((await farah().send(path, { answer: '' })).status).toBe(422);
    expect((await named(people, 'Bex').send(path, { answer: 'Not mine' })).status).toBe(404);
    expect((await farah().send(path, { answer: 'I had a baby, and I am back.' })).status).toBe(200);
    expect((await farah().send(path, { answer: 'And more' })).status).toBe(409);
    const record = (await named(people, 'Joe').open(`/circle-history/${circle.id}`)).text;
    expect(record).toContain('She is away a lot.');
    expect(record).toContain('says to it: I had a baby, and I am back.');
  });

  test('after being taken out, one answers from the letter by the account one had', async () => {
    const kasia = named(people, 'Kasia');
    await amina().send(`/member-leave/${kasia.member.id}`, { reason: 'Asked to.' });
    const [proposal] = await waiting();
    await agree(gwen());
    const actor = kasia.member.identities[0] as Identity;
    const ask = (name: 'approval.answer-form' | 'approval.answer', who: Identity) =>
      interactionHandler(app.context)({
        requestId: 'r1',
        platform: who.platform,
        actor: who,
        action: { name, subject: proposal?.id ?? '' },
        inputs: { answer: ['I did not ask to.'] },
      });
    expect((await ask('approval.answer', { platform: 'web', externalId: 'nobody' })).kind).toBe('refused');
    expect((await ask('approval.answer-form', actor)).kind).toBe('shown');
    expect((await ask('approval.answer', actor)).kind).toBe('done');
    expect((await bexRecord()).text).toContain('says to it: I did not ask to.');
  });
  const bexRecord = () => named(people, 'Bex').open(`/circle-history/${circle.id}`);

  test('moving a rep to staff waits for the reps; it ends their stewardship, and gives no key and no seat for 28 days', async () => {
    // A second rep steward, so that the reps keep one.
    const joe = () => named(people, 'Joe');
    await save(amina(), `/member/${joe().member.id}`, { steward: 'yes' });
    await agree(gwen());
    const silent = await save(amina(), `/member/${joe().member.id}`, { voice: 'staff' });
    expect([silent.status, silent.text]).toEqual([422, expect.stringContaining('Please write why')]);
    await save(amina(), `/member/${joe().member.id}`, { voice: 'staff', reason: 'He works here now.' });
    expect(await memberTable.find(store(), joe().member.id)).toMatchObject({
      voice: 'reps',
      steward: true,
    });
    await agree(gwen());
    expect(await memberTable.find(store(), joe().member.id)).toMatchObject({
      voice: 'staff',
      steward: false,
    });
    // Made a steward there, by two keys, he turns none yet; and the next round has no seat for him.
    await save(gwen(), `/member/${joe().member.id}`, { steward: 'yes' });
    await agree(amina());
    await save(gwen(), `/meeting-settings/${(await meetingTable.series(store(), circle.id))[0]?.id}`, {
      policy: 'per-head',
    });
    const [policy] = await waiting();
    const early = await joe().send(`/approval-yes/${policy?.id}`, {});
    expect([early.status, early.text]).toEqual([403, expect.stringContaining('because you are new')]);
    // A week on, because one that was opened by hand keeps the next one from asking the same.
    const nextRound = async () => {
      await app.passTo(app.clock.now() + 7 * DAY);
      const [pulse] = await pulseTable.list(store(), circle.id);
      await app.passTo((pulse?.nextOpensAt ?? 0) + 1 * HOUR);
    };
    await nextRound();
    const roster = async () => {
      const rounds = await roundTable.open(store(), circle.id);
      return (await roundTable.roster(store(), rounds[0]?.id ?? '')).map(({ memberId }) => memberId);
    };
    expect(await roster()).not.toContain(joe().member.id);
    expect((await roster()).length).toBeGreaterThan(8);
    app.clock.moveTo(app.clock.now() + 21 * DAY);
    await nextRound();
    expect(await roster()).toContain(joe().member.id);
  });

  test('one steward alone cannot plant a steward of the other voice, nor four friends beside one rep', async () => {
    const small = await importCircle(app, SMALL);
    const friends = await everybody(app, small);
    const ada = named(friends, 'Ada');
    for (const name of ['One', 'Two', 'Three', 'Four']) {
      expect((await ada.send(`/member-new/${small.id}`, { name, voice: 'reps' })).status).toBe(200);
    }
    expect(await memberTable.list(store(), small.id)).toHaveLength(3);
    await app.settle();
    // Bo is asked in the same letter, however many there are.
    expect((await named(friends, 'Bo').open('/')).text).toContain('Ada Lund asks for your yes');
    // As before v0.2: a steward of one voice alone added somebody of the other, and holds their link.
    const [one] = (await proposalTable.open(store(), small.id)).map(({ change }) => change);
    const planted = await memberTable.find(store(), one?.kind === 'member-added' ? one.memberId : '');
    if (planted === null) throw new Error('no candidate');
    const bo = named(friends, 'Bo').member;
    await memberTable.saveStanding(store(), bo.id, { ...bo, steward: false });
    await memberTable.saveStanding(store(), planted.id, { ...planted, leftAt: null });
    const hand = await testUser(app, planted);
    const refused = await save(ada, `/member/${planted.id}`, { steward: 'yes' });
    expect(refused.status, refused.text).toBe(409);
    expect(await proposalTable.open(store(), small.id)).toHaveLength(4);
    // Nor is such a steward of before a second key, whichever of the two asks.
    await memberTable.saveStanding(store(), planted.id, { ...planted, steward: true, leftAt: null });
    expect((await ada.send(`/history-erase/${small.id}`, {})).status).toBe(409);
    expect((await hand.send(`/history-erase/${small.id}`, {})).status).toBe(403);
    await memberTable.saveStanding(store(), bo.id, bo);
    expect((await ada.send(`/history-erase/${small.id}`, {})).status).toBe(200);
    const [, , , , erasing] = await proposalTable.open(store(), small.id);
    expect((await hand.send(`/approval-yes/${erasing?.id}`, {})).status).toBe(403);
    expect((await named(friends, 'Bo').send(`/approval-yes/${erasing?.id}`, {})).status).toBe(200);
  });

  test('who is known in another circle is that person: no link for who asks, one seat, and only what is here is forgotten', async () => {
    const { store } = app.context;
    const other = await importCircle(app, SMALL.replace('Library friends', 'Garden friends'));
    const small = await importCircle(app, SMALL.replace('Library friends', 'Book friends'));
    const [ada, bo, cy] = await memberTable.list(store, other.id);
    const [asker] = await memberTable.list(store, small.id);
    if (ada === undefined || bo === undefined || cy === undefined || asker === undefined)
      throw new Error('nobody');
    const account: Identity = { platform: 'slack', externalId: 'T0/U9' };
    await personTable.addAccount(store, cy.personId, account, null);
    const newcomer = { name: 'Cy', voice: 'staff', identities: [account], email: null };
    const added = await addMember(app.context, small, asker, newcomer);
    expect(added).toMatchObject({ ok: true, value: { wayIn: null, member: { personId: cy.personId } } });
    const unknown: Identity = { platform: 'slack', externalId: 'T0/U8' };
    const alone = await addMember(app.context, small, asker, {
      ...newcomer,
      name: 'Di',
      identities: [unknown],
    });
    expect(alone).toMatchObject({ ok: true, value: { wayIn: null } });
    // Present as somebody else meanwhile, by a code: the second key finds them there.
    const decider = (await memberTable.list(store, small.id)).find(({ voice }) => voice === 'reps');
    if (!added.ok || !alone.ok || decider === undefined) throw new Error('not asked');
    const di = alone.value.member;
    await store.transact((inside) => personTable.moveMember(inside, di.id, decider.personId, null));
    const asked = (await proposalTable.open(store, small.id)).find(
      ({ change }) => change.kind === 'member-added' && change.memberId === di.id,
    );
    expect(await approveProposal(app.context, small, decider, asked?.id ?? '')).toMatchObject({
      code: 'already-in-circle',
    });
    await store.transact((inside) => personTable.moveMember(inside, di.id, di.personId, null));
    expect(await memberTable.candidates(store, unknown)).toMatchObject([{ member: { id: di.id } }]);
    await app.passTo(app.clock.now() + 16 * DAY);
    expect(await memberTable.candidates(store, account)).toEqual([]);
    expect(await personTable.find(store, di.personId)).toBeNull();
    expect(await personTable.ownerOf(store, small.organisationId, unknown)).toBeNull();
    expect(await personTable.ownerOf(store, small.organisationId, account)).toBe(cy.personId);
    expect((await memberTable.findByIdentity(store, account)).map(({ member }) => member.id)).toEqual([
      cy.id,
    ]);
  });

  test('a slow second steward costs nobody their way in; a week after the second yes it is dead', async () => {
    const invited = async (name: string) => {
      const added = await amina().send(`/member-new/${circle.id}`, { name, voice: 'reps' });
      expect(added.text).toContain('It works once, until a week after the second yes.');
      return addressIn(added.text);
    };
    const early = new HttpClient(app.address);
    const waiting = await early.enter(await invited('Early Bird'));
    const [slow, late] = [await invited('Slow Coach'), await invited('Late Comer')];
    app.clock.moveTo(app.clock.now() + 13 * DAY);
    // Nobody reads who is a steward there before they are let in.
    expect((await early.open('/')).text).not.toMatch(/Ward 7|Amina/);
    await agree(gwen());
    await vouchFor(gwen(), waiting);
    expect((await early.open('/')).text).toContain('Hello, Early Bird');
    await app.passTo(app.clock.now() + 1 * HOUR);
    // Who came in before hears who made the way in soon after they are let in.
    expect((await early.open('/')).text).toContain('Amina Khan made the way in for you');
    app.clock.moveTo(app.clock.now() + 6 * DAY - 1 * HOUR);
    const coach = new HttpClient(app.address);
    await vouchFor(gwen(), await coach.enter(slow));
    expect((await coach.open('/')).text).toContain('Hello, Slow Coach');
    app.clock.moveTo(app.clock.now() + 1 * DAY);
    expect((await new HttpClient(app.address).look(late)).status).toBe(403);
  });

  test('nothing went wrong', () => {
    expect(app.log.filter(({ level }) => level === 'error')).toEqual([]);
  });
});
