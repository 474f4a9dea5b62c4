import { and, asc, desc, eq, gt, gte, inArray, isNotNull, lte, or, type SQL, sql } from 'drizzle-orm';
import { first } from '../../store/database.ts';
import { table } from '../../store/table.ts';
import type { CircleId, MemberId, PersonId, PlatformName } from '../circle.ts';
import type { Instant } from '../instant.ts';
import {
  type Contact,
  type Delivery,
  type DeliveryKind,
  type DeliveryState,
  FOR_BUNDLE,
} from '../outbox/delivery.ts';
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

export const deliveryTable = table('deliveries', (database) => {
  const membersOf = (personId: PersonId) =>
    database.select({ id: members.id }).from(members).where(eq(members.personId, personId));
  const about = (subject: string, kinds: readonly DeliveryKind[], isWanted: SQL, order: SQL[] = []) =>
    database
      .select()
      .from(deliveries)
      .where(and(eq(deliveries.subject, subject), inArray(deliveries.kind, [...kinds]), isWanted))
      .orderBy(...order, asc(deliveries.id));
  async function oldest(limit: number, which: SQL | undefined): Promise<readonly string[]> {
    const rows = await database
      .select({ id: deliveries.id })
      .from(deliveries)
      .where(which)
      .orderBy(asc(deliveries.dueAt), asc(deliveries.id))
      .limit(limit);
    return rows.map((row) => row.id);
  }
  const isAt = (place: PlaceOfCircle) =>
    'channel' in place ? eq(deliveries.channel, place.channel) : eq(deliveries.memberId, place.memberId);

  return {
    /** Adds those whose key is new; the others change nothing. */
    async add(rows: readonly Delivery[]): Promise<void> {
      if (rows.length === 0) return;
      await database
        .insert(deliveries)
        .values([...rows])
        .onConflictDoNothing({ target: deliveries.key });
    },

    async find(id: string): Promise<Delivery | null> {
      return first(await database.select().from(deliveries).where(eq(deliveries.id, id)));
    },

    /** Whether one with this key was written before. */
    async isKnown(key: string): Promise<boolean> {
      return (await database.select().from(deliveries).where(eq(deliveries.key, key)).limit(1)).length > 0;
    },

    /** Ids of what is due and unclaimed, or claimed by a worker that vanished; oldest first. */
    due: (now: Instant, limit: number) => oldest(limit, isTakeable(now)),

    /** Ids of what is unclaimed and came due after `since`; oldest first. */
    dueSince: (since: Instant, now: Instant, limit: number) =>
      oldest(limit, and(isDue, gt(deliveries.dueAt, since), lte(deliveries.dueAt, now))),

    /** When the next one after `now` comes due; null: none is planned. */
    async nextDueAfter(now: Instant): Promise<Instant | null> {
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

    /** Takes one for a worker; null if another has it or it is not due. */
    async claim(id: string, now: Instant, until: Instant): Promise<Delivery | null> {
      const rows = await database
        .update(deliveries)
        .set({
          state: 'claimed',
          claimedUntil: until,
          attempts: sql`${deliveries.attempts} + 1`,
          // Of a worker that crashed: it went in no message.
          contactId: null,
        })
        .where(and(eq(deliveries.id, id), isTakeable(now)))
        .returning();
      return first(rows);
    },

    async finish(id: string, change: DeliveryChange): Promise<void> {
      await database
        .update(deliveries)
        .set({
          slotAt: null,
          ...(change.state === 'sent' ? {} : { contactId: null }),
          ...change,
          claimedUntil: null,
        })
        .where(eq(deliveries.id, id));
    },

    /**
     * Letters that went out go out again: those that stand as they were read, so of two reports of one sending one alone does it.
     * Gives their ids.
     */
    async putBack(
      letters: readonly Pick<Delivery, 'id' | 'ref'>[],
      change: { readonly dueAt: Instant; readonly note: string },
    ): Promise<readonly string[]> {
      const ids: string[] = [];
      for (const { id, ref } of letters) {
        const isAsRead = and(
          eq(deliveries.id, id),
          sql`${deliveries.state} = 'sent'`,
          sql`${deliveries.ref} is not distinct from ${ref}`,
        );
        const rows = await database
          .update(deliveries)
          .set({ ...change, state: 'due', contactId: null, slotAt: null })
          .where(isAsRead)
          .returning({ id: deliveries.id });
        ids.push(...rows.map((row) => row.id));
      }
      return ids;
    },

    /** What counts of what a person was sent since then, in all their circles, with what a worker is sending now. */
    async contactsOf(personId: PersonId, since: Instant, now: Instant): Promise<readonly Contact[]> {
      return database
        .select({
          id: deliveries.id,
          kind: deliveries.kind,
          contactId: sql<string>`${deliveries.contactId}`,
          sentAt: deliveries.sentAt,
        })
        .from(deliveries)
        .where(
          and(
            inArray(deliveries.memberId, membersOf(personId)),
            isNotNull(deliveries.contactId),
            or(
              and(sql`${deliveries.state} = 'sent'`, gte(deliveries.sentAt, since)),
              and(sql`${deliveries.state} = 'claimed'`, gt(deliveries.claimedUntil, now)),
            ),
          ),
        );
    },

    /** Takes what waits for a person's next bundle, in all their circles: what is due, and what was held for one. Oldest first. */
    async claimWaiting(
      personId: PersonId,
      kinds: readonly DeliveryKind[],
      { now, until, limit }: { readonly now: Instant; readonly until: Instant; readonly limit: number },
    ): Promise<readonly Delivery[]> {
      const isHeld = eq(deliveries.note, FOR_BUNDLE);
      const waits = or(
        and(inArray(deliveries.kind, [...kinds]), isTakeable(now)),
        and(isHeld, or(isDue, isTakeable(now))),
      );
      const oldest = database
        .select({ id: deliveries.id })
        .from(deliveries)
        .where(and(inArray(deliveries.memberId, membersOf(personId)), waits))
        .orderBy(asc(deliveries.dueAt), asc(deliveries.id))
        .limit(limit);
      return (
        database
          .update(deliveries)
          .set({ state: 'claimed', claimedUntil: until, attempts: sql`${deliveries.attempts} + 1` })
          // Once more: another worker may have taken one meanwhile.
          .where(and(inArray(deliveries.id, oldest), waits))
          .returning()
      );
    },

    /** Letters that go out in one message. */
    async markContact(ids: readonly string[], contactId: string): Promise<void> {
      await database
        .update(deliveries)
        .set({ contactId })
        .where(inArray(deliveries.id, [...ids]));
    },

    /** All letters of one message. */
    async inContact(contactId: string): Promise<readonly Delivery[]> {
      return database
        .select()
        .from(deliveries)
        .where(and(eq(deliveries.contactId, contactId), sql`${deliveries.state} = 'sent'`));
    },

    /** Those of one kind about one subject that were sent, or that a worker may be sending now. */
    async sentOrClaimed(subject: string, kinds: readonly DeliveryKind[]): Promise<readonly Delivery[]> {
      return about(subject, kinds, sql`${deliveries.state} in ('sent', 'claimed')`);
    },

    /** The same, with those that are due: a worker may take one, and make its words, before the caller's transaction ends. */
    async sentOrOnTheWay(subject: string, kinds: readonly DeliveryKind[]): Promise<readonly Delivery[]> {
      return about(subject, kinds, sql`${deliveries.state} in ('sent', 'claimed', 'due')`);
    },

    /** Those of a kind to members of a circle that were sent at or after a moment, or are on the way. */
    async toMembersSince(
      circleId: CircleId,
      kind: DeliveryKind,
      since: Instant,
    ): Promise<readonly Delivery[]> {
      // By member, where there is an index of when it was sent.
      const ours = database.select({ id: members.id }).from(members).where(eq(members.circleId, circleId));
      return database
        .select()
        .from(deliveries)
        .where(
          and(
            inArray(deliveries.memberId, ours),
            eq(deliveries.circleId, circleId),
            eq(deliveries.kind, kind),
            or(
              and(sql`${deliveries.state} = 'sent'`, gte(deliveries.sentAt, since)),
              sql`${deliveries.state} in ('claimed', 'due')`,
            ),
          ),
        );
    },

    /** Those of these kinds about one subject that were sent, oldest first. */
    async sentAbout(subject: string, kinds: readonly DeliveryKind[]): Promise<readonly Delivery[]> {
      return about(subject, kinds, sql`${deliveries.state} = 'sent'`, [asc(deliveries.sentAt)]);
    },

    /** Deletes those of one kind about one subject, with their corrections, and what the board of the web pages shows of them. */
    async forget(subject: string, kind: DeliveryKind): Promise<void> {
      const those = and(eq(deliveries.subject, subject), eq(deliveries.kind, kind));
      const letters = database.select({ id: deliveries.id }).from(deliveries).where(those);
      await database.delete(notices).where(inArray(notices.key, letters));
      const ofThose = and(eq(deliveries.kind, 'digest-correction'), inArray(deliveries.subject, letters));
      await database.delete(deliveries).where(ofThose);
      await database.delete(deliveries).where(those);
    },

    /** When something was last sent to this channel or member of the circle; null: never. */
    async lastSent(circleId: CircleId, place: PlaceOfCircle): Promise<Instant | null> {
      const row = first(
        await database
          .select({ sentAt: deliveries.sentAt })
          .from(deliveries)
          .where(and(eq(deliveries.circleId, circleId), isAt(place), sql`${deliveries.state} = 'sent'`))
          .orderBy(desc(deliveries.sentAt))
          .limit(1),
      );
      return row === null ? null : row.sentAt;
    },

    /** Makes due at once what was refused there and waits for its next attempt. Gives the ids. */
    async retry(place: PlaceOfCircle, now: Instant): Promise<readonly string[]> {
      const rows = await database
        .update(deliveries)
        .set({ dueAt: now })
        .where(
          and(
            isAt(place),
            isDue,
            // Tried before, and counted: what waits for its hour, or for the pace, has not failed.
            gt(deliveries.attempts, 0),
            gt(deliveries.dueAt, now),
          ),
        )
        .returning({ id: deliveries.id });
      return rows.map(({ id }) => id);
    },

    /** By state and member, for doctor and `circle show`. */
    async unsent(circleId: CircleId): Promise<readonly Delivery[]> {
      return database
        .select()
        .from(deliveries)
        .where(and(eq(deliveries.circleId, circleId), sql`${deliveries.state} not in ('sent', 'dropped')`))
        .orderBy(asc(deliveries.state), asc(deliveries.memberId), asc(deliveries.dueAt), asc(deliveries.id));
    },

    /** Makes due again what waits for one of these platforms: its member has an identity there, or its channel is there. */
    async wake(now: Instant, platforms: readonly PlatformName[]): Promise<void> {
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
});

type PlaceOfCircle = { readonly channel: string } | { readonly memberId: MemberId };

export interface DeliveryChange {
  readonly state: DeliveryState;
  /** Where it is not one more than before: being asked to wait is no failed attempt. */
  readonly attempts?: number;
  readonly dueAt?: Instant;
  /** Where the platform keeps a slot; otherwise one that was kept is forgotten. */
  readonly slotAt?: Instant;
  readonly sentAt?: Instant;
  readonly ref?: string;
  /** null: what was sent counts as no contact. */
  readonly contactId?: null;
  readonly note?: string | null;
}
