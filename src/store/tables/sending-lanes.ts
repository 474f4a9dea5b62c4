import { eq, lt, lte, sql } from 'drizzle-orm';
import type { Instant } from '../../domain/instant.ts';
import type { SendingLaneTable } from '../../ports/tables/platforms.ts';
import { type Database, first } from '../database.ts';
import { sendingLanes } from '../schema/installations.ts';

export function sendingLaneTable(database: Database): SendingLaneTable {
  const moment = (at: Instant) => sql`${new Date(at).toISOString()}::timestamptz`;
  const laterOf = (at: Instant) => sql`greatest(${sendingLanes.bookedUntil}, ${moment(at)})`;

  return {
    // One statement, so that two workers that ask at once queue up behind the row and get different places.
    async book({ lane, every, burst }, now, patience) {
      const credit = every * (burst - 1);
      const booked = first(
        await database
          .insert(sendingLanes)
          .values({ lane, bookedUntil: now + every })
          .onConflictDoUpdate({
            target: sendingLanes.lane,
            set: { bookedUntil: sql`${laterOf(now)} + ${every} * interval '1 millisecond'` },
            setWhere: lte(sendingLanes.bookedUntil, now + patience + credit),
          })
          .returning({ until: sendingLanes.bookedUntil }),
      );
      if (booked !== null) return { booked: true, at: Math.max(now, booked.until - every - credit) };
      const lanes = await database.select().from(sendingLanes).where(eq(sendingLanes.lane, lane));
      return { booked: false, at: Math.max(now, (first(lanes)?.bookedUntil ?? now) - credit) };
    },

    async hold({ lane, every, burst }, until) {
      const bookedUntil = until + every * (burst - 1);
      await database
        .insert(sendingLanes)
        .values({ lane, bookedUntil })
        .onConflictDoUpdate({ target: sendingLanes.lane, set: { bookedUntil: laterOf(bookedUntil) } });
    },

    async forget(before) {
      await database.delete(sendingLanes).where(lt(sendingLanes.bookedUntil, before));
    },
  };
}
