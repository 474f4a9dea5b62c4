import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Circle } from '../../src/core/circle.ts';
import { DAY, HOUR } from '../../src/core/instant.ts';
import { memberTable } from '../../src/core/tables/members.ts';
import { proposalTable } from '../../src/features/governance/tables/proposals.ts';
import type { Pulse } from '../../src/features/release/rules/pulse.ts';
import { pulseTable } from '../../src/features/release/tables/pulses.ts';
import { roundTable } from '../../src/features/release/tables/rounds.ts';
import { meetingTable } from '../../src/features/turns/tables.ts';
import { type SeenPage, valuesOf } from '../support/http-client.ts';
import { FLOW_BACKENDS, startApp, type TestApp } from '../support/test-app.ts';
import {
  everybody,
  importCircle,
  named,
  openRound,
  type TestUser,
  takeTurn,
  testUser,
} from '../support/test-users.ts';

describe.each(FLOW_BACKENDS)('what stewards do (%s)', (backend) => {
  let app: TestApp;
  let circle: Circle;
  let people: readonly TestUser[];
  const amina = () => named(people, 'Amina');
  const gwen = () => named(people, 'Gwen');
  const bex = () => named(people, 'Bex');

  beforeAll(async () => {
    app = await startApp({ backend });
    circle = await importCircle(app);
    people = await everybody(app, circle);
  });
  afterAll(() => app?.stop());

  const pulse = async (): Promise<Pulse> => {
    const [found] = await pulseTable.list(app.context.store, circle.id);
    if (found === undefined) throw new Error('no pulse');
    return found;
  };
  const series = async () => {
    const [found] = await meetingTable.series(app.context.store, circle.id);
    if (found === undefined) throw new Error('no meetings');
    return found;
  };
  const proposals = () => proposalTable.open(app.context.store, circle.id);
  /** Opens a settings form and sends it as it is, but for some inputs. */
  const save = async (who: TestUser, path: string, changes: Record<string, string>): Promise<SeenPage> => {
    const form = await who.open(path);
    expect(form.status, form.text).toBe(200);
    return who.browser.press(form, 'Save', changes);
  };

  test('every member reads how the circle is set up; only stewards find links to change it', async () => {
    for (const who of [bex(), named(people, 'Joe'), amina()]) {
      const page = await who.open(`/circle/${circle.id}`);
      expect(page.status).toBe(200);
      for (const words of ['Amina Khan, steward', 'Gwen Abara, steward', 'Chidi Okafor, manager']) {
        expect(page.text).toContain(words);
      }
      expect(page.text).toContain('every week, Tuesday 10am');
      expect(page.text).toContain('Scores are shown from 5 answers');
      expect(page.text).not.toMatch(/resting|not-yet|joe@example/);
      expect(page.html.includes('/pulse-settings/')).toBe(who === amina());
    }
  });

  test('who is no steward is refused in one kind sentence, and nothing changes', async () => {
    const { id } = await pulse();
    for (const path of [`/pulse-settings/${id}`, `/member-new/${circle.id}`, `/history-erase/${circle.id}`]) {
      const page = await bex().open(path);
      expect(page.status).toBe(403);
      expect(page.text).toContain('Only a steward can do this.');
    }
    for (const path of [`/pulse-settings/${id}`, `/round-open/${id}`, `/digest-settings/${circle.id}`]) {
      expect((await bex().send(path, { every: 'week', on: 'Monday 09:00' })).status).toBe(403);
    }
    expect((await bex().send(`/history-erase/${circle.id}`, {})).status).toBe(403);
    expect(await roundTable.open(app.context.store, circle.id)).toEqual([]);
    const acts = (await app.records.table('acts')).map(({ what }) => what);
    expect(acts).toEqual(['roster-confirmed', 'roster-confirmed']);
  });

  test('saving a form unchanged changes nothing', async () => {
    for (const path of [
      `/pulse-settings/${(await pulse()).id}`,
      `/meeting-settings/${(await series()).id}`,
    ]) {
      expect((await save(amina(), path, {})).text).toContain('Nothing was different');
    }
    expect((await save(amina(), `/digest-settings/${circle.id}`, {})).text).toContain(
      'Nothing was different',
    );
    expect((await save(amina(), `/channels/${circle.id}`, {})).text).toContain('Nothing was different');
  });

  test('an everyday change needs one steward; the others are told, and it is on record for all', async () => {
    const before = await pulse();
    const saved = await save(amina(), `/pulse-settings/${before.id}`, {
      on: 'Tuesday 09:30',
      'open-for': '60 hours',
    });
    expect(saved.text).toContain('every week, Tuesday 9:30am');
    expect(await pulse()).toMatchObject({ openFor: 60 * HOUR, thresholds: before.thresholds });
    expect((await pulse()).nextOpensAt).toBe(Date.parse('2026-11-17T09:30:00Z'));
    await app.settle();
    expect((await gwen().open('/')).text).toContain('Amina Khan changed something in Ward 7');
    expect((await bex().open('/')).text).not.toContain('changed something');
    expect((await bex().open(`/circle-history/${circle.id}`)).text).toContain('Amina Khan made a change.');
  });

  test('what cannot be is refused beside its input, with what was typed', async () => {
    const { id } = await pulse();
    const wrong: [Record<string, string>, string][] = [
      [{ on: 'Someday 10:00' }, 'Please write a day of the week'],
      [{ every: 'month' }, 'Which one of the month?'],
      [{ 'open-for': '59 minutes' }, 'Nobody would find the time to answer. Please use an hour or more.'],
      [{ 'open-for': '9 days' }, 'A new round would open before this one closes.'],
      [{ 'remind-after': '3 days' }, 'The reminder would come after the round has closed.'],
      [{ 'scores-from': '4' }, 'Scores are shown from 5 answers on at the least.'],
      [{ 'comments-from': '9' }, 'Comments are shown from 10 on at the least.'],
      [{ 'scores-from': 'lots' }, 'Please write a whole number'],
    ];
    for (const [inputs, words] of wrong) {
      const page = await save(amina(), `/pulse-settings/${id}`, inputs);
      expect(page.status, words).toBe(422);
      expect(page.text).toContain(words);
      for (const [input, typed] of Object.entries(inputs)) {
        expect(valuesOf(page.html)[input]).toEqual([typed]);
      }
    }
    const meetings = `/meeting-settings/${(await series()).id}`;
    expect((await save(amina(), meetings, { policy: 'floor', floor: '60' })).text).toContain(
      'cannot have that much',
    );
    expect((await save(amina(), meetings, { term: '6' })).text).toContain('more meetings in a row');
    expect((await save(amina(), meetings, { lasting: '20 days' })).text).toContain('would begin before');
    expect(await proposals()).toEqual([]);
  });

  test('thresholds need a steward of each voice: never the same person, never the same voice', async () => {
    const { id } = await pulse();
    const asked = await save(amina(), `/pulse-settings/${id}`, { 'scores-from': '6' });
    expect(asked.text).toContain('This waits for a steward of another voice.');
    expect((await pulse()).thresholds.scores).toBe(5);
    const [proposal] = await proposals();
    const at = (path: string) => `${path}/${proposal?.id}`;
    await app.settle();
    expect((await amina().open('/')).text).not.toContain('asks for your yes');
    expect((await gwen().open('/')).text).toContain('Amina Khan asks for your yes');
    expect((await gwen().open('/')).text).toContain('Somebody of another voice decides, and you can.');
    expect((await bex().open(at('/approval'))).text).toContain('Scores are shown from 6 answers on');
    expect((await bex().open(at('/approval'))).text).not.toContain('Yes, change it');

    expect((await amina().send(at('/approval-yes'), {})).text).toContain('You asked for this');
    expect((await bex().send(at('/approval-yes'), {})).status).toBe(403);
    expect((await save(amina(), `/pulse-settings/${id}`, { 'scores-from': '7' })).text).toContain(
      'waiting for a second',
    );
    expect((await pulse()).thresholds.scores).toBe(5);

    const yes = await gwen().browser.press(await gwen().open(at('/approval')), 'Yes, change it');
    expect(yes.text).toContain('The change is made.');
    expect((await pulse()).thresholds.scores).toBe(6);
    expect((await gwen().send(at('/approval-yes'), {})).status).toBe(409);
    await app.settle();
    expect((await amina().open('/')).text).toContain('Gwen Abara said yes to a change.');
    expect((await bex().open(`/circle-history/${circle.id}`)).text).toMatch(
      /Gwen Abara said yes. “[^”]+”: Scores/,
    );
  });

  test('a second steward of the same voice cannot say yes; a no leaves no trace, a taking back changes nothing', async () => {
    const bexId = bex().member.id;
    await save(amina(), `/member/${bexId}`, { steward: 'yes' });
    const [nomination] = await proposals();
    expect((await gwen().send(`/approval-yes/${nomination?.id}`, {})).status).toBe(200);
    await save(amina(), `/pulse-settings/${(await pulse()).id}`, { comments: 'yes' });
    const [waiting] = await proposals();
    const same = await bex().send(`/approval-yes/${waiting?.id}`, {});
    expect(same.text).toContain('A steward of another voice decides this');
    await app.settle();
    const before = await stored();
    // The button of letters that were sent before: whoever asked must not tell a no from silence.
    expect((await gwen().send(`/approval-no/${waiting?.id}`, {})).text).toContain('Nothing has changed.');
    await app.settle();
    expect(await stored()).toEqual(before);
    expect((await amina().open(`/approval/${waiting?.id}`)).text).toContain('waiting');
    expect((await amina().send(`/approval-back/${waiting?.id}`, {})).status).toBe(200);
    await save(bex(), `/meeting-settings/${(await series()).id}`, { policy: 'per-head' });
    const [again] = await proposals();
    expect((await amina().send(`/approval-back/${again?.id}`, {})).status).toBe(403);
    expect((await bex().send(`/approval-back/${again?.id}`, {})).text).toContain('taken back');
    expect((await pulse()).comments).toBe(false);
    expect((await series()).policy.kind).toBe('parity');
  });

  test('the last steward of a voice does not step down before somebody else of it is one', async () => {
    const down = await save(gwen(), `/member/${gwen().member.id}`, { steward: 'no' });
    expect([down.status, down.text]).toEqual([
      409,
      expect.stringContaining('the last steward of their voice'),
    ]);
    expect((await gwen().open(`/pulse-settings/${(await pulse()).id}`)).status).toBe(200);
    expect(await proposals()).toEqual([]);
  });

  test('a circle whose stewards all have one voice is told what to do, and can do it', async () => {
    await memberTable.saveStanding(app.context.store, gwen().member.id, {
      ...gwen().member,
      steward: false,
    });
    const stuck = await save(amina(), `/pulse-settings/${(await pulse()).id}`, { 'scores-from': '8' });
    expect(stuck.text).toContain('First make somebody of another voice a steward');
    // Her own start page and the circle's lead her there; the reps read that they can choose by themselves.
    expect((await amina().open('/')).text).toContain('No steward of this voice can act just now');
    expect((await amina().open(`/circle/${circle.id}`)).text).toContain('say yes at “A steward?”');
    expect((await gwen().open('/')).text).toContain('Propose a steward');
    await save(amina(), `/member/${gwen().member.id}`, { steward: 'yes' });
    const [nomination] = await proposals();
    expect((await bex().send(`/approval-yes/${nomination?.id}`, {})).status).toBe(403);
    expect((await gwen().send(`/approval-yes/${nomination?.id}`, {})).status).toBe(200);
    expect((await gwen().open(`/pulse-settings/${(await pulse()).id}`)).status).toBe(200);
  });

  test('a test shows the form, counts nothing and stores nothing', async () => {
    const { id } = await pulse();
    const form = await amina().open(`/pulse-test/${id}`);
    expect(form.text).toContain('This is a test, for you alone.');
    await app.settle();
    const before = await stored();
    const sent = await amina().send(`/pulse-test/${id}`, {
      voice: '4',
      trust: '2',
      'anything-else': 'a secret',
    });
    expect(sent.text).toContain('This was a test. Nothing was counted.');
    expect((await amina().send(`/pulse-test/${id}`, { voice: '9' })).status).toBe(422);
    expect((await bex().send(`/pulse-test/${id}`, { voice: '4' })).text).toContain('This was a test.');
    expect((await named(people, 'Joe').open(`/pulse-test/${id}`)).status).toBe(403);
    expect(await stored()).toEqual(before);
  });

  async function stored(): Promise<Record<string, unknown>> {
    const found: Record<string, unknown> = {};
    for (const table of await app.records.tables()) found[table] = await app.records.table(table);
    return found;
  }

  test('a steward opens a round, and two cancel it; thresholds are not lowered meanwhile', async () => {
    const { id } = await pulse();
    const asks = await amina().open(`/round-open/${id}`);
    expect(asks.text).toContain('This cannot be undone.');
    expect(await roundTable.open(app.context.store, circle.id)).toEqual([]);
    const opened = await amina().send(`/round-open/${id}`, {});
    expect(opened.text).toContain('12 people are invited.');
    const round = await openRound(app, circle);
    expect((await amina().send(`/round-open/${id}`, {})).status).toBe(409);
    const lower = await save(amina(), `/pulse-settings/${id}`, { 'scores-from': '5' });
    expect(lower.text).toContain('Please lower it when the round has closed.');
    expect(round.thresholds.scores).toBe(6);
    await save(amina(), `/pulse-settings/${id}`, { 'scores-from': '9' });
    const [raise] = await proposals();
    expect((await gwen().send(`/approval-yes/${raise?.id}`, {})).status).toBe(200);
    expect((await roundTable.find(app.context.store, round.id))?.thresholds.scores).toBe(6);
    expect((await bex().answer(round, { voice: '4' })).status).toBe(200);

    const form = await gwen().open(`/round-cancel/${round.id}`);
    expect(form.text).toContain('All answers so far are deleted unread.');
    const silent = await gwen().browser.press(form, 'Ask to cancel it');
    expect([silent.status, silent.text]).toEqual([422, expect.stringContaining('Please write why')]);
    await gwen().browser.press(form, 'Ask to cancel it', { reason: 'Half of us are ill.' });
    expect(await roundTable.open(app.context.store, circle.id)).toHaveLength(1);
    const [cancelling] = await proposals();
    expect((await amina().open(`/approval/${cancelling?.id}`)).text).toContain('Half of us are ill.');
    expect((await amina().send(`/approval-yes/${cancelling?.id}`, {})).status).toBe(200);
    expect(await roundTable.seal(app.context.store, round.id)).toBeNull();
    expect((await gwen().send(`/round-cancel/${round.id}`, { reason: 'Again' })).status).toBe(410);
    await app.settle();
    for (const who of [bex(), gwen(), named(people, 'Joe')]) {
      const told = (await who.open('/')).text;
      expect(told).toContain('How often we meet, how we ask, or what we tell you has changed in Ward 7');
      expect(told).toContain('Half of us are ill.');
    }
    const record = (await named(people, 'Joe').open(`/circle-history/${circle.id}`)).text;
    expect(record).toMatch(
      /Gwen Abara asked others for their yes to a change: The pulse .* is cancelled\..* Why: Half of us are ill\./,
    );
    expect(record).toContain('Amina Khan opened the pulse');
  });

  test('a proposal that nobody answers runs out', async () => {
    await save(amina(), `/pulse-settings/${(await pulse()).id}`, { comments: 'yes' });
    const [waiting] = await proposals();
    app.clock.moveTo(app.clock.now() + 14 * DAY);
    const late = await gwen().send(`/approval-yes/${waiting?.id}`, {});
    expect(late.status).toBe(410);
    expect(late.text).toContain('ran out');
    expect((await gwen().open('/')).text).not.toContain('asks for your yes');
    expect((await pulse()).comments).toBe(false);
    await app.settle();
  });

  test('the database itself refuses an approval by one person or one voice', async () => {
    const [row] = (await app.records.table('proposals')).filter(({ state }) => state === 'open');
    const approve = (decided: string) =>
      app.records.run(
        `update roundtable.proposals set state = 'approved', decided = ${decided} where id = '${row?.id}'`,
      );
    await expect(approve('by')).rejects.toThrow(/proposals_two_voices/);
    await expect(approve(`by || '{"memberId": "other"}'`)).rejects.toThrow(/proposals_two_voices/);
    await expect(approve(`by || '{"voice": "other"}'`)).rejects.toThrow(/proposals_two_voices/);
  });

  const add = async (form: Record<string, string>) => amina().send(`/member-new/${circle.id}`, form);
  const agree = async (who: TestUser) => {
    const waiting = (await proposals()).filter(({ expiresAt }) => expiresAt > app.clock.now());
    for (const { id } of waiting) {
      const yes = await who.send(`/approval-yes/${id}`, {});
      expect(yes.status, yes.text).toBe(200);
    }
  };

  test('somebody is added with a way in by two, leaves alone, and takes no turn with them', async () => {
    const added = await add({ name: 'Nia Evans', voice: 'reps' });
    expect(added.status).toBe(200);
    expect(added.text).toContain('once a steward of another voice says yes too');
    expect(added.text).toMatch(/Please hand this way in to that person alone\..*http/);
    const twice = { name: 'Bex again', voice: 'staff', slack: 'T01TEST/U02BEX' };
    expect((await add(twice)).text).toContain('has this id already');
    expect((await add({ name: '', voice: 'reps' })).text).toContain('Please write a name.');
    expect((await add({ ...twice, slack: 'bex' })).status).toBe(422);
    const there = async () =>
      (await memberTable.list(app.context.store, circle.id)).find(({ name }) => name === 'Nia Evans');
    expect(await there()).toBeUndefined();
    await agree(gwen());
    const nia = await there();
    if (nia === undefined) throw new Error('not added');
    const her = await testUser(app, nia);
    expect((await her.open('/')).text).toContain('Hello, Nia Evans');
    const left = await her.browser.press(await her.open(`/member-leave/${nia.id}`), 'Yes, I leave');
    expect(left.text).toContain('Nia Evans is not in the circle any more.');
    const outside = await her.open('/');
    expect([outside.status, outside.text]).toEqual([
      403,
      expect.stringContaining('You are in no circle here now. You may have left, or stewards may'),
    ]);

    const meeting = await takeTurn(app, circle);
    const chair = people.find(({ member }) => member.id === meeting.chairId);
    if (chair === undefined) throw new Error('nobody chairs');
    // Whoever is drawn may be the one steward of the reps, who cannot go before there is another.
    const other = people.find(({ member }) => member.voice === 'reps' && member.id !== gwen().member.id);
    if (other === undefined) throw new Error('only one rep');
    if (chair === gwen()) {
      await amina().browser.press(await amina().open(`/member/${other.member.id}`), 'Save', {
        steward: 'yes',
      });
      await agree(gwen());
    }
    const asks = chair === amina() ? bex() : amina();
    const agrees = chair === gwen() ? other : gwen();
    const leaving = await asks.send(`/member-leave/${chair.member.id}`, { reason: 'They asked us to.' });
    expect(leaving.status, leaving.text).toBe(200);
    await agree(agrees);
    await app.settle();
    const [after] = await meetingTable.planned(app.context.store, (await series()).id);
    expect(after?.chairId).toBeNull();
    expect(after?.asking?.turn).not.toBeNull();
    expect(after?.asking?.turn?.chair).not.toBe(chair.member.id);
  });
});
