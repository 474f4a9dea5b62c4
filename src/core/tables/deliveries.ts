import { and, asc, desc, eq, gt, inArray, lte, or, type SQL, sql } from 'drizzle-orm';
import type { DeliveryTable } from '../../ports/tables/deliveries.ts';
import { type Database, first } from '../../store/database.ts';
import type { Instant } from '../instant.ts';
import type { DeliveryKind } from '../outbox/delivery.ts';
import { deliveries } from './schema/deliveries.ts';
import { members } from './schema/members.ts';
import { notices } from './schema/notices.ts';
import { accounts } from './schema/people.ts';

/** A literal, so that every plan sees the partial index. */
const isDue = sql`${deliveries.state} = 'due'`;

/** Due and free, or held by a worker whose time has run out. Literals again. */
function isTakeable(now: Instant) {
  return or(
    and(isDue, lte(deliveries.dueAt, now)),
    and(sql`${deliveries.state} = 'claimed'`, lte(deliveries.claimedUntil, now)),
  );
}

export function deliveryTable(database: Database): DeliveryTable {
  const about = (subject: string, kinds: readonly DeliveryKind[], isWanted: SQL) =>
    database
      .select()
      .from(deliveries)
      .where(and(eq(deliveries.subject, subject), inArray(deliveries.kind, [...kinds]), isWanted))
      .orderBy(asc(deliveries.id));

  return {
    async add(rows) {
      if (rows.length === 0) return;
      await database
        .insert(deliveries)
        .values([...rows])
        .onConflictDoNothing({ target: deliveries.key });
    },

    async find(id) {
      return first(await database.select().from(deliveries).where(eq(deliveries.id, id)));
    },

    async due(now, limit) {
      const rows = await database
        .select({ id: deliveries.id })
        .from(deliveries)
        .where(isTakeable(now))
        .orderBy(asc(deliveries.dueAt), asc(deliveries.id))
        .limit(limit);
      return rows.map((row) => row.id);
    },

    async dueSince(since, now, limit) {
      const rows = await database
        .select({ id: deliveries.id })
        .from(deliveries)
        .where(and(isDue, gt(deliveries.dueAt, since), lte(deliveries.dueAt, now)))
        .orderBy(asc(deliveries.dueAt), asc(deliveries.id))
        .limit(limit);
      return rows.map((row) => row.id);
    },

    async nextDueAfter(now) {
      const row = first(
        await database
          .select({ at: deliveries.dueAt })
          .from(deliveries)
          .where(and(isDue, gt(deliveries.dueAt, now)))
          .orderBy(asc(deliveries.dueAt))
          .limit(1),
      );
      return row === null ? null : row.at;
    },

    async claim(id, now, until) {
      const rows = await database
        .update(deliveries)
        .set({ state: 'claimed', claimedUntil: until, attempts: sql`${deliveries.attempts} + 1` })
        .where(and(eq(deliveries.id, id), isTakeable(now)))
        .returning();
      return first(rows);
    },

    async finish(id, change) {
      await database
        .update(deliveries)
        .set({ slotAt: null, ...change, claimedUntil: null })
        .where(eq(deliveries.id, id));
    },

    async sentOrClaimed(subject, kinds) {
      return about(subject, kinds, sql`${deliveries.state} in ('sent', 'claimed')`);
    },

    async sentOrOnTheWay(subject, kinds) {
      return about(subject, kinds, sql`${deliveries.state} in ('sent', 'claimed', 'due')`);
    },

    async sentAbout(subject, kinds) {
      return database
        .select()
        .from(deliveries)
        .where(
          and(
            eq(deliveries.subject, subject),
            inArray(deliveries.kind, [...kinds]),
            sql`${deliveries.state} = 'sent'`,
          ),
        )
        .orderBy(asc(deliveries.sentAt), asc(deliveries.id));
    },

    async forget(subject, kind) {
      const those = and(eq(deliveries.subject, subject), eq(deliveries.kind, kind));
      const letters = database.select({ id: deliveries.id }).from(deliveries).where(those);
      await database.delete(notices).where(inArray(notices.key, letters));
      await database.delete(deliveries).where(those);
    },

    async lastSent(circleId, place) {
      const there =
        'channel' in place ? eq(deliveries.channel, place.channel) : eq(deliveries.memberId, place.memberId);
      const row = first(
        await database
          .select({ sentAt: deliveries.sentAt })
          .from(deliveries)
          .where(and(eq(deliveries.circleId, circleId), there, sql`${deliveries.state} = 'sent'`))
          .orderBy(desc(deliveries.sentAt))
          .limit(1),
      );
      return row === null ? null : row.sentAt;
    },

    async retry(place, now) {
      const rows = await database
        .update(deliveries)
        .set({ dueAt: now })
        .where(
          and(
            'channel' in place
              ? eq(deliveries.channel, place.channel)
              : eq(deliveries.memberId, place.memberId),
            isDue,
            // Tried before, and counted: what waits for its hour, or for the pace, has not failed.
            gt(deliveries.attempts, 0),
            gt(deliveries.dueAt, now),
          ),
        )
        .returning({ id: deliveries.id });
      return rows.map(({ id }) => id);
    },

    async unsent(circleId) {
      return database
        .select()
        .from(deliveries)
        .where(and(eq(deliveries.circleId, circleId), sql`${deliveries.state} not in ('sent', 'dropped')`))
        .orderBy(asc(deliveries.state), asc(deliveries.memberId), asc(deliveries.dueAt), asc(deliveries.id));
    },

    async wake(now, platforms) {
      if (platforms.length === 0) return;
      const reachable = database
        .select({ memberId: members.id })
        .from(members)
        .innerJoin(accounts, eq(accounts.personId, members.personId))
        .where(and(inArray(accounts.platform, [...platforms]), eq(accounts.held, false)));
      await database
        .update(deliveries)
        .set({ state: 'due', dueAt: now })
        .where(
          and(
            sql`${deliveries.state} = 'waiting'`,
            or(
              inArray(deliveries.memberId, reachable),
              inArray(sql`split_part(coalesce(${deliveries.channel}, ${deliveries.person}), '/', 1)`, [
                ...platforms,
              ]),
            ),
          ),
        );
    },
  };
}
