import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Circle, Identity, Member } from '../../src/core/circle.ts';
import { DAY, HOUR, MINUTE } from '../../src/core/instant.ts';
import type { ActionName } from '../../src/core/ports/action.ts';
import type { Reply } from '../../src/core/ports/interaction.ts';
import { linkTable } from '../../src/core/tables/links.ts';
import { memberTable } from '../../src/core/tables/members.ts';
import { personTable } from '../../src/core/tables/people.ts';
import { interactionHandler } from '../../src/dispatcher.ts';
import { personJoined } from '../../src/features/membership/use-cases/joining/joining.ts';
import { roundTable } from '../../src/features/release/tables/rounds.ts';
import { meetingTable } from '../../src/features/turns/tables.ts';
import { sessionTable } from '../../src/features/ways-in/tables.ts';
import { circleOf } from '../support/big-circle.ts';
import { HttpClient } from '../support/http-client.ts';
import { FLOW_BACKENDS, MONDAY, startApp, type TestApp } from '../support/test-app.ts';
import { everybody, importCircle, named, openRound, type TestUser } from '../support/test-users.ts';

const TUESDAY_11 = MONDAY + DAY + 2 * HOUR;
const slack = (id: string): Identity => ({ platform: 'slack', externalId: `T01TEST/${id}` });
const teams = (id: string): Identity => ({ platform: 'teams', externalId: id });
const { stringify } = JSON;

describe.each(FLOW_BACKENDS)('one person on two platforms, on %s', (backend) => {
  let app: TestApp;
  let circle: Circle;
  let people: readonly TestUser[];
  let requests = 0;
  const shown: string[] = [];

  beforeAll(async () => {
    app = await startApp({ backend });
    circle = await importCircle(app);
    people = await everybody(app, circle);
  });
  afterAll(() => app?.stop());

  const members = () => memberTable.over(app.context.store);
  const letters = async () =>
    (await app.records.table('deliveries')).filter(({ kind }) => kind === 'account-linked');

  function ask(actor: Identity, name: ActionName, more: { subject?: string; code?: string } = {}) {
    requests += 1;
    return interactionHandler(app.context)({
      requestId: `r${requests}`,
      platform: actor.platform,
      actor,
      action: { name, subject: more.subject ?? '' },
      inputs: more.code === undefined ? {} : { code: [more.code] },
    });
  }

  function codeIn(text: string): string {
    const code = /[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}/.exec(text)?.[0] ?? '';
    expect(code).not.toBe('');
    shown.push(code, code.replace('-', ''));
    return code;
  }

  async function codeOf(person: TestUser): Promise<string> {
    return codeIn((await person.send('/link-code', {})).text);
  }

  async function idOf(actor: Identity): Promise<string | undefined> {
    return (await members().findByIdentity(actor))[0]?.member.id;
  }

  /** A second member who is really somebody else too, reached in Teams alone. */
  async function double(of: Member, changes: Partial<Member> = {}): Promise<Member> {
    const id = app.context.newId();
    const accounts = { identities: [teams(`t-${id}`)], ...changes };
    const member = { ...of, steward: false, manager: false, ...accounts, id, personId: app.context.newId() };
    await members().insert(member);
    return member;
  }

  const said = (reply: Reply) => stringify(reply.message);

  test('whoever no circle knows is refused with the way to the form, and may do nothing else', async () => {
    const stranger = slack('U90NEW');
    const refusal = await ask(stranger, 'me.show');
    expect(refusal).toMatchObject({ kind: 'refused', reason: 'not-allowed' });
    expect(said(refusal)).toContain('"name":"link.form"');
    expect(said(await ask(stranger, 'link.form'))).toContain('type the code you were shown there');
    for (const name of ['link.show-code', 'home.show', 'link.undo'] as const) {
      expect((await ask(stranger, name)).kind).toBe('refused');
    }
  });

  test('a code shown on the pages and typed in Slack makes that account theirs, and their letters stay', async () => {
    const kasia = named(people, 'Kasia');
    const account = slack('U91KASIA');
    await personJoined(
      app.context,
      { platform: 'slack', externalId: 'T01TEST/C01WARD7' },
      {
        identity: account,
        name: 'Kasia N',
        kind: 'guest',
      },
    );
    const code = await codeOf(kasia);
    const joined = await ask(account, 'link.join', { code: ` ${code.toLowerCase().replace('-', ' – ')} ` });
    expect([joined.kind, said(joined)]).toEqual(['done', expect.stringContaining('you are Kasia Nowak')]);
    expect(await idOf(account)).toBe(kasia.member.id);
    const now = await members().find(kasia.member.id);
    expect(now?.preferences.reachOn).toBe('web');
    const waiting = (await app.records.table('joinings')).filter(({ state }) => state === 'open');
    expect(waiting).toEqual([]);
    await app.settle();
    expect((await kasia.open('/')).text).toContain('An account was joined to yours');
    expect(await letters()).toMatchObject([{ member_id: kasia.member.id, state: 'sent' }]);
    // Used up, and no different from one that never was.
    const again = await ask(slack('U92OTHER'), 'link.join', { code });
    const never = await ask(slack('U92OTHER'), 'link.join', { code: '00000-00000' });
    expect(again.kind).toBe('refused');
    expect(stringify(again)).toBe(stringify(never));
    const acts = (await app.records.table('acts')).map(({ what }) => what);
    expect(acts).toEqual(['roster-confirmed', 'roster-confirmed']);
  });

  test('what was joined is undone by the member, and the account is nobody’s again', async () => {
    const kasia = named(people, 'Kasia');
    const [link] = await linkTable.of(app.context.store, kasia.member.personId);
    const id = link?.id ?? '';
    expect((await named(people, 'Leroy').send(`/link-undo/${id}`, {})).status).toBe(404);
    expect((await kasia.open('/me')).text).toContain('Undo: Slack');
    expect((await kasia.send(`/link-undo/${id}`, {})).status).toBe(200);
    expect(await idOf(slack('U91KASIA'))).toBeUndefined();
    expect((await kasia.send(`/link-undo/${id}`, {})).status).toBe(404);
    expect((await kasia.open('/me')).status).toBe(200);
  });

  test('what an account made on the pages by way of a link goes with the link', async () => {
    const hasan = named(people, 'Hasan');
    const account = slack('U95CLIMB');
    expect((await ask(account, 'link.join', { code: await codeOf(hasan) })).kind).toBe('done');
    const made = async () => /http\S+\/in#[\w-]{22}/.exec(said(await ask(account, 'me.web-link')))?.[0] ?? '';
    // The person's own way in is younger than the link; it is no door for that account either.
    app.clock.moveTo(app.clock.now() + 60_000);
    const own = { platform: 'web', externalId: app.context.newId() } as const;
    await personTable.addAccount(app.context.store, hasan.member.personId, own, app.clock.now());
    await sessionTable.begin(app.context.store, {
      id: 'own',
      webId: own.externalId,
      device: 'own',
      beganAt: 0,
    });
    const climber = new HttpClient(app.address);
    expect((await climber.enter(await made())).text).toContain('Hello, Hasan');
    const unused = await made();
    const [link] = (await linkTable.of(app.context.store, hasan.member.personId)).slice(-1);
    expect((await hasan.send(`/link-undo/${link?.id}`, {})).status).toBe(200);
    expect((await climber.open('/')).status).toBe(403);
    expect((await new HttpClient(app.address).look(unused)).status).toBe(403);
    expect((await hasan.open('/')).status).toBe(200);
    expect(await sessionTable.of(app.context.store, [own.externalId])).toHaveLength(1);
  });

  test('a code runs out, a newer one takes its place, and its own account cannot use it', async () => {
    const leroy = named(people, 'Leroy');
    const account = slack('U93LEROY');
    const late = await codeOf(leroy);
    app.clock.moveTo(app.clock.now() + 15 * MINUTE);
    expect((await ask(account, 'link.join', { code: late })).kind).toBe('refused');
    const [older, newer] = [await codeOf(leroy), await codeOf(leroy)];
    expect((await ask(account, 'link.join', { code: older })).kind).toBe('refused');
    expect((await leroy.send('/link', { code: newer })).text).toContain('type it in the other place');
    expect((await ask(account, 'link.join', { code: newer })).kind).toBe('refused');
    expect(await idOf(account)).toBeUndefined();
    await app.context.queue.enqueue({ name: 'sweep', id: 'sweep', data: {} });
  });

  test('after five tries an account is not listened to for an hour, not even with the right code', async () => {
    const account = slack('U94GUESS');
    for (let tries = 0; tries < 5; tries += 1) {
      const reply = await ask(account, 'link.join', { code: `0000${tries}00000` });
      expect(said(reply)).toContain('This code does not work');
    }
    const code = await codeOf(named(people, 'Leroy'));
    expect(said(await ask(account, 'link.join', { code }))).toContain('These were many tries');
    await app.passTo(app.clock.now() + HOUR);
    const fresh = await codeOf(named(people, 'Leroy'));
    const [one, other] = await Promise.all([
      ask(account, 'link.join', { code: fresh }),
      ask(slack('U95TWIN'), 'link.join', { code: fresh }),
    ]);
    expect([one.kind, other.kind].sort()).toEqual(['done', 'refused']);
    const [link] = await linkTable.of(app.context.store, named(people, 'Leroy').member.personId);
    await named(people, 'Leroy').send(`/link-undo/${link?.id}`, {});
  });

  test('two members who are one person become one: the other leaves, and turns go on', async () => {
    const bex = named(people, 'Bex');
    const twin = await double(bex.member);
    const [account] = twin.identities;
    if (account === undefined) throw new Error('no account');
    const [series] = await meetingTable.series(app.context.store, circle.id);
    const [meeting] = await meetingTable.planned(app.context.store, series?.id ?? '');
    if (meeting?.turn == null) throw new Error('not drawn');
    await meetingTable.save(app.context.store, {
      ...meeting,
      chairId: twin.id,
      asking: null,
      turn: { ...meeting.turn, chair: twin.id },
    });
    expect((await ask(account, 'link.join', { code: await codeOf(bex) })).kind).toBe('done');
    expect(await idOf(account)).toBe(bex.member.id);
    expect((await members().find(twin.id))?.leftAt).toBe(app.clock.now());
    expect((await meetingTable.find(app.context.store, meeting.id))?.chairId).not.toBe(twin.id);

    const [link] = await linkTable.of(app.context.store, bex.member.personId);
    expect((await ask(account, 'link.undo', { subject: link?.id ?? '' })).kind).toBe('done');
    expect(await idOf(account)).toBe(twin.id);
    expect((await members().find(twin.id))?.leftAt).toBeNull();
    await members().saveStanding(twin.id, { ...twin, leftAt: app.clock.now() });
  });

  test.each([
    ['another voice', { voice: 'reps' }],
    ['a steward', { steward: true }],
    ['a manager', { manager: true }],
  ])('%s is for a steward to sort out, and nothing changes', async (_what, changes: Partial<Member>) => {
    const dilys = named(people, 'Dilys');
    const twin = await double(dilys.member, changes);
    const account = twin.identities[0] ?? slack('');
    const reply = await ask(account, 'link.join', { code: await codeOf(dilys) });
    expect([reply.kind, said(reply)]).toEqual(['refused', expect.stringContaining('ask a steward')]);
    expect(await idOf(account)).toBe(twin.id);
    expect((await members().find(dilys.member.id))?.identities).toHaveLength(2);
    await members().saveStanding(twin.id, { ...twin, steward: false, leftAt: app.clock.now() });
  });

  test('who is in another circle too is one person in both, but hands no task over by typing', async () => {
    const other = await importCircle(app, circleOf(2));
    const [keeper, rep] = await members().list(other.id);
    if (rep === undefined || keeper === undefined) throw new Error('nobody is there');
    expect([keeper.steward, rep.steward]).toEqual([true, false]);
    const theirs = personTable.over(app.context.store);
    const [account, kept] = [slack('U98OTHER'), slack('U99KEEPER')];
    await theirs.addAccount(rep.personId, account, null);
    await theirs.addAccount(keeper.personId, kept, null);
    const hasan = named(people, 'Hasan');
    expect((await ask(account, 'link.join', { code: await codeOf(hasan) })).kind).toBe('done');
    for (const each of [account, hasan.member.identities[0] ?? slack('')]) {
      const everywhere = (await members().findByIdentity(each)).map(({ member }) => member.id);
      expect(everywhere.sort()).toEqual([rep.id, hasan.member.id].sort());
    }
    const leroy = named(people, 'Leroy');
    const refusal = await ask(kept, 'link.join', { code: await codeOf(leroy) });
    expect([refusal.kind, said(refusal)]).toEqual([
      'refused',
      expect.stringContaining('the other way round'),
    ]);
    expect(await theirs.ownerOf(other.organisationId, kept)).toBe(keeper.personId);
    const code = codeIn(said(await ask(kept, 'link.show-code')));
    expect((await leroy.send('/link', { code })).status).toBe(200);
    const [web] = (await members().find(leroy.member.id))?.identities.slice(-1) ?? [];
    expect((await members().findByIdentity(web ?? kept)).map(({ circle: where }) => where.id).sort()).toEqual(
      [circle.id, other.id].sort(),
    );
  });

  test('an open round counts the seats it has; the next one has one seat, answered once', async () => {
    const farah = named(people, 'Farah');
    const account = teams('t-twin');
    // Teams is not set up here: a round counts who can come in.
    const pages = { platform: 'web', externalId: app.context.newId() } as const;
    const twin = await double(farah.member, { identities: [account, pages] });
    await app.passTo(TUESDAY_11);
    const round = await openRound(app, circle);
    const seats = async () =>
      (await roundTable.roster(app.context.store, round.id)).map(({ memberId }) => memberId);
    const before = await seats();
    expect(before).toEqual(expect.arrayContaining([farah.member.id, twin.id]));
    const answer = (actor: Identity, roundId: string) =>
      interactionHandler(app.context)({
        requestId: 'r',
        platform: actor.platform,
        actor,
        action: { name: 'pulse.answer', subject: roundId },
        inputs: { voice: ['4'], trust: ['3'] },
      });
    expect((await ask(account, 'link.join', { code: await codeOf(farah) })).kind).toBe('done');
    expect(await seats()).toEqual(before);
    expect((await farah.answer(round, { voice: '4', trust: '3' })).status).toBe(200);
    // The seat that this account had when the round opened, once.
    expect((await answer(account, round.id)).kind).toBe('done');
    expect(await answer(account, round.id)).toMatchObject({ kind: 'refused', reason: 'conflict' });

    // An account that had no seat learns nothing of the member's: not even whether it was used.
    const late = slack('U98LATE');
    const [answered, silent] = [named(people, 'Gwen'), named(people, 'Ines')];
    for (const person of [answered, silent]) {
      expect((await answer(late, round.id)).kind).toBe('refused');
      if (person === answered) await person.answer(round, { voice: '4', trust: '3' });
      expect((await ask(late, 'link.join', { code: await codeOf(person) })).kind).toBe('done');
      expect(await answer(late, round.id)).toMatchObject({ kind: 'refused', reason: 'not-allowed' });
      expect(said(await ask(late, 'home.show'))).not.toContain('is open until');
      const [link] = await linkTable.of(app.context.store, person.member.personId);
      expect((await person.send(`/link-undo/${link?.id}`, {})).status).toBe(200);
    }

    await app.passTo(TUESDAY_11 + 7 * DAY);
    const next = await openRound(app, circle);
    const roster = await roundTable.roster(app.context.store, next.id);
    expect(roster.map(({ memberId }) => memberId)).not.toContain(twin.id);
    expect((await answer(account, next.id)).kind).toBe('done');
    expect(await answer(slack('U06FARAH'), next.id)).toMatchObject({ kind: 'refused', reason: 'conflict' });
    expect((await farah.answer(next, { voice: '1', trust: '1' })).text).toContain('was counted before');
    // One invitation, in one place.
    const invited = (await app.records.table('deliveries')).filter(
      ({ kind, subject, member_id }) =>
        kind === 'pulse-invitation' &&
        subject === next.id &&
        [farah.member.id, twin.id].includes(String(member_id)),
    );
    expect(invited).toHaveLength(1);
  });

  test('no steward sets an account of anybody', async () => {
    const [amina, joe] = [named(people, 'Amina'), named(people, 'Joe')];
    const path = `/member/${joe.member.id}`;
    expect((await amina.open(path)).text).not.toMatch(/Slack|Teams/);
    await amina.send(path, { slack: 'T01TEST/U99EVIL', teams: 't-evil', voice: 'reps' });
    expect([await idOf(slack('U99EVIL')), await idOf(teams('t-evil'))]).toEqual([undefined, undefined]);
  });

  test('what a steward set up to v0.1.0 is undone by the account that gave way', async () => {
    const joe = named(people, 'Joe').member;
    const [set, before] = [teams('t-set'), { ...teams('t-joe'), since: null }];
    await personTable.addAccount(app.context.store, joe.personId, set, app.clock.now());
    const link = { id: 'set-by-steward', organisationId: circle.organisationId, personId: joe.personId };
    const gained = [{ ...set, since: null }];
    const none = { fromId: null, members: [], left: [], byId: named(people, 'Amina').member.id };
    await linkTable.record(app.context.store, {
      ...link,
      at: app.clock.now(),
      gained,
      replaced: [before],
      ...none,
    });
    expect((await ask(teams('t-other2'), 'link.undo', { subject: link.id })).kind).toBe('refused');
    expect((await ask(teams('t-joe'), 'link.undo', { subject: link.id })).kind).toBe('done');
    expect([await idOf(teams('t-joe')), await idOf(set)]).toEqual([joe.id, undefined]);
  });

  test('the last way to reach somebody is not cut off', async () => {
    const lone = await double(named(people, 'Ewan').member, { identities: [slack('U97LONE')] });
    const code = codeIn(said(await ask(slack('U97LONE'), 'link.show-code')));
    expect((await ask(teams('t-lone'), 'link.join', { code })).kind).toBe('done');
    await personTable.removeAccount(app.context.store, circle.organisationId, slack('U97LONE'));
    const [link] = await linkTable.of(app.context.store, lone.personId);
    const kept = await ask(teams('t-lone'), 'link.undo', { subject: link?.id ?? '' });
    expect([kept.kind, said(kept)]).toEqual(['refused', expect.stringContaining('the only way')]);
    expect(await idOf(teams('t-lone'))).toBe(lone.id);
  });

  test('no code lies in a row, a job or a log line', async () => {
    const rows: unknown[] = [app.log];
    for (const table of await app.records.tables()) rows.push(await app.records.table(table));
    const everything = stringify(rows).toUpperCase();
    expect(shown.length).toBeGreaterThan(10);
    for (const code of shown) expect(everything).not.toContain(code);
  });

  test('nothing went wrong', () => {
    expect(app.log).toEqual([]);
  });
});
