import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Circle, Member } from '../../src/core/circle.ts';
import { DAY, HOUR, MINUTE } from '../../src/core/instant.ts';
import { memberTable } from '../../src/core/tables/members.ts';
import { choosingTable } from '../../src/features/choosings/tables.ts';
import { confirmSteward, passChoosings } from '../../src/features/choosings/use-cases/choosings.ts';
import { actTable, proposalTable } from '../../src/features/governance/tables/proposals.ts';
import { endStandIns } from '../../src/features/governance/use-cases/stand-ins.ts';
import { FLOW_BACKENDS, startApp, type TestApp } from '../support/test-app.ts';
import { everybody, importCircle, named, type TestUser, testUser } from '../support/test-users.ts';

const SMALL = `
organisation: Southfield
circle: Library friends
timezone: Europe/London
voices: [{ id: staff, name: Staff }, { id: reps, name: Reps }]
members:
  - { name: Ada Lund, voice: staff, steward: true }
  - { name: Pat Moss, voice: reps, steward: true }
`;

describe.each(FLOW_BACKENDS)('a steward who stands in (%s)', (backend) => {
  let app: TestApp;
  let circle: Circle;
  let people: readonly TestUser[];
  const who = (name: string) => named(people, name);
  const store = () => app.context.store;
  const now = (name: string) => memberTable.find(store(), who(name).member.id);
  const name = async (by: string, whom: string, until: string) =>
    who(by).send(`/stand-in/${circle.id}`, { who: who(whom).member.id, until });
  const history = async () => (await who('Joe').open(`/circle-history/${circle.id}`)).text;

  beforeAll(async () => {
    app = await startApp({ backend });
    circle = await importCircle(app);
    people = await everybody(app, circle);
  });
  afterAll(() => app?.stop());

  test('one steward names somebody of their own voice, and nobody else can', async () => {
    const form = await who('Gwen').open(`/stand-in/${circle.id}`);
    expect(form.text).toContain('Will you be away?');
    expect(form.text).toContain('Joe Brady');
    expect(form.text).not.toContain('Bex Turner');
    const refused: [string, string, string, number, string][] = [
      ['Joe', 'Joe', '2026-12-01', 403, 'Only a steward can do this.'],
      ['Gwen', 'Bex', '2026-12-01', 422, 'has your own voice'],
      ['Gwen', 'Gwen', '2026-12-01', 422, 'You are a steward already.'],
      ['Gwen', 'Joe', '2026-11-15', 422, 'This day has passed.'],
      ['Gwen', 'Joe', '2027-02-14', 422, 'for 90 days at most'],
      ['Gwen', 'Joe', 'soon', 422, 'Please write a day that exists'],
    ];
    for (const [by, whom, until, status, words] of refused) {
      const page = await name(by, whom, until);
      expect([page.status, page.text], words).toEqual([status, expect.stringContaining(words)]);
    }
    const joe = await now('Joe');
    if (joe === null) throw new Error('no Joe');
    await memberTable.saveStanding(store(), joe.id, { ...joe, voiceSince: app.clock.now() - 27 * DAY });
    expect((await name('Gwen', 'Joe', '2026-12-01')).text).toContain('still new to this voice');
    await memberTable.saveStanding(store(), joe.id, joe);
    const made = (await app.records.table('acts')).filter(({ what }) => what !== 'roster-confirmed');
    expect(made).toEqual([]);
    expect(await now('Joe')).toMatchObject({ steward: false });
  });

  test('it holds at once; the person, the stewards and everybody can read it', async () => {
    expect((await name('Gwen', 'Joe', '2026-11-30')).text).toContain(
      'Joe Brady stands in as a steward until the end of 30 November 2026.',
    );
    await app.settle();
    for (const each of ['Joe', 'Amina']) {
      expect((await who(each).open('/')).text, each).toContain('Gwen Abara changed something in Ward 7');
    }
    expect((await who('Joe').open('/')).text).toContain(
      'You stand in as a steward until the end of 30 November',
    );
    expect((await who('Bex').open('/')).text).not.toContain('Gwen Abara changed something');
    expect(await history()).toContain('Gwen Abara made a change. Joe Brady stands in as a steward');
    const page = (await who('Bex').open(`/circle/${circle.id}`)).text;
    expect(page).toContain('Joe Brady, stands in as a steward until the end of 30 November 2026');
  });

  test('their yes is the yes of their voice and no more; they name nobody, and saving their form changes nothing', async () => {
    const erase = await who('Gwen').send(`/history-erase/${circle.id}`, {});
    expect(erase.text).toContain('waits for a steward of another voice');
    const [proposal] = await proposalTable.open(store(), circle.id);
    const same = await who('Joe').send(`/approval-yes/${proposal?.id}`, {});
    expect([same.status, same.text]).toEqual([403, expect.stringContaining('A steward of another voice')]);
    expect((await name('Joe', 'Hasan', '2026-11-30')).text).toContain('You stand in for somebody yourself.');
    const form = await who('Amina').open(`/member/${who('Joe').member.id}`);
    expect((await who('Amina').browser.press(form, 'Save', {})).text).toContain('Nothing was different');
    // Asked by the other voice, their yes counts.
    const asked = await who('Amina').send(`/member-leave/${who('Farah').member.id}`, { reason: 'Moved.' });
    expect(asked.status).toBe(200);
    const leaving = (await proposalTable.open(store(), circle.id)).find(
      ({ change }) => change.kind === 'member-left',
    );
    expect((await who('Joe').send(`/approval-yes/${leaving?.id}`, {})).status).toBe(200);
    expect(await now('Farah')).toMatchObject({ leftAt: expect.any(Number) });
  });

  test('the last lasting steward of a voice is not taken out because somebody stands in', async () => {
    await who('Amina').send(`/member-leave/${who('Gwen').member.id}`, { reason: 'Away.' });
    const waiting = await proposalTable.open(store(), circle.id);
    expect(waiting.filter(({ change }) => change.kind === 'member-left')).toEqual([]);
  });

  test('the moment it is over they can do nothing, also before the sweep has come by', async () => {
    app.clock.moveTo(Date.parse('2026-11-30T12:00:00Z'));
    await who('Amina').send(`/member-new/${circle.id}`, { name: 'New Person', voice: 'reps' });
    app.clock.moveTo(Date.parse('2026-12-01T00:00:00Z'));
    expect(await now('Joe')).toMatchObject({ steward: true });
    const late = await who('Joe').send(
      `/approval-yes/${(await proposalTable.open(store(), circle.id)).at(-1)?.id}`,
      {},
    );
    expect(late.status).toBe(403);
    expect((await who('Joe').send(`/member-new/${circle.id}`, { name: 'Late', voice: 'reps' })).status).toBe(
      403,
    );
    expect((await who('Joe').open('/')).text).not.toContain('You stand in');
  });

  test('it is ended once, by itself, on record and told', async () => {
    await Promise.all([endStandIns(app.context), endStandIns(app.context)]);
    await app.passTo(app.clock.now() + 9 * HOUR);
    expect(await now('Joe')).toMatchObject({ steward: false, stewardUntil: null });
    const over = (await actTable.list(store(), circle.id, 50)).filter(({ what }) => what === 'by-itself');
    expect(over).toHaveLength(1);
    expect(await history()).toContain(
      'This happened by itself. Joe Brady does not stand in as a steward any more.',
    );
    for (const each of ['Joe', 'Gwen', 'Amina']) {
      expect((await who(each).open('/')).text, each).toContain('There is news about the stewards of Ward 7');
    }
  });

  test('who stands in, or their steward, can end it early; another voice cannot', async () => {
    const end = (by: string) => who(by).send(`/stand-in-end/${who('Joe').member.id}`, {});
    for (const by of ['Joe', 'Gwen']) {
      expect((await name('Gwen', 'Joe', '2027-01-15')).status).toBe(200);
      expect((await end('Amina')).status).toBe(403);
      expect((await end('Hasan')).status).toBe(403);
      expect((await end(by)).text).toContain('Joe Brady does not stand in as a steward any more.');
      expect(await now('Joe')).toMatchObject({ steward: false, stewardUntil: null });
      expect((await end(by)).status, 'once').toBeGreaterThan(400);
    }
    // A lasting steward by two keys is one who stays.
    await name('Gwen', 'Joe', '2026-12-20');
    const form = await who('Gwen').open(`/member/${who('Joe').member.id}`);
    await who('Gwen').browser.press(form, 'Save', { steward: 'yes' });
    const [asked] = (await proposalTable.open(store(), circle.id)).slice(-1);
    expect((await who('Amina').send(`/approval-yes/${asked?.id}`, {})).status).toBe(200);
    expect(await now('Joe')).toMatchObject({ steward: true, stewardUntil: null });
    await app.passTo(app.clock.now() + 30 * DAY + MINUTE);
    expect(await now('Joe')).toMatchObject({ steward: true });
    expect(app.log.filter(({ level }) => level === 'error')).toEqual([]);
  });
});

describe.each(FLOW_BACKENDS)('a voice without a steward chooses one (%s)', (backend) => {
  let app: TestApp;
  let circle: Circle;
  let people: readonly TestUser[];
  const who = (name: string) => named(people, name);
  const store = () => app.context.store;
  const now = (name: string) => memberTable.find(store(), who(name).member.id);
  const home = async (name: string) => (await who(name).open('/')).text;
  const propose = (by: string, whom: string) =>
    who(by).send(`/steward-choice/${circle.id}`, { who: who(whom).member.id });
  const current = async () => {
    const [choosing, ...more] = await choosingTable.open(store(), circle.id);
    if (choosing === undefined || more.length > 0) throw new Error(`${more.length} choosings`);
    return choosing;
  };
  const press = async (by: string, what: 'yes' | 'no', id?: string) =>
    who(by).send(`/steward-${what}/${id ?? (await current()).id}`, {});
  const acts = async () =>
    (await actTable.list(store(), circle.id, 200)).filter(({ change }) => change?.kind === 'steward-chosen');

  beforeAll(async () => {
    app = await startApp({ backend });
    circle = await importCircle(app);
    people = await everybody(app, circle);
  });
  afterAll(() => app?.stop());

  test('while there is a steward there is nothing to choose', async () => {
    expect(await home('Joe')).not.toContain('No steward of your voice');
    expect((await who('Joe').open(`/steward-choice/${circle.id}`)).status).toBe(409);
    expect((await propose('Joe', 'Joe')).status).toBe(409);
    expect(await acts()).toEqual([]);
  });

  test('the last steward of a voice is told what happens, and leaves all the same', async () => {
    expect((await who('Bex').open(`/member-leave/${who('Bex').member.id}`)).text).not.toContain(
      'last steward',
    );
    const page = await who('Gwen').open(`/member-leave/${who('Gwen').member.id}`);
    expect(page.text).toContain('You are the last steward of your voice. You can leave all the same.');
    expect(page.text).toContain('Propose another steward first');
    const out = await who('Amina').send(`/member-leave/${who('Gwen').member.id}`, { reason: 'Away.' });
    expect([out.status, out.text]).toEqual([409, expect.stringContaining('the last steward of their voice')]);
    expect((await who('Gwen').send(`/member-leave/${who('Gwen').member.id}`, {})).status).toBe(200);
    expect(await now('Gwen')).toMatchObject({ steward: false, leftAt: expect.any(Number) });
    for (const each of ['Joe', 'Hasan', 'Ines']) {
      expect(await home(each)).toContain('No steward of your voice can act just now (Service-user reps).');
      expect(await home(each)).toContain('Propose a steward');
    }
    expect(await home('Bex')).not.toContain('No steward of');
    expect(await home('Amina')).toContain('No steward of this voice can act just now: Service-user reps.');
    const circlePage = (await who('Amina').open(`/circle/${circle.id}`)).text;
    expect(circlePage).toContain('You can propose one too.');
  });

  test('a staff steward cannot give reps one of her liking alone, nor have a say in whom they choose', async () => {
    expect((await who('Amina').open(`/steward-choice/${circle.id}`)).status).toBe(409);
    for (const by of ['Amina', 'Bex']) expect((await propose(by, 'Joe')).status).toBe(409);
    expect((await propose('Joe', 'Bex')).text).toContain('somebody of your own voice');
    // Nor by a friend of hers who moves or comes in: there is nobody for the second key.
    const move = { voice: 'reps', reason: 'They use the service too.' };
    const form = await who('Amina').open(`/member/${who('Bex').member.id}`);
    expect((await who('Amina').browser.press(form, 'Save', move)).status).toBe(409);
    expect((await who('Amina').send(`/member-new/${circle.id}`, { name: 'Pal', voice: 'reps' })).status).toBe(
      409,
    );
    expect(
      (
        await who('Amina').send(`/stand-in/${circle.id}`, {
          who: who('Joe').member.id,
          until: '2026-12-01',
        })
      ).status,
    ).toBe(422);
    // Whom she proposes has to say yes themselves: two people of two voices agree.
    const joes = await who('Amina').open(`/member/${who('Joe').member.id}`);
    await who('Amina').browser.press(joes, 'Save', { steward: 'yes' });
    const [asked] = await proposalTable.open(store(), circle.id);
    expect((await who('Amina').send(`/approval-yes/${asked?.id}`, {})).status).toBe(403);
    expect((await who('Hasan').send(`/approval-yes/${asked?.id}`, {})).status).toBe(403);
    await who('Amina').send(`/approval-back/${asked?.id}`, {});
    expect(await now('Joe')).toMatchObject({ steward: false });
  });

  test('one proposes, and only others of the voice say yes, each once', async () => {
    expect((await who('Joe').send(`/steward-choice/${circle.id}`, {})).text).toContain(
      'Please choose somebody',
    );
    const [one, two] = await Promise.all([propose('Joe', 'Hasan'), propose('Kasia', 'Kasia')]);
    expect([one.status, two.status].sort()).toEqual([200, 409]);
    const choosing = await current();
    const proposer = choosing.by === who('Joe').member.id ? 'Joe' : 'Kasia';
    await app.settle();
    expect(await home('Ines')).toContain('is proposed as a steward. Voice: Service-user reps.');
    expect(await home('Bex')).not.toContain('is proposed as a steward');
    for (const [by, status] of [
      ['Amina', 403],
      ['Bex', 403],
      ['Gwen', 403],
      [proposer, 409],
    ] as const) {
      expect((await press(by, 'yes')).status, by).toBe(status);
    }
    expect((await press('Ines', 'yes')).text).toContain('One more person of this voice has to say yes.');
    const again = await Promise.all([press('Ines', 'yes'), press('Ines', 'yes')]);
    expect(again.map(({ status }) => status)).toEqual([409, 409]);
    expect((await current()).confirmedBy).toEqual([who('Ines').member.id]);
    expect((await current()).standsUntil).toBeNull();
  });

  test('any of them stops it, and nobody learns who', async () => {
    const { id } = await current();
    expect((await press('Bex', 'no')).status).toBe(403);
    expect((await press('Leroy', 'no')).text).toContain('Somebody of this voice said no');
    expect((await press('Joe', 'yes', id)).status).toBe(409);
    await app.settle();
    expect(await home('Ines')).toContain('There is news about the stewards of Ward 7');
    expect(await home('Bex')).not.toContain('There is news about the stewards');
    const kept = JSON.stringify(
      await Promise.all(['choosings', 'acts'].map((name) => app.records.table(name))),
    );
    expect(kept).toContain('"stopped"');
    expect(kept).not.toContain(who('Leroy').member.id);
    expect((await who('Bex').open(`/circle-history/${circle.id}`)).text).toContain(
      'This does not happen, because somebody of the voice said no',
    );
  });

  test('with enough of them it stands for seven days: told to all at once, in the same words', async () => {
    expect((await propose('Joe', 'Hasan')).status).toBe(200);
    await press('Ines', 'yes');
    const { id } = await current();
    const enough = await Promise.all([press('Kasia', 'yes', id), press('Leroy', 'yes', id)]);
    expect(enough.map(({ status }) => status).sort()).toEqual([200, 409]);
    await app.settle();
    const letters = (await app.records.table('deliveries')).filter(({ kind }) => kind === 'choosing-stands');
    expect(letters).toHaveLength((await memberTable.list(store(), circle.id)).length);
    for (const each of ['Amina', 'Bex', 'Joe', 'Hasan']) {
      const page = await who(each).open(`/steward-proposed/${id}`);
      expect(page.text, each).toContain('It holds from Monday 23 November');
      expect(page.text.includes('Not me, please'), each).toBe(each === 'Hasan');
      expect(page.text.includes('No, stop this'), each).toBe(each === 'Joe');
      expect(await home(each)).toContain('Hasan Ali is proposed as a steward.');
    }
    await app.passTo(app.clock.now() + 7 * DAY - 2 * MINUTE);
    expect(await now('Hasan')).toMatchObject({ steward: false });
  });

  test('then it takes effect by itself, once, on record and told to all', async () => {
    app.clock.moveTo((await current()).standsUntil ?? 0);
    const { id } = await current();
    expect((await press('Leroy', 'no', id)).status, 'too late').toBe(409);
    await Promise.all([passChoosings(app.context), passChoosings(app.context)]);
    await app.settle();
    expect(await now('Hasan')).toMatchObject({ steward: true, stewardUntil: null });
    expect((await acts()).filter(({ what }) => what === 'by-itself')).toHaveLength(1);
    const told = (await app.records.table('deliveries')).filter(({ kind }) => kind === 'act-told');
    expect(new Set(told.map(({ key }) => key)).size).toBe(told.length);
    await app.passTo(app.clock.now() + 9 * HOUR);
    for (const each of ['Amina', 'Bex', 'Joe', 'Hasan']) {
      expect(await home(each), each).toContain('There is news about the stewards of Ward 7');
    }
    expect((await who('Bex').open(`/circle-history/${circle.id}`)).text).toContain(
      'This happened by itself. Hasan Ali is a steward.',
    );
    expect(await home('Joe')).not.toContain('No steward of your voice');
    // And their key is one.
    await who('Amina').send(`/member-new/${circle.id}`, { name: 'Zed', voice: 'reps' });
    const [asked] = (await proposalTable.open(store(), circle.id)).slice(-1);
    expect((await who('Hasan').send(`/approval-yes/${asked?.id}`, {})).status).toBe(200);
  });

  const hasanLeaves = async () =>
    expect((await who('Hasan').send(`/member-leave/${who('Hasan').member.id}`, {})).status).toBe(200);

  test('who would be it leaves in between: it lapses, and everybody hears', async () => {
    await hasanLeaves();
    await propose('Joe', 'Kasia');
    for (const each of ['Ines', 'Leroy']) await press(each, 'yes');
    const { id } = await current();
    const [left, late] = await Promise.all([
      who('Kasia').send(`/member-leave/${who('Kasia').member.id}`, {}),
      confirmSteward(app.context, circle, who('Kasia').member, id),
    ]);
    expect([left.status, late.ok]).toEqual([200, false]);
    await passChoosings(app.context);
    expect((await choosingTable.find(store(), id))?.state).toBe('lapsed');
    expect((await acts())[0]).toMatchObject({ what: 'lapsed', memberId: who('Kasia').member.id });
    await app.passTo(app.clock.now() + 7 * DAY);
    expect(await now('Kasia')).toMatchObject({ steward: false });
  });

  test('too few in 14 days: it lapses, and they can propose anew', async () => {
    await propose('Joe', 'Joe');
    const { id } = await current();
    await app.passTo(app.clock.now() + 14 * DAY);
    expect((await choosingTable.find(store(), id))?.state).toBe('lapsed');
    expect((await propose('Ines', 'Joe')).status).toBe(200);
  });

  const operator = (member: string) => app.ask({ name: 'member.steward', member, circle: circle.id });

  test('the people who run the server name nobody while the voice is choosing', async () => {
    const early = await operator('Joe');
    expect([early.code, early.out]).toEqual([1, expect.stringContaining('are choosing a steward just now')]);
    expect((await operator('Amina')).out).toContain('has a steward who can act');
    expect((await operator('Gwen')).out).toContain('Nobody in Ward 7');
    expect(await now('Joe')).toMatchObject({ steward: false });
  });

  test('a steward of another voice does not overtake it', async () => {
    for (const each of ['Joe', 'Leroy']) await press(each, 'yes');
    const { id } = await current();
    const form = await who('Amina').open(`/member/${who('Leroy').member.id}`);
    const saved = await who('Amina').browser.press(form, 'Save', { steward: 'yes' });
    expect(saved.text).toContain('The people of this voice are choosing their steward');
    expect(await choosingTable.find(store(), id)).toMatchObject({ state: 'open' });
    await press('Leroy', 'no');
    expect(await now('Leroy')).toMatchObject({ steward: false });
  });

  test('where nobody is choosing they may, on record as theirs, told to everybody', async () => {
    const told = await operator('Ines');
    expect([told.code, told.out]).toEqual([0, expect.stringContaining('Ines Costa is a steward of Ward 7')]);
    expect(await now('Ines')).toMatchObject({ steward: true, stewardUntil: null });
    expect((await operator('Joe')).out).toContain('has a steward who can act');
    await app.passTo(app.clock.now() + 9 * HOUR);
    for (const each of ['Amina', 'Bex', 'Joe', 'Ines']) {
      expect(await home(each), each).toContain('The people who run this server changed something in Ward 7');
    }
    const record = (await who('Bex').open(`/circle-history/${circle.id}`)).text;
    expect(record).toContain('The people who run this server made a change. Ines Costa is a steward.');
  });

  test('a voice of people whom the other voice let in alone, as before v0.2, gets one by the operator and no other way', async () => {
    const small = await importCircle(app, SMALL);
    const [ada, pat] = await memberTable.list(store(), small.id);
    if (ada === undefined || pat === undefined) throw new Error('nobody');
    await memberTable.saveStanding(store(), pat.id, { ...pat, steward: false, confirmedAt: null });
    const theirs = await everybody(app, small);
    const pats = named(theirs, 'Pat');
    expect((await pats.open('/')).text).toContain('Nobody of your voice can choose one yet.');
    expect((await pats.open(`/steward-choice/${small.id}`)).status).toBe(403);
    expect((await pats.send(`/steward-choice/${small.id}`, { who: pat.id })).status).toBe(403);
    const form = await named(theirs, 'Ada').open(`/member/${pat.id}`);
    expect((await named(theirs, 'Ada').browser.press(form, 'Save', { steward: 'yes' })).status).toBe(409);
    expect(await app.ask({ name: 'member.steward', member: 'Pat', circle: small.id })).toMatchObject({
      code: 0,
    });
    expect(await memberTable.find(store(), pat.id)).toMatchObject({
      steward: true,
      confirmedAt: expect.any(Number),
    });
    expect((await named(theirs, 'Ada').send(`/history-erase/${small.id}`, {})).status).toBe(200);
    const [erase] = await proposalTable.open(store(), small.id);
    expect((await pats.send(`/approval-yes/${erase?.id}`, {})).status).toBe(200);
  });

  test('nothing went wrong', () => {
    expect(app.log.filter(({ level }) => level === 'error')).toEqual([]);
  });
});

test('a small voice whose only steward has no way in chooses another', async () => {
  const app = await startApp({ backend: 'redis+postgres' });
  try {
    const more = ['Lou Vane', 'Max Orr'].map((name) => `  - { name: ${name}, voice: reps }\n`).join('');
    const circle = await importCircle(app, SMALL + more, ['Pat Moss']);
    const { store } = app.context;
    const present = await memberTable.list(store, circle.id);
    const came = async (name: string) => testUser(app, present.find((each) => each.name === name) as Member);
    const [ada, lou, max] = [await came('Ada Lund'), await came('Lou Vane'), await came('Max Orr')];
    expect((await lou.open('/')).text).toContain('No steward of your voice');
    expect((await ada.open('/')).text).toContain('can act just now: Reps.');
    const form = await lou.open(`/steward-choice/${circle.id}`);
    expect(form.text).not.toContain('Pat Moss');
    await lou.send(`/steward-choice/${circle.id}`, { who: max.member.id });
    const [choosing] = await choosingTable.open(store, circle.id);
    await max.send(`/steward-yes/${choosing?.id}`, {});
    expect((await ada.open('/')).text).toContain('Max Orr');
    await app.passTo(app.clock.now() + 7 * DAY + MINUTE);
    expect(await memberTable.find(store, max.member.id)).toMatchObject({ steward: true });
  } finally {
    await app.stop();
  }
});
