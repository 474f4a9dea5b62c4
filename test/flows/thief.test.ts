import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Member } from '../../src/core/circle.ts';
import { MINUTE } from '../../src/core/instant.ts';
import { randomOrder } from '../../src/core/random-order.ts';
import { circleTable } from '../../src/core/tables/circles.ts';
import { memberTable } from '../../src/core/tables/members.ts';
import { interactionHandler } from '../../src/dispatcher.ts';
import type { Round } from '../../src/features/release/rules/pulse.ts';
import { roundTable } from '../../src/features/release/tables/rounds.ts';
import { aucOf } from '../support/auc.ts';
import { circleOf } from '../support/big-circle.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { startApp, type TestApp } from '../support/test-app.ts';
import { letIn, sayYes } from '../support/test-users.ts';

/** What a guess may be worth. */
const JUDGED = 0.65;
/** How many are invited to each round: `THIEF_SEATS=12,200,1000` takes some minutes (a circle holds 1,000). */
const SIZES = (process.env.THIEF_SEATS ?? '12').split(',').map(Number);
/** Writes of each kind that are compared. */
const WRITES = 24;
/** More, since what is guessed from few is chance. */
const LOGGED = 72;

interface Seat {
  readonly member: Member;
  readonly round: Round;
}

/** A thief has a copy of the database with its statistics, and its log. Which writes were answers, and whose? */
describe.each(SIZES)('what a thief of rounds of %i guesses', (size) => {
  let app: TestApp;
  let thief: Client;
  const seats: Seat[] = [];

  beforeAll(async () => {
    // It runs no jobs, so that all that is written is written by those who answer, and by covers.
    app = await startApp({ backend: 'redis+postgres', role: 'web' });
    thief = new Client(app.environment.DATABASE_URL);
    await thief.connect();
    await thief.query('create extension pg_walinspect');
    await thief.query('set synchronous_commit = on');
    // How a small table is read depends on when it was last analysed, not on what is written.
    await thief.query(`alter database "${thief.database}" set enable_seqscan = off`);
    for (let index = 0; index * size < 2 * WRITES + LOGGED; index += 1) {
      const text = circleOf(size / 2, '  comments: yes\n').replace('circle: A', `circle: ${index}, a`);
      await app.command({ name: 'circle.import', file: 'circle.yaml', text });
    }
    for (const { id } of await circleTable.list(app.context.store)) {
      await sayYes(app, { id });
      await letIn(app, { id });
      await app.command({ name: 'pulse.open', circle: id });
      const [round] = await roundTable.open(app.context.store, id);
      if (round === undefined) throw new Error('no round is open');
      for (const member of await memberTable.list(app.context.store, id)) seats.push({ member, round });
    }
    seats.splice(0, seats.length, ...randomOrder(seats, seededRandom(size)));
    // Else the server does it by itself in the middle, and plans the same questions anew.
    await thief.query('analyze');
  });
  afterAll(async () => {
    await thief?.end();
    await app?.stop();
  });

  async function reply({ member, round }: Seat, index: number): Promise<void> {
    const [actor] = member.identities;
    if (actor === undefined) throw new Error(`${member.name} has no way in`);
    const words = { 'anything-else': [`Some words about ${index}.`] };
    const answered = await interactionHandler(app.context)({
      requestId: String(index),
      platform: 'web',
      actor,
      action: { name: 'pulse.answer', subject: round.id },
      inputs: { voice: ['4'], ...(index % 2 === 0 ? words : {}) },
    });
    expect(answered.kind).toBe('done');
  }

  async function cover({ round }: Seat): Promise<void> {
    app.context.cover.formShown(round);
    await app.timers.ringUntil(app.clock.now() + 3 * MINUTE);
  }

  async function othersConnected(): Promise<number> {
    const { rows } = await thief.query<{ count: number }>(
      'select count(*)::int from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    );
    return rows[0]?.count ?? 0;
  }

  /** Every counter of every table and index of ours. Connections hand in their counts when they end. */
  async function counters(): Promise<ReadonlyMap<string, number>> {
    await app.leave();
    await vi.waitFor(async () => expect(await othersConnected()).toBe(0), 30_000);
    const { rows } = await thief.query<{ name: string; counts: Record<string, unknown> }>(`
      with ours as (
        select c.oid from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'roundtable'
        union select c.reltoastrelid from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'roundtable' and c.reltoastrelid <> 0)
      select 'table ' || relname as name, to_jsonb(s) as counts from pg_stat_all_tables s where relid in (select oid from ours)
      union all
      select 'index ' || indexrelname, to_jsonb(s) from pg_stat_all_indexes s where relid in (select oid from ours)`);
    await app.restart();
    return new Map(
      rows.flatMap(({ name, counts }) =>
        ['seq_scan', 'seq_tup_read', 'idx_scan', 'n_tup_ins', 'n_tup_upd', 'n_tup_del'].flatMap((key) =>
          typeof counts[key] === 'number' ? [[`${name} ${key}`, counts[key]] as const] : [],
        ),
      ),
    );
  }

  /** What was counted while `work` ran, where anything was. */
  async function counted(work: () => Promise<void>): Promise<Readonly<Record<string, number>>> {
    const before = await counters();
    // A process that has just started reads a round's seats once.
    for (const round of new Set(seats.map((seat) => seat.round))) {
      const [seat] = seats.filter((each) => each.round === round);
      if (seat !== undefined) await cover(seat);
    }
    await work();
    const changes = [...(await counters())].map(
      ([name, now]) => [name, now - (before.get(name) ?? 0)] as const,
    );
    return Object.fromEntries(changes.filter(([, change]) => change !== 0));
  }

  test('statistics of tables and indexes count a reply and a cover alike', async () => {
    const some = seats.splice(0, WRITES);
    const ofReplies = await counted(async () => {
      for (const [index, seat] of some.entries()) await reply(seat, index);
    });
    const ofCovers = await counted(async () => {
      for (const seat of some) await cover(seat);
    });
    expect(ofReplies['table seals n_tup_upd']).toBeGreaterThanOrEqual(WRITES);
    expect(ofCovers).toEqual(ofReplies);
  });

  test('no row that names a person changes with a reply: not its bytes, its version, its lock nor its place', async () => {
    const rowsNow = async () => {
      const found: Record<string, readonly string[]> = {};
      for (const table of (await app.records.tables()).filter(
        (name) => !['seals', 'rounds'].includes(name),
      )) {
        const { rows } = await thief.query<{ row: string }>(
          `select concat_ws(' ', xmin, xmax, ctid, t::text) as row from roundtable.${table} t order by 1`,
        );
        found[table] = rows.map(({ row }) => row);
      }
      return found;
    };
    const before = await rowsNow();
    for (const [index, seat] of seats.splice(0, WRITES).entries()) await reply(seat, index);
    expect(Object.values(before).flat().length).toBeGreaterThan(size);
    expect(await rowsNow()).toEqual(before);
  });

  test('the log does not tell a reply from a cover, nor one with words from one without', async () => {
    const withWords: Features[] = [];
    const without: Features[] = [];
    const covers: Features[] = [];
    // In no order: pages fill up in steps of their own, with which turn and turn about would keep time.
    const kinds = [...seats.splice(0, LOGGED).entries()].flatMap(([index, seat]) => [
      { write: () => reply(seat, index), features: index % 2 === 0 ? withWords : without },
      { write: () => cover(seat), features: covers },
    ]);
    for (const { write, features } of randomOrder(kinds, seededRandom(size)))
      features.push(await logged(write));
    const replies = [...withWords, ...without];
    const guess = bestGuess(replies, covers);
    const ofWords = bestGuess(withWords, without);
    const told = ({ name, auc }: Guess) => `${auc.toFixed(2)} by ${name}`;
    process.stdout.write(
      `rounds of ${size}, from the log: reply or cover ${told(guess)}; words or none ${told(ofWords)}\n`,
    );
    expect([replies.length, covers.length]).toEqual([LOGGED, LOGGED]);
    expect(guess.auc).toBeLessThanOrEqual(JUDGED);
    expect(ofWords.auc).toBeLessThanOrEqual(JUDGED + 0.1);
  });

  type Features = ReadonlyMap<string, number>;
  interface Guess {
    readonly name: string;
    readonly auc: number;
  }

  /** The log's records of one write: how many of each kind and how long, without the pages that follow a checkpoint. */
  async function logged(write: () => Promise<void>): Promise<Features> {
    const position = async () =>
      (await thief.query<{ at: string }>('select pg_current_wal_insert_lsn()::text as at')).rows[0]?.at;
    const from = await position();
    await write();
    const until = await position();
    // Only what lies on the disk can be read: a commit of our own brings all before it there.
    await thief.query("select pg_logical_emit_message(true, 'thief', '')");
    const { rows } = await thief.query<{ kind: string; records: number; bytes: number }>(
      `select resource_manager || ' ' || record_type as kind, count(*)::int as records,
              sum(record_length - fpi_length)::int as bytes
       from pg_get_wal_records_info($1, $2) where xid <> '0' group by 1`,
      [from, until],
    );
    const features = new Map(
      rows.flatMap(({ kind, records, bytes }) => [
        [`records of ${kind}`, records],
        [`bytes of ${kind}`, bytes],
      ]),
    );
    features.set(
      'all bytes',
      rows.reduce((sum, { bytes }) => sum + bytes, 0),
    );
    features.set(
      'all records',
      rows.reduce((sum, { records }) => sum + records, 0),
    );
    return features;
  }

  function bestGuess(some: readonly Features[], others: readonly Features[]): Guess {
    const names = new Set([...some, ...others].flatMap((each) => [...each.keys()]));
    const guesses = [...names].map((name) => {
      const valuesOf = (all: readonly Features[]) => all.map((each) => each.get(name) ?? 0);
      return { name, auc: aucOf(valuesOf(some), valuesOf(others)) };
    });
    return guesses.reduce((best, each) => (each.auc > best.auc ? each : best), { name: 'nothing', auc: 0.5 });
  }
});
