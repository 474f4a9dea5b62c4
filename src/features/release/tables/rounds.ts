import { and, asc, count, eq, gt, gte, lte, sql } from 'drizzle-orm';
import type { RoundTable } from '../../../ports/tables/rounds.ts';
import { type Database, first, once } from '../../../store/database.ts';
import { StoreError, storeError } from '../../../store/errors.ts';
import type { Round, RoundSeal, Seat } from '../rules/pulse.ts';
import { rounds, seals, seats } from './schema/rounds.ts';

type RoundRow = typeof rounds.$inferSelect;

const seatColumns = { memberId: seats.memberId, voice: seats.voice, seat: seats.seat };
const sealColumns = { salt: seals.salt, pepperId: seals.pepperId, sealed: seals.sealed };

// Written as a literal: with a parameter, a generic plan cannot see that the partial index fits.
const isOpen = sql`${rounds.state} = 'open'`;

export function roundTable(database: Database): RoundTable {
  const find = once(() =>
    database
      .select()
      .from(rounds)
      .where(eq(rounds.id, sql.placeholder('id')))
      .prepare('rounds_find'),
  );

  const forReplies = once(() =>
    database
      .select({
        round: rounds,
        seal: sealColumns,
        // As JSON: a row for each seat would carry the round and its seal as often.
        seats: sql<readonly Seat[]>`coalesce((select json_agg(json_build_object(
          'memberId', ${seats.memberId}, 'voice', ${seats.voice}, 'seat', ${seats.seat}))
          from unnest(${sql.placeholder('ids')}::text[], ${sql.placeholder('memberIds')}::text[]) as wanted (round_id, member_id)
          join ${seats} on ${seats.roundId} = wanted.round_id and ${seats.memberId} = wanted.member_id
          where wanted.round_id = ${rounds.id}), '[]')`,
      })
      .from(rounds)
      .leftJoin(seals, eq(seals.roundId, rounds.id))
      .where(sql`${rounds.id} = any(${sql.placeholder('ids')}::text[])`)
      .prepare('rounds_for_replies'),
  );
  // Byte strings as text, because not every driver can send a list of them.
  const reseal = once(() =>
    database
      .update(seals)
      .set({ sealed: sql`decode(fresh.sealed, 'base64')` })
      .from(
        sql`unnest(${sql.placeholder('ids')}::text[], ${sql.placeholder('old')}::text[], ${sql.placeholder('values')}::text[]) as fresh (round_id, made_from, sealed)`,
      )
      .where(
        sql`${seals.roundId} = fresh.round_id and substring(${seals.sealed} for octet_length(decode(fresh.made_from, 'base64'))) = decode(fresh.made_from, 'base64')`,
      )
      .returning({ id: seals.roundId })
      .prepare('rounds_reseal'),
  );

  async function findRound(id: string): Promise<Round | null> {
    const row = first(await find().execute({ id }));
    return row === null ? null : roundOf(row);
  }

  async function dueIds(
    condition: ReturnType<typeof and>,
    by: typeof rounds.closesAt | typeof rounds.remindAt,
  ) {
    const rows = await database
      .select({ id: rounds.id })
      .from(rounds)
      .where(and(isOpen, condition))
      .orderBy(asc(by), asc(rounds.id));
    return rows.map((row) => row.id);
  }

  return {
    async insert(round, roster, seal) {
      const { thresholds, ...row } = round;
      await database
        .insert(rounds)
        .values({ ...row, scoresFrom: thresholds.scores, commentsFrom: thresholds.comments });
      await database.insert(seals).values({ roundId: round.id, ...seal });
      if (roster.length > 0) {
        await database.insert(seats).values(roster.map((seat) => ({ roundId: round.id, ...seat })));
      }
    },

    find: findRound,

    async open(circleId) {
      const rows = await database
        .select()
        .from(rounds)
        .where(and(isOpen, eq(rounds.circleId, circleId)))
        .orderBy(asc(rounds.openedAt), asc(rounds.id));
      return rows.map(roundOf);
    },

    async running(now) {
      return database
        .select({
          id: rounds.id,
          circleId: rounds.circleId,
          voices: rounds.voices,
          openedAt: rounds.openedAt,
          remindedAt: rounds.remindedAt,
          closesAt: rounds.closesAt,
        })
        .from(rounds)
        .where(and(isOpen, gt(rounds.closesAt, now)))
        .orderBy(asc(rounds.closesAt), asc(rounds.id));
    },

    async since(circleId, since) {
      const rows = await database
        .select()
        .from(rounds)
        .where(and(eq(rounds.circleId, circleId), gte(rounds.openedAt, since)))
        .orderBy(asc(rounds.openedAt), asc(rounds.id));
      return rows.map(roundOf);
    },

    async count(pulseId) {
      const row = first(
        await database.select({ rounds: count() }).from(rounds).where(eq(rounds.pulseId, pulseId)),
      );
      return row === null ? 0 : row.rounds;
    },

    reminderDue: (now) =>
      dueIds(and(sql`${rounds.remindedAt} is null`, lte(rounds.remindAt, now)), rounds.remindAt),

    closingDue: (now) => dueIds(lte(rounds.closesAt, now), rounds.closesAt),

    async lock(id) {
      const row = first(await database.select().from(rounds).where(eq(rounds.id, id)).for('no key update'));
      await database
        .select({ id: seals.roundId })
        .from(seals)
        .where(eq(seals.roundId, id))
        .for('no key update');
      return row === null ? null : roundOf(row);
    },

    async forReplies(asked) {
      const ids = asked.map(({ roundId }) => roundId);
      const memberIds = asked.map(({ memberId }) => memberId);
      const rows = await forReplies().execute({ ids, memberIds });
      return rows.map((row) => ({ ...row, round: roundOf(row.round) }));
    },

    async seat(roundId, memberId): Promise<Seat | null> {
      return first(
        await database
          .select(seatColumns)
          .from(seats)
          .where(and(eq(seats.roundId, roundId), eq(seats.memberId, memberId))),
      );
    },

    async giveUpSeats(memberId) {
      await database.delete(seats).where(eq(seats.memberId, memberId));
    },

    async roster(roundId) {
      return database
        .select(seatColumns)
        .from(seats)
        .where(eq(seats.roundId, roundId))
        .orderBy(asc(seats.seat));
    },

    async seal(roundId): Promise<RoundSeal | null> {
      return first(await database.select(sealColumns).from(seals).where(eq(seals.roundId, roundId)));
    },

    async reseal(changes) {
      const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
      const ids = changes.map(({ roundId }) => roundId);
      const old = changes.map(({ madeFrom }) => base64(madeFrom));
      const values = changes.map(({ sealed }) => base64(sealed));
      try {
        return (await reseal().execute({ ids, old, values })).map(({ id }) => id);
      } catch (error) {
        const told = storeError('rounds.reseal', error);
        // Two that wrote the same rounds in another order waited for each other: nothing of this one was written.
        if (told instanceof StoreError && told.sqlState === '40P01') return [];
        throw told;
      }
    },

    async markReminded(id, at) {
      await database.update(rounds).set({ remindedAt: at }).where(eq(rounds.id, id));
    },

    async end(id, state) {
      await database.delete(seals).where(eq(seals.roundId, id));
      await database.delete(seats).where(eq(seats.roundId, id));
      await database.update(rounds).set({ state }).where(eq(rounds.id, id));
    },
  };
}

function roundOf({ scoresFrom, commentsFrom, ...row }: RoundRow): Round {
  return { ...row, thresholds: { scores: scoresFrom, comments: commentsFrom } };
}
