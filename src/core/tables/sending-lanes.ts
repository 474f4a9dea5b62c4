import { eq, inArray, lt, lte, sql } from 'drizzle-orm';
import { text } from 'drizzle-orm/pg-core';
import { instant, roundtable } from '../../store/columns.ts';
import { first } from '../../store/database.ts';
import { table } from '../../store/table.ts';
import type { Instant } from '../instant.ts';
import type { SendingLane, SendingLaneTable } from '../ports/platform-tables.ts';

/** How far each lane of sending is booked. Shared by all workers, so that together they keep one pace. */
export const sendingLanes = roundtable.table('sending_lanes', {
  lane: text().primaryKey(),
  bookedUntil: instant('booked_until').notNull(),
  /** The platform told us to be quiet until then. */
  heldUntil: instant('held_until'),
});

export const sendingLaneTable = table('sendingLanes', (database): SendingLaneTable => {
  const { lane: laneName, bookedUntil, heldUntil } = sendingLanes;
  const moment = (at: Instant) => sql`${new Date(at).toISOString()}::timestamptz`;
  const span = (milliseconds: number) => sql`${milliseconds} * interval '1 millisecond'`;
  const laterOf = (at: Instant) => sql`greatest(${bookedUntil}, ${moment(at)})`;

  return {
    // One statement, so that two workers that ask at once queue up behind the row and get different places.
    async book({ lane, every, burst }, now, patience) {
      const credit = creditOf({ every, burst });
      const booked = first(
        await database
          .insert(sendingLanes)
          .values({ lane, bookedUntil: now + every })
          .onConflictDoUpdate({
            target: laneName,
            set: { bookedUntil: sql`${laterOf(now)} + ${span(every)}` },
            setWhere: lte(bookedUntil, now + patience + credit),
          })
          .returning({ until: bookedUntil }),
      );
      if (booked !== null) return { booked: true, at: Math.max(now, booked.until - every - credit) };
      const lanes = await database.select().from(sendingLanes).where(eq(laneName, lane));
      return { booked: false, at: Math.max(now, (first(lanes)?.bookedUntil ?? now) - credit) };
    },

    // One statement too. Everybody takes the shared row first, so that no two wait for each other.
    async reserve(shared, own, now) {
      const taken = database.$with('taken').as(
        database
          .insert(sendingLanes)
          .values({ lane: shared.lane, bookedUntil: now + shared.every })
          .onConflictDoUpdate({
            target: laneName,
            set: { bookedUntil: sql`${laterOf(now)} + ${span(shared.every)}` },
          })
          .returning({
            at: sql<Instant>`greatest(${bookedUntil} - ${span(shared.every + creditOf(shared))}, ${moment(now)})`
              .mapWith(bookedUntil)
              .as('at'),
          }),
      );
      const place = first(
        await database
          .with(taken)
          .insert(sendingLanes)
          .select(
            database
              .select({
                lane: sql<string>`${own.lane}::text`.as('lane'),
                bookedUntil: sql<Instant>`${taken.at} + ${span(own.every)}`.as('booked_until'),
                heldUntil: sql<Instant | null>`null::timestamptz`.as('held_until'),
              })
              .from(taken),
          )
          .onConflictDoUpdate({
            target: laneName,
            set: {
              bookedUntil: sql`greatest(${bookedUntil}, excluded.booked_until - ${span(own.every)}) + ${span(own.every)}`,
            },
          })
          .returning({
            until: bookedUntil,
            at: sql<Instant>`(select "at" from "taken")`.mapWith(bookedUntil),
          }),
      );
      if (place === null) throw new Error('A place that was booked did not come back.');
      return Math.max(place.at, place.until - own.every - creditOf(own));
    },

    async hold({ lane, every, burst }, until) {
      const booked = until + creditOf({ every, burst });
      await database
        .insert(sendingLanes)
        .values({ lane, bookedUntil: booked, heldUntil: until })
        .onConflictDoUpdate({
          target: laneName,
          set: { bookedUntil: laterOf(booked), heldUntil: sql`greatest(${heldUntil}, ${moment(until)})` },
        });
    },

    async heldUntil(lanes) {
      const rows = await database
        .select({ lane: laneName, until: heldUntil })
        .from(sendingLanes)
        .where(inArray(laneName, [...lanes]));
      return lanes.map((lane) => rows.find((row) => row.lane === lane)?.until ?? null);
    },

    async forget(before) {
      await database.delete(sendingLanes).where(lt(bookedUntil, before));
    },
  };
});

/** How far ahead of its own pace a lane may be after a rest, in milliseconds. */
function creditOf({ every, burst }: Pick<SendingLane, 'every' | 'burst'>): number {
  return every * (burst - 1);
}
