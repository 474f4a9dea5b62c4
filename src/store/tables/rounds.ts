import { and, asc, count, eq, gt, gte, inArray, lte, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Round, RoundSeal, Seat } from '../../domain/pulse.ts';
import type { RoundTable } from '../../ports/tables/rounds.ts';
import { type Database, first, once } from '../database.ts';
import { rounds, seals, seats } from '../schema/rounds.ts';

type RoundRow = typeof rounds.$inferSelect;

const seatColumns = { memberId: seats.memberId, voice: seats.voice, seat: seats.seat };
const sealColumns = { salt: seals.salt, pepperId: seals.pepperId, sealed: seals.sealed };

// Drizzle writes "of" with the schema's name, which PostgreSQL refuses; with an alias it does not.
const lockedRound = alias(rounds, 'locked_round');
const lockedSeal = alias(seals, 'locked_seal');

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

  // The seal is locked too, not only read beside the locked round: a statement that waited for a lock sees the newest
  // version of the rows it locks, but of a row it merely joins the version from before it waited. Two replies at once
  // would then write over each other (https://www.postgresql.org/docs/current/transaction-iso.html#XACT-READ-COMMITTED).
  const lockForReplies = once(() =>
    database
      .select({
        round: lockedRound,
        seal: { salt: lockedSeal.salt, pepperId: lockedSeal.pepperId, sealed: lockedSeal.sealed },
      })
      .from(lockedRound)
      .innerJoin(lockedSeal, eq(lockedSeal.roundId, lockedRound.id))
      .where(sql`${lockedRound.id} = any(${sql.placeholder('ids')}::text[])`)
      .orderBy(asc(lockedRound.id))
      .for('no key update', { of: [lockedRound, lockedSeal] })
      .prepare('rounds_lock_for_replies'),
  );
  const reseal = once(() =>
    database
      .update(seals)
      .set({ sealed: sql`decode(fresh.sealed, 'base64')` })
      .from(
        sql`unnest(${sql.placeholder('ids')}::text[], ${sql.placeholder('values')}::text[]) as fresh (round_id, sealed)`,
      )
      .where(sql`${seals.roundId} = fresh.round_id`)
      .prepare('rounds_reseal'),
  );
  const seatsOf = once(() =>
    database
      .select({ roundId: seats.roundId, ...seatColumns })
      .from(seats)
      .where(
        and(
          sql`${seats.roundId} = any(${sql.placeholder('ids')}::text[])`,
          sql`${seats.memberId} = any(${sql.placeholder('memberIds')}::text[])`,
        ),
      )
      .prepare('rounds_seats_of'),
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
      return row === null ? null : roundOf(row);
    },

    async lockForReplies(ids) {
      const rows = await lockForReplies().execute({ ids });
      const sealed = rows.map((row) => ({ round: roundOf(row.round), seal: row.seal }));
      const ended = ids.filter((id) => !sealed.some(({ round }) => round.id === id));
      if (ended.length === 0) return sealed;
      const others = await database.select().from(rounds).where(inArray(rounds.id, ended));
      return [...sealed, ...others.map((row) => ({ round: roundOf(row), seal: null }))];
    },

    seatsOf: (ids, memberIds) => seatsOf().execute({ ids, memberIds }),

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
      const ids = changes.map(({ roundId }) => roundId);
      // As text, because not every driver can send a list of byte strings.
      const values = changes.map(({ sealed }) => Buffer.from(sealed).toString('base64'));
      await reseal().execute({ ids, values });
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
