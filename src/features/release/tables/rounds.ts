import { and, asc, count, eq, gt, gte, sql } from 'drizzle-orm';
import { boolean, check, index, integer, jsonb, primaryKey, text, unique } from 'drizzle-orm/pg-core';
import type { CircleId, MemberId } from '../../../core/circle.ts';
import type { Instant } from '../../../core/instant.ts';
import type { Earliest } from '../../../core/tables/agenda.ts';
import { ofCircle } from '../../../core/tables/schema/circles.ts';
import { ofMember } from '../../../core/tables/schema/members.ts';
import { bytes, instant, oneOf, roundtable } from '../../../store/columns.ts';
import { first, idsDue, once } from '../../../store/database.ts';
import { StoreError, storeError } from '../../../store/errors.ts';
import { table } from '../../../store/table.ts';
import type { InvitedVoice, Round, RoundSeal, Seat } from '../rules/pulse.ts';
import type { Question } from '../rules/question.ts';
import { fromColumns, keepsFloor, pulses, toColumns } from './pulses.ts';

export const rounds = roundtable.table(
  'rounds',
  {
    id: text().primaryKey(),
    pulseId: text('pulse_id')
      .notNull()
      .references(() => pulses.id),
    circleId: ofCircle(),
    number: integer().notNull(),
    title: text().notNull(),
    questions: jsonb().$type<readonly Question[]>().notNull(),
    voices: jsonb().$type<readonly InvitedVoice[]>().notNull(),
    /** null: opened before levels. */
    levels: jsonb().$type<Round['levels']>(),
    scoresFrom: integer('scores_from').notNull(),
    commentsFrom: integer('comments_from').notNull(),
    comments: boolean().notNull(),
    openedAt: instant('opened_at').notNull(),
    closesAt: instant('closes_at').notNull(),
    remindAt: instant('remind_at'),
    remindLater: jsonb('remind_later').$type<Round['remindLater']>().notNull().default([]),
    remindedAt: instant('reminded_at'),
    state: text().$type<'open' | 'closed' | 'cancelled'>().notNull(),
  },
  (round) => [
    unique('rounds_number').on(round.pulseId, round.number),
    index('rounds_of_circle').on(round.circleId, round.openedAt),
    index('rounds_open').on(round.circleId, round.openedAt).where(sql`${round.state} = 'open'`),
    index('rounds_closing_due').on(round.closesAt).where(sql`${round.state} = 'open'`),
    index('rounds_reminder_due')
      .on(round.remindAt)
      .where(sql`${round.state} = 'open' and ${round.remindAt} is not null`),
    check('rounds_state', oneOf(round.state, ['open', 'closed', 'cancelled'])),
    check('rounds_thresholds', keepsFloor(round.scoresFrom, round.commentsFrom)),
    check('rounds_span', sql`${round.openedAt} < ${round.closesAt}`),
  ],
);

/** The frozen roster. Says who was invited, never who answered. Deleted when the round ends. */
export const seats = roundtable.table(
  'seats',
  {
    roundId: text('round_id')
      .notNull()
      .references(() => rounds.id),
    memberId: ofMember(),
    voice: text().notNull(),
    seat: integer().notNull(),
  },
  (seat) => [
    primaryKey({ name: 'seats_key', columns: [seat.roundId, seat.memberId] }),
    unique('seats_number').on(seat.roundId, seat.seat),
  ],
);

/**
 * All answers of an open round, sealed, apart from the round so that ending it deletes the row. It has no column that
 * changes with a reply but the sealed bytes themselves: no time, no count.
 */
export const seals = roundtable.table('seals', {
  roundId: text('round_id')
    .primaryKey()
    .references(() => rounds.id),
  salt: bytes().notNull(),
  pepperId: text('pepper_id').notNull(),
  sealed: bytes().notNull(),
});

const seatColumns = { memberId: seats.memberId, voice: seats.voice, seat: seats.seat };
const sealColumns = { salt: seals.salt, pepperId: seals.pepperId, sealed: seals.sealed };

// Written as a literal: with a parameter, a generic plan cannot see that the partial index fits.
const isOpen = sql`${rounds.state} = 'open'`;

export const roundTable = table(
  'rounds',
  (database) => {
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
      return row && fromColumns(row);
    }

    return {
      /** Several statements: only inside `transact`. The same holds for `end`. */
      async insert(round: Round, roster: readonly Seat[], seal: RoundSeal): Promise<void> {
        await database.insert(rounds).values(toColumns(round));
        await database.insert(seals).values({ roundId: round.id, ...seal });
        if (roster.length > 0) {
          await database.insert(seats).values(roster.map((seat) => ({ roundId: round.id, ...seat })));
        }
      },

      find: findRound,

      async open(circleId: CircleId): Promise<readonly Round[]> {
        const rows = await database
          .select()
          .from(rounds)
          .where(and(isOpen, eq(rounds.circleId, circleId)))
          .orderBy(asc(rounds.openedAt), asc(rounds.id));
        return rows.map(fromColumns);
      },

      /** Of all circles: those that take replies at this moment. */
      async running(now: Instant): Promise<readonly RunningRound[]> {
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

      /** Rounds of a circle opened at or after `since`, oldest first, whatever their state. */
      async since(circleId: CircleId, since: Instant): Promise<readonly Round[]> {
        const rows = await database
          .select()
          .from(rounds)
          .where(and(eq(rounds.circleId, circleId), gte(rounds.openedAt, since)))
          .orderBy(asc(rounds.openedAt), asc(rounds.id));
        return rows.map(fromColumns);
      },

      /** How many rounds this pulse has had. */
      async count(pulseId: string): Promise<number> {
        const row = first(
          await database.select({ rounds: count() }).from(rounds).where(eq(rounds.pulseId, pulseId)),
        );
        return row === null ? 0 : row.rounds;
      },

      /** Ids of open rounds whose reminder is due / whose closing time has come. */
      reminderDue: (now: Instant) => idsDue(database, rounds.id, rounds.remindAt, now, isOpen),

      closingDue: (now: Instant) => idsDue(database, rounds.id, rounds.closesAt, now, isOpen),

      /** Locks the round and its seal until the transaction ends: replies, closing and cancelling exclude each other. */
      async lock(id: string): Promise<Round | null> {
        const row = first(await database.select().from(rounds).where(eq(rounds.id, id)).for('no key update'));
        await database.select(sealColumns).from(seals).where(eq(seals.roundId, id)).for('no key update');
        return row && fromColumns(row);
      },

      /**
       * Each of these rounds that exists, once, with its newest seal, null where it has ended, and the seats that the members
       * asked about have in it. Locks nothing: whoever made a new seal of an old one hands in both to `reseal`.
       */
      async forReplies(asked: readonly SeatAskedFor[]): Promise<readonly RoundForReplies[]> {
        const ids = asked.map(({ roundId }) => roundId);
        const memberIds = asked.map(({ memberId }) => memberId);
        const rows = await forReplies().execute({ ids, memberIds });
        return rows.map((row) => ({ ...row, round: fromColumns(row.round) }));
      },

      async seat(roundId: string, memberId: MemberId): Promise<Seat | null> {
        return first(
          await database
            .select(seatColumns)
            .from(seats)
            .where(and(eq(seats.roundId, roundId), eq(seats.memberId, memberId))),
        );
      },

      /** For good: whoever leaves cannot answer in a round that is open now, also not after coming back. What was counted stays. */
      async giveUpSeats(memberId: MemberId): Promise<void> {
        await database.delete(seats).where(eq(seats.memberId, memberId));
      },

      async roster(roundId: string): Promise<readonly Seat[]> {
        return database
          .select(seatColumns)
          .from(seats)
          .where(eq(seats.roundId, roundId))
          .orderBy(asc(seats.seat));
      },

      /** null once the round has ended. */
      async seal(roundId: string): Promise<RoundSeal | null> {
        return first(await database.select(sealColumns).from(seals).where(eq(seals.roundId, roundId)));
      },

      /**
       * Puts each new seal in the place of the one that it was made from, in one statement: all that fit, or none where it fails.
       * Gives the ids of the rounds whose seal was still that one; the others stay as they are. Not for use inside `transact`.
       */
      async reseal(changes: readonly Resealing[]): Promise<readonly string[]> {
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

      /** A reminder went; `left` are those to come, soonest first. */
      async markReminded(id: string, at: Instant, [next, ...later]: readonly Instant[]): Promise<void> {
        await database
          .update(rounds)
          .set({ remindedAt: at, remindAt: next ?? null, remindLater: later })
          .where(eq(rounds.id, id));
      },

      /** Ends a round: sets its state and deletes its seal and its roster, for good. */
      async end(id: string, state: 'closed' | 'cancelled'): Promise<void> {
        await database.delete(seals).where(eq(seals.roundId, id));
        await database.delete(seats).where(eq(seats.roundId, id));
        await database.update(rounds).set({ state }).where(eq(rounds.id, id));
      },
    };
  },
  { onlyInTransaction: ['insert', 'end'] },
);

/** What is public of an open round while it runs. */
export type RunningRound = Pick<Round, 'id' | 'circleId' | 'voices' | 'openedAt' | 'remindedAt' | 'closesAt'>;

export interface SeatAskedFor {
  readonly roundId: string;
  readonly memberId: MemberId;
}

export interface RoundForReplies {
  readonly round: Round;
  readonly seal: RoundSeal | null;
  readonly seats: readonly Seat[];
}

export interface Resealing {
  readonly roundId: string;
  /** How the old seal begins: as much of it as no other has. */
  readonly madeFrom: Uint8Array;
  readonly sealed: Uint8Array;
}

export const EARLIEST_CLOSING: Earliest = sql`select min(${rounds.closesAt}) from ${rounds} where ${isOpen}`;
export const EARLIEST_REMINDER: Earliest = sql`select min(${rounds.remindAt}) from ${rounds} where ${isOpen}`;
