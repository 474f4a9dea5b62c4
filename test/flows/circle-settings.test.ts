import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Circle } from '../../src/core/circle.ts';
import { DAY, HOUR } from '../../src/core/instant.ts';
import { circleTable } from '../../src/core/tables/circles.ts';
import { digestTable } from '../../src/features/digests/tables.ts';
import { proposalTable } from '../../src/features/governance/tables/proposals.ts';
import { ledgerTable } from '../../src/features/release/tables/ledger.ts';
import { pulseTable } from '../../src/features/release/tables/pulses.ts';
import { meetingTable } from '../../src/features/turns/tables.ts';
import { textOf } from '../support/http-client.ts';
import { FLOW_BACKENDS, MONDAY, startApp, type TestApp } from '../support/test-app.ts';
import { everybody, importCircle, named, openRound, type TestUser } from '../support/test-users.ts';

const WEEK = 7 * DAY;

const BARE = `
organisation: Southfield
circle: Library friends
timezone: Europe/London
voices: [{ id: staff, name: Staff }, { id: reps, name: Reps }]
members:
  - { name: Ada Lund, voice: staff, steward: true }
  - { name: Bo Reyes, voice: reps, steward: true }
  - { name: Cy Moss, voice: reps }
`;

describe.each(FLOW_BACKENDS)('a circle and its settings (%s)', (backend) => {
  let app: TestApp;
  let circle: Circle;
  let people: readonly TestUser[];

  beforeAll(async () => {
    app = await startApp({ backend });
    circle = await importCircle(app);
    people = await everybody(app, circle);
  });
  afterAll(() => app?.stop());

  const store = () => app.context.store;
  const save = async (who: TestUser, path: string, changes: Record<string, string>) =>
    who.browser.press(await who.open(path), 'Save', changes);
  /** Sessions end after 30 days: everybody opens their link again. */
  const comeBack = async () => {
    people = await everybody(app, circle);
  };
  const agree = async (who: TestUser, circleId: string) => {
    const [waiting, ...others] = await proposalTable.open(store(), circleId);
    expect(others).toEqual([]);
    const yes = await who.send(`/approval-yes/${waiting?.id}`, {});
    expect(yes.status, yes.text).toBe(200);
  };

  test('trends hold what was released and nothing else: the same page for managers and members', async () => {
    const member = named(people, 'Bex');
    expect((await member.open(`/trends/${circle.id}`)).text).toContain('Nothing can be shown over time yet.');
    const [pulse] = await pulseTable.list(store(), circle.id);
    const path = `/pulse-settings/${pulse?.id}`;
    expect(
      (await save(named(people, 'Amina'), path, { level: 'by-voice', reason: 'We want to see both.' }))
        .status,
    ).toBe(200);
    expect((await member.open(`/circle/${circle.id}`)).text).toContain('shown for everybody together');
    await agree(named(people, 'Gwen'), circle.id);
    expect((await member.open(`/circle/${circle.id}`)).text).toContain('shown for each group by itself');
    // Six and six answer; then too few; then six and six again, all very sure.
    for (const [week, answering, trust] of [
      [0, 12, ['2', '3', '4']],
      [1, 3, ['5']],
      [2, 12, ['5']],
    ] as const) {
      await app.passTo(MONDAY + week * WEEK + 1 * DAY + 2 * HOUR);
      const round = await openRound(app, circle);
      for (const [index, each] of people.slice(0, answering).entries()) {
        await each.answer(round, { voice: '4', trust: trust[index % trust.length] ?? '3' });
      }
      await app.passTo(MONDAY + week * WEEK + 4 * DAY + 7 * HOUR);
    }
    const pages = await Promise.all(
      [member, named(people, 'Chidi'), named(people, 'Joe')].map((each) => each.open(`/trends/${circle.id}`)),
    );
    const [page] = pages;
    expect(page?.text).toContain('I believe something will change because of this');
    expect(page?.text).toContain('or higher');
    expect(page?.text).toContain('not shown');
    expect(page?.text).toMatch(/Staff.*Service-user reps/);
    const main = pages.map(({ html }) => textOf(html.replace(/^[\s\S]*<main/, '<body><main')));
    expect(new Set(main).size).toBe(1);
    expect(named(people, 'Chidi').member.manager).toBe(true);
    const [, second] = await ledgerTable.since(store(), circle.id, 0);
    expect(JSON.stringify(second?.release)).toContain('withheld');
  });

  test('all meetings move; one that was drawn keeps its turn', async () => {
    const [series] = await meetingTable.series(store(), circle.id);
    const [drawn, later] = await meetingTable.planned(store(), series?.id ?? '');
    expect(later?.turn).toBeNull();
    const path = `/meeting-settings/${series?.id}`;
    const saved = await save(named(people, 'Gwen'), path, {
      every: 'week',
      on: 'Monday 09:30',
      lasting: '1 hour',
    });
    expect(saved.text).toContain('every week, Monday 9:30am');
    await app.settle();
    const planned = await meetingTable.planned(store(), series?.id ?? '');
    expect(planned.map(({ id }) => id)).toContain(drawn?.id);
    expect(planned).toHaveLength(3);
    for (const meeting of planned) {
      expect(new Date(meeting.startsAt).toISOString()).toContain('T09:30');
      expect(meeting.endsAt - meeting.startsAt).toBe(HOUR);
    }
    await save(named(people, 'Gwen'), path, {
      every: 'fortnight',
      on: 'Thursday 14:00',
      lasting: '90 minutes',
    });
    await app.passTo((drawn?.endsAt ?? 0) + 3 * WEEK);
    const [next] = await meetingTable.planned(store(), series?.id ?? '');
    expect(next?.asking?.turn).not.toBeNull();
  });

  test('the policy of the chair follows the rota and needs two voices', async () => {
    await comeBack();
    const [before] = await meetingTable.series(store(), circle.id);
    const path = `/meeting-settings/${before?.id}`;
    await save(named(people, 'Amina'), path, {
      policy: 'floor',
      floor: '40',
      cap: '6',
      term: '2',
      'co-chair': 'no',
    });
    expect((await meetingTable.series(store(), circle.id))[0]?.policy).toEqual(before?.policy);
    await agree(named(people, 'Gwen'), circle.id);
    expect((await meetingTable.series(store(), circle.id))[0]?.policy).toEqual({
      kind: 'floor',
      floor: 0.4,
      capPerQuarter: 6,
      term: 2,
      coChair: false,
    });
    // Weeks have gone by without a word, so everybody rests.
    for (const each of people) await each.send(`/chair-again/${circle.id}`, {});
    await app.passTo(app.clock.now() + 4 * WEEK);
    expect(app.log.filter(({ level }) => level === 'error')).toEqual([]);
    expect((await meetingTable.planned(store(), before?.id ?? ''))[0]?.turn).not.toBeNull();
  });

  test('the digest moves, stops and comes back; channels are checked', async () => {
    await comeBack();
    const amina = named(people, 'Amina');
    const path = `/digest-settings/${circle.id}`;
    expect((await save(amina, path, { on: '2026-12-01 10:00' })).text).toContain('A date fits only “once”');
    expect((await save(amina, path, { on: 'second Friday 10:00' })).text).toContain('the day alone');
    const why = { reason: 'Nobody reads it on Fridays.' };
    expect((await save(amina, path, { on: 'Saturday 4pm', managers: 'no', ...why })).text).toContain(
      'Saturday 4pm',
    );
    await agree(named(people, 'Gwen'), circle.id);
    expect(await circleTable.digestSettings(store(), circle.id)).toMatchObject({
      toChannel: true,
      toManagers: false,
    });
    expect((await save(amina, path, { wanted: 'no' })).text).toContain('Please write why');
    await save(amina, path, { wanted: 'no', ...why });
    expect(await circleTable.digestSettings(store(), circle.id)).not.toBeNull();
    await agree(named(people, 'Gwen'), circle.id);
    expect(await circleTable.digestSettings(store(), circle.id)).toBeNull();
    expect((await amina.open(`/circle/${circle.id}`)).text).toContain('This circle gets no digest.');
    await save(amina, path, { wanted: 'yes' });
    expect((await circleTable.digestSettings(store(), circle.id))?.nextAt).toBeGreaterThan(app.clock.now());
    const channels = `/channels/${circle.id}`;
    expect((await save(amina, channels, { 'slack-channel': '#general' })).status).toBe(422);
    await save(amina, channels, { 'slack-channel': 'T01TEST/C02OTHER', 'teams-channel': '' });
    expect((await circleTable.find(store(), circle.id))?.channels).toEqual([
      { platform: 'slack', externalId: 'T01TEST/C02OTHER' },
      { platform: 'web', externalId: circle.id },
    ]);
  });

  test('the data of somebody is deleted with the yes of another voice, and is nowhere afterwards', async () => {
    const leroy = named(people, 'Leroy');
    const ask = await named(people, 'Amina').open(`/member-erase/${leroy.member.id}`);
    expect(ask.text).toContain('This cannot be undone.');
    await named(people, 'Amina').browser.press(ask, 'Yes, delete it');
    expect((await leroy.open('/')).text).toContain('Hello, Leroy James');
    await agree(named(people, 'Gwen'), circle.id);
    expect((await leroy.open('/')).status).toBe(403);
    for (const table of await app.records.tables()) {
      // Digests that are out, and what the web pages showed everybody, name who chaired.
      if (table === 'digests' || table === 'notices') continue;
      const rows = JSON.stringify(await app.records.table(table));
      expect(rows, table).not.toMatch(/Leroy|aad-leroy/);
    }
    const theirs = [leroy.member.id, leroy.member.personId];
    for (const table of ['accounts', 'absences', 'deliveries', 'people']) {
      const rows = await app.records.table(table);
      expect(
        rows.filter((row) =>
          [row.id, row.member_id, row.person_id].some((id) => theirs.includes(String(id))),
        ),
        table,
      ).toEqual([]);
    }
    const [series] = await meetingTable.series(store(), circle.id);
    const { credits, lastChaired, capUse } = series?.rota ?? {};
    expect(JSON.stringify({ credits, lastChaired, capUse })).not.toContain(leroy.member.id);
    const record = (await named(people, 'Bex').open(`/circle-history/${circle.id}`)).text;
    expect(record).toContain('All that is kept about A former member is deleted.');
  });

  test('the past is deleted with the yes of another voice; what stewards did stays on record', async () => {
    const acts = (await app.records.table('acts')).length;
    expect((await ledgerTable.since(store(), circle.id, 0)).length).toBeGreaterThan(2);
    const gwen = named(people, 'Gwen');
    await gwen.browser.press(await gwen.open(`/history-erase/${circle.id}`), 'Yes, delete it');
    expect((await digestTable.list(store(), circle.id, 100)).length).toBeGreaterThan(2);
    await agree(named(people, 'Amina'), circle.id);
    const before = app.clock.now() - 2 * WEEK;
    expect((await ledgerTable.since(store(), circle.id, 0)).every(({ closedAt }) => closedAt >= before)).toBe(
      true,
    );
    expect(
      (await digestTable.list(store(), circle.id, 100)).every((each) => each.publishedAt >= before),
    ).toBe(true);
    expect((await meetingTable.held(store(), circle.id, 0)).every(({ endsAt }) => endsAt >= before)).toBe(
      true,
    );
    expect((await app.records.table('acts')).length).toBe(acts + 2);
    await app.passTo(app.clock.now() + 2 * WEEK);
    await comeBack();
    expect(app.log.filter(({ level }) => level === 'error')).toEqual([]);
    expect((await named(people, 'Joe').open('/')).status).toBe(200);
  });

  test('a bare circle is set up from its page: pulse, meetings, digest', async () => {
    await comeBack();
    const bare = await importCircle(app, BARE);
    const friends = await everybody(app, bare);
    const [ada, cy] = [named(friends, 'Ada'), named(friends, 'Cy')];
    const page = await ada.open(`/circle/${bare.id}`);
    for (const words of ['Set up a pulse', 'Set up meetings', 'This circle gets no digest.']) {
      expect(page.text).toContain(words);
    }
    expect((await save(ada, `/pulse-settings/${bare.id}`, {})).text).toContain('every week, Tuesday 10am');
    expect((await save(ada, `/meeting-settings/${bare.id}`, {})).text).toContain('Library friends');
    expect((await save(ada, `/digest-settings/${bare.id}`, { wanted: 'yes' })).status).toBe(200);
    const [pulse] = await pulseTable.list(store(), bare.id);
    expect(pulse).toMatchObject({
      packId: 'having-a-voice',
      comments: false,
      thresholds: { scores: 5, comments: 10 },
    });
    const small = await save(ada, `/pulse-settings/${pulse?.id}`, { level: 'by-voice' });
    expect(small.text).toContain('By voice needs six people or more in each voice.');
    expect(await proposalTable.open(store(), bare.id)).toEqual([]);
    await app.settle();
    const [series] = await meetingTable.series(store(), bare.id);
    expect((await meetingTable.planned(store(), series?.id ?? ''))[0]?.turn).not.toBeNull();
    expect((await cy.open(`/circle/${bare.id}`)).text).toContain('Each voice chairs as often as the others.');
    // Nobody reads or changes a circle that is not theirs.
    const stranger = named(people, 'Amina');
    for (const path of ['/circle', '/circle-history', '/trends', '/pulse-settings', '/member-new']) {
      expect((await stranger.open(`${path}/${bare.id}`)).status, path).toBe(404);
    }
    expect((await stranger.open(`/pulse-settings/${pulse?.id}`)).status).toBe(404);
    expect((await stranger.send(`/round-open/${pulse?.id}`, {})).status).toBe(404);
    expect((await stranger.open(`/member/${cy.member.id}`)).status).toBe(404);
  });
});
