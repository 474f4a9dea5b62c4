import { pathToFileURL } from 'node:url';
import { sql } from 'drizzle-orm';
import type ts from 'typescript';
import type { Circle } from '../../../src/core/circle.ts';
import { DAY } from '../../../src/core/instant.ts';
import type { Tx } from '../../../src/core/ports/store.ts';
import { DECLARED } from '../../../src/features/index.ts';
import type { TestCore } from '../test-core.ts';
import { type Arguments, chooser } from './arguments.ts';
import { marksIn } from './marks.ts';
import type { Query } from './queries.ts';
import { everyRow, type Row, rowsOf } from './rows.ts';

/** What came of a call, which was then taken back. */
export type Outcome =
  | { readonly refused: true }
  | {
      readonly refused: false;
      readonly told: unknown;
      /** Everything as it stood then; null: nothing was written. */
      readonly rows: readonly Row[] | null;
    };

/** Calls queries and leaves nothing of it. */
export type TryOut = (query: Query, given: Arguments) => Promise<Outcome>;

/** So many calls of each shape of arguments are made that do something. */
const MOST_OF_A_SHAPE = 2;

class TakenBack extends Error {}

/** Finds the queries in the program, and tries them out in transactions of their own. */
export async function trials(
  { context: { store } }: TestCore,
  tables: readonly string[],
  queries: readonly Query[],
): Promise<TryOut> {
  const runs = new Map<Query, (tx: Tx, ...given: Arguments) => Promise<unknown>>();
  for (const query of queries) {
    const module = await import(/* @vite-ignore */ pathToFileURL(query.file).href);
    const exported = module[query.table];
    // The board's is made for what features keep.
    const table = typeof exported === 'function' ? exported(DECLARED.kept) : exported;
    runs.set(query, table[query.verb]);
  }
  return async (query, given) => {
    const run = runs.get(query);
    if (run === undefined) throw new Error(`${query.file} does not export ${query.name}`);
    let outcome: Outcome = { refused: true };
    const work = store.transact(async (tx) => {
      const told = await run(tx, ...given).catch(() => {
        throw new TakenBack();
      });
      outcome = { refused: false, told, rows: (await hasWritten(tx)) ? await everyRow(tx, tables) : null };
      throw new TakenBack();
    });
    await work.catch((error: unknown) => {
      if (!(error instanceof TakenBack)) throw error;
    });
    return outcome;
  };
}

/** Without a look at every row: the database gives a number to transactions that write, and to no others. */
async function hasWritten(tx: Tx): Promise<boolean> {
  const [row] = await rowsOf<{ written: boolean }>(
    tx,
    sql`select pg_current_xact_id_if_assigned() is not null as written`,
  );
  return row?.written === true;
}

/** A call with arguments of the first circle alone, and what came of it where there was no other. */
export interface Call {
  readonly given: Arguments;
  readonly alone: Outcome;
}

/** The calls of one query, each of which names what the query belongs to. */
export interface Calls {
  readonly each: readonly Call[];
  /** Some of them gave something or wrote something. Calls that do neither prove nothing. */
  readonly doSomething: boolean;
}

/** Chooses calls of queries while there is nothing but the first circle. `ids`: what the query belongs to. */
export async function callsOf(
  core: TestCore,
  circle: Circle,
  rows: readonly Row[],
  all: { readonly checker: ts.TypeChecker; readonly queries: readonly Query[]; readonly tryOut: TryOut },
): Promise<(query: Query, ids: readonly string[]) => Promise<Calls>> {
  const { checker, queries, tryOut } = all;
  const columns = columnsOf(rows);
  const now = core.clock.now();
  const { argumentsOf } = chooser({
    checker,
    queries,
    columns,
    byType: {
      CircleId: [circle.id],
      MemberId: columns.get('members') ?? [],
      PersonId: columns.get('people') ?? [],
      // The latest first: more is past by then.
      Instant: [now + 365 * DAY, now, 0],
      IsoWeek: ['2031-W07', ...(columns.get('week') ?? [])],
      Identity: identitiesIn(rows),
      Kept: DECLARED.kept,
    },
    newId: core.context.newId,
    async ask(query, given) {
      const outcome = await tryOut(query, given);
      return outcome.refused ? null : outcome.told;
    },
  });
  return async (query, ids) => {
    const each: Call[] = [];
    const shapes = new Map<string, number>();
    for (const given of await argumentsOf(query)) {
      const shape = JSON.stringify(given.map(shapeOf));
      const before = shapes.get(shape) ?? 0;
      const marks = marksIn(given);
      if (before >= MOST_OF_A_SHAPE || !ids.every((id) => marks.includes(id))) continue;
      const alone = await tryOut(query, given);
      const did = !alone.refused && (alone.rows !== null || isSomething(alone.told));
      if (did) shapes.set(shape, before + 1);
      // What does nothing for its own circle (an id that is taken) may do something to another.
      if (did || each.length === 0) each.push({ given, alone });
    }
    return { each, doSomething: shapes.size > 0 };
  };
}

function shapeOf(value: unknown): unknown {
  return value !== null && typeof value === 'object' ? Object.keys(value) : typeof value;
}

function isSomething(told: unknown): boolean {
  if (told instanceof Map) return told.size > 0;
  return Array.isArray(told) ? told.length > 0 : Boolean(told);
}

/** What stands in each column, under its name in the program, and the ids of each table, under the table's. */
function columnsOf(rows: readonly Row[]): ReadonlyMap<string, readonly unknown[]> {
  const columns = new Map<string, Set<unknown>>();
  const note = (name: string, value: unknown) => {
    const known = columns.get(name) ?? new Set();
    columns.set(name, known.add(value));
  };
  const inProgram = (name: string) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  for (const { table, text } of rows) {
    for (const [name, value] of Object.entries(JSON.parse(text))) {
      if (value === null) continue;
      note(inProgram(name), value);
      if (name === 'id') note(inProgram(table), value);
    }
  }
  const ids = rows.filter(({ table }, at) => rows[at - 1]?.table !== table);
  columns.set('id', new Set(ids.flatMap(({ text }) => JSON.parse(text).id ?? [])));
  return new Map([...columns].map(([name, values]) => [name, [...values]]));
}

/** Those of chat platforms first: they are fewer, and stand in more tables. */
function identitiesIn(rows: readonly Row[]): readonly unknown[] {
  return rows
    .filter(({ table }) => table === 'accounts' || table === 'joinings')
    .map(({ text }) => JSON.parse(text))
    .map(({ platform, external_id: externalId }) => ({ platform, externalId }))
    .sort((one, other) => one.platform.localeCompare(other.platform));
}
