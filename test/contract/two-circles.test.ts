import { Column, is } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCore, type TestCore } from '../support/test-core.ts';
import type { Arguments } from '../support/twins/arguments.ts';
import { type Call, type Calls, callsOf, type Outcome, type TryOut, trials } from '../support/twins/calls.ts';
import { type FullCircle, fullCircle } from '../support/twins/full-circle.ts';
import { isOfTwin, marksIn, retold, retoldValue, type Twin, withTexts } from '../support/twins/marks.ts';
import { declaredQueries, type Query, scopesOf } from '../support/twins/queries.ts';
import { addTwin, everyRow, type Row, tableNames } from '../support/twins/rows.ts';

/**
 * Queries that say of which circle they are, or of which organisation, and cannot be held to it, or not tried with arguments
 * that are chosen by their types; each with the reason.
 */
const LISTED: Readonly<Record<string, string>> = {};

/** Queries that take no circle: each is one more of which every caller has to look whose row it is. */
const MOST_OUTSIDE = 196;
/** So many ids of one call are a twin's one at a time, after all of them at once. */
const MOST_SINGLY = 6;

const { checker, queries } = declaredQueries();
const scoped = queries.filter((query) => scopesOf(checker, query).length > 0);
const held = scoped.filter(({ name }) => !Object.hasOwn(LISTED, name));
const isOfCircle = (query: Query) => scopesOf(checker, query).includes('circle');

const TWINS = ['of-same-organisation', 'of-other-organisation'] as const;
/** What belongs to an organisation belongs to all of its circles. */
const twinsTo = (query: Query) => (isOfCircle(query) ? TWINS : (['of-other-organisation'] as const));

let core: TestCore;
let full: FullCircle;
let tables: readonly string[];
let tryOut: TryOut;
let untouched: ReadonlyMap<string, Row>;
/** Marks in rows of the first circle: an id made up for a call is no twin's, however it is retold. */
let known: ReadonlySet<string>;
const calls = new Map<Query, Calls>();
/** What came of calls that belong to an organisation alone, where there was one with two circles, and no other. */
const within = new Map<Call, Outcome>();

const callsTo = (query: Query) => calls.get(query)?.each ?? [];
const nameOf = ({ table, text }: Row) => `${table} ${text}`;
const isShared = (twin: Twin) => (mark: string) =>
  twin === 'of-same-organisation' && full.shared.includes(mark);
const idsOf = (query: Query) => {
  const { id, organisationId } = full.circle;
  return scopesOf(checker, query).map((scope) => (scope === 'circle' ? id : organisationId));
};

beforeAll(async () => {
  core = await startCore();
  const { store } = core.context;
  full = await fullCircle(core);
  tables = await tableNames(store);
  tryOut = await trials(core, tables, queries);
  const rows = await everyRow(store, tables);
  known = new Set(marksIn(rows.map(({ text }) => text)));
  const choose = await callsOf(core, full.circle, rows, { checker, queries, tryOut });
  for (const query of held) calls.set(query, await choose(query, idsOf(query)));
  await addTwin(store, tables, 'of-same-organisation', isShared('of-same-organisation'));
  for (const query of held.filter((each) => !isOfCircle(each)))
    for (const call of callsTo(query)) within.set(call, await tryOut(query, call.given));
  await addTwin(store, tables, 'of-other-organisation', isShared('of-other-organisation'));
  untouched = new Map((await everyRow(store, tables)).map((row) => [nameOf(row), row]));
});
afterAll(() => core?.stop());

test('every query that takes a circle or an organisation is tried, or says why not', () => {
  const idle = held.filter((query) => calls.get(query)?.doSomething !== true);
  expect(idle.map(({ name }) => name)).toEqual([]);
  const names = scoped.map(({ name }) => name);
  for (const name of Object.keys(LISTED)) expect(names).toContain(name);
  expect(scoped.length).toBeGreaterThan(75);
  expect(queries.length - scoped.length).toBeLessThanOrEqual(MOST_OUTSIDE);
});

test('every table has rows of the circle, and as many of its twins', () => {
  const rows = [...untouched.values()];
  for (const table of tables) {
    const inTable = rows.flatMap((row) => (row.table === table ? row.text : []));
    const own = inTable.filter((text) => !isOfTwin(text));
    expect(
      own.filter((text) => marksIn(text).length > 0),
      table,
    ).not.toEqual([]);
    for (const twin of TWINS) {
      const wanted = own.filter((text) => retold(text, twin, isShared(twin)) !== text);
      const there = inTable.filter((text) => isOfTwin(text, [twin]));
      expect(there.length, `${table}, ${twin}`).toBe(wanted.length);
    }
  }
});

test.each(held.map((query) => [query.name, query] as const))(
  '%s tells and does the same whether there are other circles or not',
  async (_, query) => {
    for (const call of callsTo(query)) {
      const { given, alone } = call;
      const beside = await tryOut(query, given);
      expect(toldBy(beside), written(given)).toEqual(toldBy(within.get(call) ?? alone));
      const touchedOrLocked = [...touched(beside, twinsTo(query)), ...locked(beside, twinsTo(query))];
      expect(touchedOrLocked, written(given)).toEqual([]);
      // Of one row that is taken from many, the first circle's stands first: a twin is told its own all the same.
      for (const twin of twinsTo(query)) {
        const own = <T>(value: T) => retoldValue(value, twin, isShared(twin)) as T;
        const twins = await tryOut(query, own(given));
        expect(toldBy(twins), written(own(given))).toEqual(own(toldBy(alone)));
      }
    }
  },
);

test.each(held.map((query) => [query.name, query] as const))(
  '%s tells nothing of another circle, and touches nothing of it, by any id of it',
  async (_, query) => {
    for (const { given } of callsTo(query)) {
      for (const twin of twinsTo(query)) {
        for (const mixed of mixtures(query, given, twin)) {
          const theirs = await tryOut(query, mixed.theirs);
          if (theirs.refused) continue;
          const which = written(mixed.theirs);
          expect(isOfTwin(written(theirs.told), [twin]), `${which} gave ${written(theirs.told)}`).toBe(false);
          expect(touched(theirs, [twin]), which).toEqual([]);
          const nobodys = await tryOut(query, mixed.nobodys);
          // What nobody has is refused where something must be there to point to.
          if (!nobodys.refused) expect(theirs.told, which).toEqual(nobodys.told);
        }
      }
    }
  },
);

/** The same arguments with ids of a twin but for what the query belongs to: all of them, and one at a time; and with ids of nobody. */
function mixtures(query: Query, given: Arguments, twin: Twin) {
  const kept = idsOf(query);
  const isForeign = (mark: string) => known.has(mark) && !kept.includes(mark) && !isShared(twin)(mark);
  const foreign = marksIn(given).filter(isForeign);
  const singly = foreign.length > 1 && twin === 'of-same-organisation' ? foreign.slice(0, MOST_SINGLY) : [];
  return [foreign, ...singly.map((mark) => [mark])]
    .filter((marks) => marks.length > 0)
    .map((marks) => {
      const as = (whose: Twin) =>
        withTexts(given, (text) => retold(text, whose, (mark) => !marks.includes(mark))) as Arguments;
      return { theirs: as(twin), nobodys: as('nobody') };
    });
}

function toldBy(outcome: Outcome) {
  return outcome.refused ? 'refused' : { told: outcome.told };
}

/** Rows of twins that are not as they were, and rows that were put into them. */
function touched(outcome: Outcome, twins: readonly Twin[]): readonly string[] {
  if (outcome.refused || outcome.rows === null) return [];
  const now = new Map(outcome.rows.map((row) => [nameOf(row), row]));
  const changed = [...untouched].filter(
    ([name, row]) => isOfTwin(row.text, twins) && now.get(name)?.touched !== row.touched,
  );
  const put = outcome.rows.filter((row) => !untouched.has(nameOf(row)) && isIn(row, twins));
  return [...changed.map(([name]) => name), ...put.map(nameOf)];
}

/** Rows of twins that others could not change meanwhile. */
function locked(outcome: Outcome, twins: readonly Twin[]): readonly string[] {
  const rows = outcome.refused ? [] : (outcome.rows ?? []);
  return rows.filter((row) => row.locked && isOfTwin(row.text, twins)).map(nameOf);
}

function isIn({ table, text }: Row, twins: readonly Twin[]): boolean {
  const { id, circle_id, organisation_id } = JSON.parse(text);
  return isOfTwin(`${table === 'circles' ? id : circle_id} ${organisation_id}`, twins);
}

/** For messages, and to look into: what features keep holds columns, which hold their tables. */
function written(value: unknown): string {
  const plain = (_: string, each: unknown) => {
    if (each instanceof Map) return [...each];
    return is(each, Column) ? each.name : each;
  };
  return JSON.stringify(value, plain) ?? '';
}
