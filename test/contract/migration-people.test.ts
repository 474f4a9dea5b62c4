import { readFileSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { firstPreferences } from '../../src/core/preferences.ts';

/** Rows of v0.1.0, moved on by the one migration that knows them: whoever shares an account becomes one person. */

const database = new PGlite();
const at = (day: number) => `2026-11-${String(day).padStart(2, '0')}T10:00:00Z`;

const migration = (tag: string) =>
  readFileSync(new URL(`../../src/store/migrations/${tag}.sql`, import.meta.url), 'utf8');

async function run(sql: string): Promise<void> {
  for (const statement of sql.split('--> statement-breakpoint')) await database.exec(statement);
}

interface Earlier {
  readonly circle: string;
  readonly accounts?: readonly string[];
  readonly chairs?: string;
  readonly day?: number;
  readonly leftAt?: string;
  readonly wishes?: object;
}

async function member(id: string, earlier: Earlier): Promise<void> {
  const { circle, accounts = [], chairs = 'yes', day = 1, leftAt = null, wishes = {} } = earlier;
  await database.query(
    `insert into roundtable.members (id, circle_id, name, voice, steward, manager, chairs, preferences, joined_at, left_at)
     values ($1, $2, 'Alex', 'staff', false, false, $3, $4, $5, $6)`,
    [id, circle, chairs, JSON.stringify({ ...firstPreferences('en-GB'), ...wishes }), at(day), leftAt],
  );
  for (const account of accounts) {
    const [platform, externalId] = account.split(':');
    await database.query(
      `insert into roundtable.identities (member_id, circle_id, platform, external_id) values ($1, $2, $3, $4)`,
      [id, circle, platform, externalId],
    );
  }
}

async function link(id: string, memberId: string, fromId: string, byId: string | null): Promise<void> {
  await database.query(
    `insert into roundtable.links (id, circle_id, member_id, at, gained, replaced, from_id, by_id)
     select $1, circle_id, $2, $3, '[{"platform":"slack","externalId":"T1/X"}]', '[]', $4, $5
     from roundtable.members where id = $2`,
    [id, memberId, at(9), fromId, byId],
  );
}

async function rows<T>(sql: string): Promise<readonly T[]> {
  return (await database.query<T>(sql)).rows;
}

const personOf = new Map<string, string>();
const isOne = (...ids: readonly string[]) => new Set(ids.map((id) => personOf.get(id))).size === 1;

beforeAll(async () => {
  await run(migration('0000_v0-1-0'));
  for (const organisation of ['o1', 'o2']) {
    await database.query(`insert into roundtable.organisations values ($1, $1)`, [organisation]);
  }
  for (const [id, organisation, timezone] of [
    ['c1', 'o1', 'Europe/London'],
    ['c2', 'o1', 'Europe/Paris'],
    ['c3', 'o1', 'Europe/London'],
    ['d1', 'o2', 'Europe/London'],
  ]) {
    await database.query(
      `insert into roundtable.circles (id, organisation_id, name, timezone, language, voices, channels, digest_to_channel, digest_to_managers)
       values ($1, $2, $1, $3, 'en-GB', '[]', '[]', false, false)`,
      [id, organisation, timezone],
    );
  }
  // One person over two steps: Slack joins the first two, Teams the last two. In another organisation they are another.
  const night = (from: string, to: string) => ({ quietHours: { from, to } });
  await member('a1', {
    circle: 'c1',
    accounts: ['slack:T1/A', 'web:a1'],
    wishes: { easyRead: true, reachOn: 'slack', awayFromStatus: true, ...night('22:00', '07:00') },
  });
  await member('a2', {
    circle: 'c2',
    accounts: ['slack:T1/A', 'teams:A'],
    chairs: 'resting',
    day: 2,
    wishes: { oneAtATime: true, reminders: false, ...night('20:00', '08:00') },
  });
  await member('a3', {
    circle: 'c3',
    accounts: ['teams:A'],
    chairs: 'not-yet',
    day: 3,
    wishes: { language: 'cy' },
  });
  await member('a4', { circle: 'd1', accounts: ['slack:T1/A'] });
  // The same name, and no account in common.
  await member('b1', { circle: 'c1', accounts: ['web:b1'] });
  await member('b2', { circle: 'c2', accounts: ['web:b2'] });
  // Two members of one circle who would become one by a third: nobody leaves.
  await member('t1', { circle: 'c1', accounts: ['slack:T1/T'] });
  await member('t2', { circle: 'c1', accounts: ['teams:T'] });
  await member('t3', { circle: 'c2', accounts: ['slack:T1/T', 'teams:T'] });
  // Joined by a code; and an account that a steward gave to somebody else after its owner had left.
  await member('j1', { circle: 'c1', accounts: ['slack:T1/X', 'web:j1'] });
  await member('j2', { circle: 'c1', leftAt: at(9), wishes: night('21:00', '06:00') });
  await link('l1', 'j1', 'j2', null);
  await member('s1', { circle: 'c1', accounts: ['teams:S', 'web:s1'] });
  await member('s2', { circle: 'c1', leftAt: at(4) });
  await link('l2', 's1', 's2', 'a1');

  for (const [id, owner] of [
    ['1', 'a1'],
    ['2', 'a2'],
    ['3', 'a3'],
  ]) {
    const days = id === '3' ? ['2026-12-01', '2026-12-03'] : ['2026-12-24', '2026-12-26'];
    await database.query(`insert into roundtable.absences values ($1, $2, $3, $4)`, [id, owner, ...days]);
  }
  await database.query(`insert into roundtable.away_statuses values ('a1', $1)`, [at(20)]);
  await run(migration('0001_v0-2-0'));
  for (const each of await rows<{ id: string; person_id: string }>(
    'select id, person_id from roundtable.members',
  )) {
    personOf.set(each.id, each.person_id);
  }
}, 300_000);
afterAll(() => database.close());

test('whoever shares an account in an organisation is one person, over any number of steps, and nobody else', () => {
  expect(isOne('a1', 'a2', 'a3')).toBe(true);
  expect(isOne('a1', 'a4')).toBe(false);
  expect(isOne('b1', 'b2')).toBe(false);
  expect(isOne('j1', 'j2')).toBe(true);
  expect(isOne('s1', 's2')).toBe(false);
  expect(new Set(personOf.values()).size).toBe(9);
});

test('nobody is put into a circle twice, and everybody keeps an account', async () => {
  expect(isOne('t1', 't2')).toBe(false);
  expect(isOne('t1', 't3')).toBe(true);
  const accounts = await rows<{ name: string; person_id: string }>(
    `select platform || ':' || external_id as name, person_id from roundtable.accounts where external_id in ('T1/T', 'T')`,
  );
  expect(new Map(accounts.map((each) => [each.name, each.person_id]))).toEqual(
    new Map([
      ['slack:T1/T', personOf.get('t1')],
      ['teams:T', personOf.get('t2')],
    ]),
  );
});

test('their accounts stand once, their days away are united, and the wish for more care stays', async () => {
  const person = personOf.get('a1');
  const [row] = await rows(`select resting, preferences from roundtable.people where id = '${person}'`);
  expect(row).toEqual({
    resting: true,
    preferences: {
      language: 'cy',
      easyRead: true,
      oneAtATime: true,
      quietHours: { from: '20:00', to: '08:00', timezone: 'Europe/Paris' },
      reminders: false,
      invitations: true,
      reachOn: 'slack',
      awayFromStatus: false,
      weeklyMost: 10,
      ownTime: null,
      timezone: null,
    },
  });
  const accounts = await rows<{ name: string }>(
    `select platform || ':' || external_id as name from roundtable.accounts where person_id = '${person}' order by position`,
  );
  expect(accounts.map(({ name }) => name)).toEqual(['slack:T1/A', 'web:a1', 'teams:A']);
  const away = await rows(
    `select from_day::text from roundtable.absences where person_id = '${person}' order by 1`,
  );
  expect(away).toEqual([{ from_day: '2026-12-01' }, { from_day: '2026-12-24' }]);
  expect(await rows('select * from roundtable.away_statuses')).toEqual([]);
  const chairs = await rows(
    `select chairs from roundtable.members where id in ('a1', 'a2', 'a3') order by id`,
  );
  expect(chairs).toEqual([{ chairs: 'yes' }, { chairs: 'yes' }, { chairs: 'not-yet' }]);
});

test('what was joined can still be undone: each link knows whose the account was', async () => {
  const links = await rows<{
    id: string;
    person_id: string;
    from_id: string;
    members: unknown;
    left_members: unknown;
  }>('select id, person_id, from_id, members, left_members from roundtable.links order by id');
  expect(links.map(({ id, person_id }) => [id, person_id])).toEqual([
    ['l1', personOf.get('j1')],
    ['l2', personOf.get('s1')],
  ]);
  const [joined, given] = links;
  expect(joined).toMatchObject({ members: [{ memberId: 'j2', since: null }], left_members: ['j2'] });
  const [shell] = await rows(
    `select preferences->'quietHours' as quiet from roundtable.people where id = '${joined?.from_id}'`,
  );
  expect(shell).toEqual({ quiet: { from: '21:00', to: '06:00', timezone: 'Europe/London' } });
  expect(given).toMatchObject({ from_id: personOf.get('s2'), members: [], left_members: [] });
});
