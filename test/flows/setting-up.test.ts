import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Circle, Identity, Member } from '../../src/core/circle.ts';
import { DAY } from '../../src/core/instant.ts';
import { circleTable } from '../../src/core/tables/circles.ts';
import { memberTable } from '../../src/core/tables/members.ts';
import { interactionHandler } from '../../src/dispatcher.ts';
import { parseCircleFile } from '../../src/features/circles/circle-file/parse.ts';
import { importCircle as importFile } from '../../src/features/circles/use-cases/import-circle.ts';
import { proposalTable } from '../../src/features/governance/tables/proposals.ts';
import { changeCircle } from '../../src/features/governance/use-cases/changes.ts';
import { approveProposal } from '../../src/features/governance/use-cases/decisions.ts';
import { confirmRoster } from '../../src/features/membership/use-cases/confirm-roster.ts';
import { personJoined } from '../../src/features/membership/use-cases/joining/joining.ts';
import { openRoundByHand, openScheduledRound } from '../../src/features/pulses/use-cases/open-round.ts';
import { pulseTable } from '../../src/features/release/tables/pulses.ts';
import { roundTable } from '../../src/features/release/tables/rounds.ts';
import { meetingTable } from '../../src/features/turns/tables.ts';
import { advanceSeries } from '../../src/features/turns/use-cases/advance.ts';
import { HttpClient } from '../support/http-client.ts';
import { steppedContext } from '../support/stepped-context.ts';
import { FLOW_BACKENDS, MONDAY, startApp, type TestApp } from '../support/test-app.ts';
import { importWaiting, NORTHFIELD, type TestUser, testUser, wayInOf } from '../support/test-users.ts';

const WEEK = 7 * DAY;
const FROM = MONDAY + 3 * WEEK;
const [BEX, HASAN]: readonly Identity[] = [
  { platform: 'slack', externalId: 'T01TEST/U02BEX' },
  { platform: 'teams', externalId: 'aad-hasan' },
];

describe.each(FLOW_BACKENDS)('setting a circle up (%s)', (backend) => {
  let app: TestApp;
  let circle: Circle;
  let amina: TestUser;
  let gwen: TestUser;
  const store = () => app.context.store;
  const pulseOf = async (id = circle.id) => (await pulseTable.list(store(), id))[0];
  const member = async (start: string, id = circle.id): Promise<Member> => {
    const found = (await memberTable.list(store(), id)).find(({ name }) => name.startsWith(start));
    if (found === undefined) throw new Error(`nobody is called ${start}`);
    return found;
  };
  const lettersOf = async (kind: string, id = circle.id) =>
    (await app.records.table('deliveries')).filter((row) => row.kind === kind && row.circle_id === id);
  const ask = (actor: Identity, name: 'roster.show' | 'roster.confirm' | 'circle.show' | 'home.show') =>
    interactionHandler(app.context)({
      requestId: 'r',
      platform: actor.platform,
      actor,
      action: { name, subject: name === 'home.show' ? '' : circle.id },
      inputs: {},
    });

  beforeAll(async () => {
    app = await startApp({ backend });
  });
  afterAll(() => app?.stop());

  test('the import says who has to say yes, and writes to these two alone', async () => {
    const told = await app.command({ name: 'circle.import', file: 'circle.yaml', text: NORTHFIELD });
    expect(told).toContain(
      'Two stewards of two voices have to say yes to everybody in it: Amina Khan (Staff)',
    );
    expect(told).toContain('Gwen Abara (Service-user reps).');
    expect(told).toContain('once it is set up');
    await app.settle();
    circle = (await circleTable.list(store()))[0] as Circle;
    const letters = await app.records.table('deliveries');
    const [one, other] = [await member('Amina'), await member('Gwen')];
    expect(letters.map(({ kind, member_id }) => [kind, member_id]).sort()).toEqual(
      [one, other].map(({ id }) => ['roster-waits', id]).sort(),
    );
    amina = await testUser(app, one);
    gwen = await testUser(app, other);
  });

  test('for three weeks nothing opens, nobody is drawn, and no digest comes out', async () => {
    await app.passTo(FROM);
    for (const table of ['rounds', 'meetings', 'digests']) expect(await app.records.table(table)).toEqual([]);
    expect((await app.records.table('deliveries')).map(({ kind }) => kind)).toEqual([
      'roster-waits',
      'roster-waits',
    ]);
  });

  test('no hand opens a pulse or sends a digest; each is told who is missing', async () => {
    const page = await amina.send(`/round-open/${(await pulseOf())?.id}`, {});
    expect(page.status).toBe(409);
    expect(page.text).toContain('A yes is still missing: Amina Khan and Gwen Abara.');
    const missing = expect.stringContaining('Amina Khan (Staff), Gwen Abara (Service-user reps)');
    expect(await app.ask({ name: 'pulse.open' })).toMatchObject({ code: 1, out: missing });
    expect(await app.ask({ name: 'digest.compose', format: 'text', send: true })).toMatchObject({
      code: 1,
      out: missing,
    });
    for (const name of ['circle.show', 'doctor'] as const)
      expect((await app.ask({ name })).out).toEqual(missing);
    expect(await app.records.table('rounds')).toEqual([]);
  });

  test('what a steward changes meanwhile is kept, and starts nothing', async () => {
    const [series] = await meetingTable.series(store(), circle.id);
    const pulse = await pulseOf();
    if (series === undefined || pulse === undefined) throw new Error('the sample circle has changed');
    await amina.browser.press(await amina.open(`/meeting-settings/${series.id}`), 'Save', {
      on: 'Thursday 15:00',
    });
    await amina.browser.press(await amina.open(`/digest-settings/${circle.id}`), 'Save', {
      on: 'Friday 16:00',
    });
    const earlier = { ...pulse, schedule: { ...pulse.schedule, weekday: 'monday', time: '12:00' } };
    const plan = earlier as unknown as typeof pulse;
    const changed = await changeCircle(app.context, circle, await member('Amina'), [
      { kind: 'pulse', pulseId: pulse.id, plan },
    ]);
    expect(changed).toMatchObject({ ok: true, value: { made: [{ kind: 'pulse' }] } });
    await app.passTo(FROM + WEEK);
    expect((await pulseOf())?.nextOpensAt).toBeNull();
    expect((await circleTable.digestSettings(store(), circle.id))?.nextAt).toBeNull();
    for (const table of ['rounds', 'meetings', 'digests']) expect(await app.records.table(table)).toEqual([]);
  });

  test('members who are no stewards read the welcome and the promise, and nothing of the circle', async () => {
    for (const actor of [BEX, HASAN] as Identity[]) {
      const home = await ask(actor, 'home.show');
      expect(home).toMatchObject({ kind: 'shown' });
      const seen = JSON.stringify([home, await ask(actor, 'circle.show'), await ask(actor, 'roster.show')]);
      expect(seen).toContain('Another one has to say yes too');
      expect(seen).toContain('never stored with your name');
      expect(seen).not.toMatch(/Ward 7|Amina|Gwen|Thursday/);
      expect(await ask(actor, 'roster.confirm')).toMatchObject({ kind: 'refused', reason: 'not-allowed' });
    }
    const joe = new HttpClient(app.address);
    const entrance = await joe.look(await wayInOf(app, await member('Joe')));
    expect(entrance.text).toContain('Joe Brady of Northfield Community Trust');
    expect(entrance.text).not.toContain('Ward 7');
    expect(await app.records.table('acts')).not.toContainEqual(
      expect.objectContaining({ what: 'roster-confirmed' }),
    );
  });

  test('who comes into the channel meanwhile is welcomed by nobody; the stewards are asked', async () => {
    const channel = { platform: 'slack', externalId: 'T01TEST/C01WARD7' } as const;
    for (const externalId of ['T01TEST/U99NEW', 'T01TEST/U02BEX']) {
      const identity = { platform: 'slack', externalId } as const;
      await personJoined(app.context, channel, { identity, name: 'Somebody', kind: 'member' });
    }
    await app.settle();
    expect(await lettersOf('channel-welcome')).toEqual([]);
    expect(await lettersOf('joining-proposed')).toHaveLength(2);
  });

  test('one steward alone gets no further: not twice, not by a friend of the same voice, not by an outsider', async () => {
    expect((await amina.open('/')).text).toContain('Please look at who is in Ward 7 co-production group');
    const list = await amina.open(`/roster/${circle.id}`);
    for (const words of [
      'Amina Khan, steward: web pages',
      'Ewan Grant: cannot be reached yet',
      'Joe Brady: web pages',
    ])
      expect(list.text).toContain(words);
    const first = await amina.browser.press(list, 'Yes, this is everybody');
    expect(first.text).toContain('Your yes is kept. Nothing has begun yet.');
    const again = await amina.send(`/roster/${circle.id}`, {});
    expect([again.status, again.text]).toEqual([409, expect.stringContaining('Your yes is kept already.')]);
    // Both stewards make a friend of the first one a steward too: still the same voice.
    const bex = await member('Bex');
    const wanted = await changeCircle(app.context, circle, await member('Amina'), [
      { kind: 'steward', memberId: bex.id, steward: true },
    ]);
    const [asked] = wanted.ok ? wanted.value.asked : [];
    const made = await approveProposal(app.context, circle, await member('Gwen'), asked?.id ?? '');
    expect(made.ok).toBe(true);
    const friend = await ask(BEX as Identity, 'roster.confirm');
    expect(friend).toMatchObject({ kind: 'refused', reason: 'conflict' });
    expect(JSON.stringify(friend)).toContain('Somebody of your voice said yes already.');
    const outsider = await ask({ platform: 'slack', externalId: 'T0FAR/U0FAR' }, 'roster.confirm');
    expect(outsider).toMatchObject({ kind: 'refused' });
    expect((await amina.open('/')).text).toContain('A yes is still missing: Gwen Abara.');
    expect((await app.ask({ name: 'circle.show' })).out).toContain('Amina Khan said yes to everybody in it.');
    expect((await amina.send(`/round-open/${(await pulseOf())?.id}`, {})).status).toBe(409);
    expect((await circleTable.find(store(), circle.id))?.setUpAt).toBeNull();
    await app.settle();
    expect(await lettersOf('welcome')).toEqual([]);
  });

  test('with the yes of a second voice all begins, once, and times count from then', async () => {
    expect((await gwen.open('/')).text).toContain('Please look at who is in Ward 7 co-production group');
    expect((await amina.open('/')).text).toContain('Yes, this is everybody');
    const said = await Promise.all([1, 2, 3].map(() => gwen.send(`/roster/${circle.id}`, {})));
    await app.settle();
    expect(said.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    const begun = said.find(({ status }) => status === 200)?.text;
    expect(begun).toContain('Ward 7 co-production group is set up.');
    expect(begun).toContain('Open the pulse now');
    // The letter that asked for the yes asks no more.
    expect((await amina.open('/')).text).not.toContain('Yes, this is everybody');
    expect(await lettersOf('welcome')).toHaveLength(12);
    expect(await lettersOf('circle-set-up')).toHaveLength(3);
    expect(await lettersOf('turn-offer')).toHaveLength(1);
    expect(await lettersOf('roster-waits')).toHaveLength(2);
    const now = app.clock.now();
    const within = (at: number | null | undefined, days: number) =>
      (at ?? 0) > now && (at ?? 0) <= now + days * DAY;
    expect(within((await pulseOf())?.nextOpensAt, 7)).toBe(true);
    expect(within((await circleTable.digestSettings(store(), circle.id))?.nextAt, 7)).toBe(true);
    const [series] = await meetingTable.series(store(), circle.id);
    expect(within((await meetingTable.planned(store(), series?.id ?? ''))[0]?.startsAt, 14)).toBe(true);
    const tooLate = await amina.send(`/roster/${circle.id}`, {});
    expect([tooLate.status, tooLate.text]).toEqual([409, expect.stringContaining('is set up already')]);
    const history = (await amina.open(`/circle-history/${circle.id}`)).text;
    for (const name of ['Amina Khan', 'Gwen Abara'])
      expect(history).toContain(`${name} said yes to everybody in the circle`);
    expect(JSON.stringify(await ask(HASAN as Identity, 'home.show'))).toContain('Ward 7');
  });

  test('the first pulse opens the same evening; a circle that somebody leaves stays set up', async () => {
    const letter = (await gwen.open('/')).text;
    expect(letter).toContain('If you are together now, you can open it at once.');
    const opened = await gwen.send(`/round-open/${(await pulseOf())?.id}`, {});
    expect(opened.text).toContain('3 people are invited.');
    await app.settle();
    expect((await gwen.open('/')).text).not.toContain('Open the pulse now');
    const joe = await testUser(app, await member('Joe'));
    expect((await joe.send(`/member-leave/${joe.member.id}`, {})).status).toBe(200);
    expect((await circleTable.find(store(), circle.id))?.setUpAt).toBe(app.clock.now());
    expect((await app.ask({ name: 'doctor' })).out).not.toContain('Not set up yet');
  });

  test('both mend the list with two keys before they say yes; who comes is welcomed once, who goes hears nothing', async () => {
    const other = await importWaiting(app, NORTHFIELD.replace(/^circle: .*/m, 'circle: Ward 8'));
    const [one, two] = [await member('Amina', other.id), await member('Gwen', other.id)];
    const leroy = await member('Leroy', other.id);
    const wanted = await changeCircle(
      app.context,
      other,
      one,
      [{ kind: 'member-left', memberId: leroy.id }],
      'a slip',
    );
    for (const { id } of wanted.ok ? wanted.value.asked : []) {
      expect((await approveProposal(app.context, other, two, id)).ok).toBe(true);
    }
    const added = await amina.send(`/member-new/${other.id}`, { name: 'Nia Evans', voice: 'reps' });
    expect(added.status).toBe(200);
    for (const { id } of await proposalTable.open(store(), other.id)) {
      expect((await approveProposal(app.context, other, two, id)).ok).toBe(true);
    }
    await app.settle();
    const sent = async () =>
      (await app.records.table('deliveries')).filter(
        ({ circle_id, state }) => circle_id === other.id && state !== 'dropped',
      );
    const stewards = [one.id, two.id];
    expect((await sent()).every(({ member_id }) => stewards.includes(String(member_id)))).toBe(true);
    expect((await amina.open(`/roster/${other.id}`)).text).toContain('Nia Evans: cannot be reached yet');
    expect(await confirmRoster(app.context, other, two)).toMatchObject({ ok: true, value: 'waits' });
    expect(await confirmRoster(app.context, other, one)).toMatchObject({ ok: true, value: 'set-up' });
    await app.settle();
    const welcomed = (await sent()).filter(({ kind }) => kind === 'welcome').map((row) => row.member_id);
    expect(welcomed).toHaveLength(12);
    expect(new Set(welcomed)).toEqual(
      new Set((await memberTable.list(store(), other.id)).map(({ id }) => id)),
    );
  });

  test('where the program dies right after the second yes, the next minute does the rest', async () => {
    const other = await importWaiting(app, NORTHFIELD.replace(/^circle: .*/m, 'circle: Ward 9'));
    const { store } = app.context;
    await confirmRoster(app.context, other, await member('Amina', other.id));
    let alive = true;
    const transact: typeof store.transact = async (work) => {
      if (!alive) throw new Error('died');
      alive = false;
      return store.transact(work);
    };
    const dying = { ...app.context, store: { ...store, transact } };
    await expect(confirmRoster(dying, other, await member('Gwen', other.id))).rejects.toThrow('died');
    await app.settle();
    expect(await lettersOf('welcome', other.id)).toHaveLength(12);
    expect(await lettersOf('turn-offer', other.id)).toHaveLength(1);
  });

  test('whatever comes first: one yes is the first, one sets it up, and nothing begins twice or before', async () => {
    let number = 0;
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        number += 1;
        const text = NORTHFIELD.replace(/^circle: .*/m, `circle: Ward ${100 + number}`);
        const file = parseCircleFile(text, app.clock.now());
        const made = file.ok ? await importFile(app.context, file.value) : file;
        if (!made.ok || !('circle' in made.value)) throw new Error('not imported');
        const fresh = made.value.circle;
        const pulse = (await pulseOf(fresh.id))?.id ?? '';
        const [series] = await meetingTable.series(store(), fresh.id);
        const [one, two] = [await member('Amina', fresh.id), await member('Gwen', fresh.id)];
        const context = steppedContext(app.context, app.clock, scheduler);
        const said = await scheduler.waitFor(
          Promise.all([
            confirmRoster(context, fresh, one),
            confirmRoster(context, fresh, two),
            confirmRoster(context, fresh, two),
            advanceSeries(context, series?.id ?? ''),
            openScheduledRound(context, pulse),
            openRoundByHand(context, pulse),
          ]),
        );
        const [, , , , , opened] = said;
        const yes = said.slice(0, 3).map((each) => (each as { ok: boolean; value?: string }).value);
        expect(yes.filter((value) => value === 'waits')).toHaveLength(1);
        expect(yes.filter((value) => value === 'set-up')).toHaveLength(1);
        const rounds = await roundTable.open(store(), fresh.id);
        expect(rounds).toHaveLength(opened.ok ? 1 : 0);
        if (!opened.ok) expect(opened.code).toBe('not-set-up');
        expect(await lettersOf('welcome', fresh.id)).toHaveLength(12);
        expect(await lettersOf('turn-offer', fresh.id)).toHaveLength(1);
        expect(await meetingTable.planned(store(), series?.id ?? '')).toHaveLength(3);
      }),
      { numRuns: backend === 'embedded' ? 4 : 12, endOnFailure: true },
    );
  });
});
