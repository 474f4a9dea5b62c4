import { and, eq, gt, inArray, like, lt, notInArray, or, sql } from 'drizzle-orm';
import type { AddressKind, PersonId } from '../../core/circle.ts';
import type { Instant } from '../../core/instant.ts';
import type { DeliveryKind } from '../../core/outbox/delivery.ts';
import type { Kept } from '../../core/tables/kept.ts';
import { deliveries } from '../../core/tables/schema/deliveries.ts';
import { members } from '../../core/tables/schema/members.ts';
import { addresses } from '../../core/tables/schema/people.ts';
import { table } from '../../store/table.ts';

/** Letters about an address; `subject` is the person. */
const ABOUT: readonly DeliveryKind[] = ['address-check', 'address-new'];
/** Whatever went to a bare address names it. */
const isToAddress = like(deliveries.person, 'mail/%');
const isCheck = eq(deliveries.kind, 'address-check');
/** What the note of a check says that proves nothing any more. */
const OVER = 'over';

export const addressLetters = table('address letters', (database) => ({
  /** Checks since then: how many a person asked for, and how many anybody did for this place; refused ones too. */
  async checksSince(
    personId: PersonId,
    place: string,
    since: Instant,
  ): Promise<{ readonly own: number; readonly there: number }> {
    const rows = await database
      .select({ subject: deliveries.subject, person: deliveries.person })
      .from(deliveries)
      .where(
        and(
          isCheck,
          gt(deliveries.dueAt, since),
          or(eq(deliveries.subject, personId), sql`lower(${deliveries.person}) = lower(${place})`),
        ),
      );
    return {
      own: rows.filter(({ subject }) => subject === personId).length,
      there: rows.filter(({ person }) => person?.toLowerCase() === place.toLowerCase()).length,
    };
  },

  /** Whether a check of a person's still proves anything. */
  async isOpen(id: string, personId: PersonId): Promise<boolean> {
    const isIt = and(isCheck, eq(deliveries.id, id), eq(deliveries.subject, personId));
    const rows = await database.select({ note: deliveries.note }).from(deliveries).where(isIt);
    return rows.some(({ note }) => note !== OVER);
  },

  /** The checks of a person's prove nothing any more, and those on their way are not sent. */
  async end(personId: PersonId): Promise<void> {
    await database
      .update(deliveries)
      // Its key is free for another.
      .set({ state: 'dropped', note: OVER, key: sql`${deliveries.key} || ' ' || ${deliveries.id}` })
      .where(
        and(isCheck, eq(deliveries.subject, personId), sql`${deliveries.note} is distinct from ${OVER}`),
      );
  },

  /** Whether the newest check of a person's could not be sent. */
  async wasRefused(personId: PersonId): Promise<boolean> {
    const rows = await database
      .select({ state: deliveries.state })
      .from(deliveries)
      .where(and(isCheck, eq(deliveries.subject, personId)))
      .orderBy(sql`${deliveries.dueAt} desc`)
      .limit(1);
    return rows[0]?.state === 'failed';
  },

  /** Deletes what went to an address that is somebody's no more, but for what warns there. */
  async forgetPlace(kind: AddressKind, address: string): Promise<void> {
    const isDone = sql`${deliveries.state} in ('sent', 'dropped', 'failed')`;
    const isThere = eq(deliveries.person, `${kind}/${address}`);
    await database.delete(deliveries).where(and(isThere, isDone, notInArray(deliveries.kind, [...ABOUT])));
  },

  /** Deletes letters that name an address, of before then. */
  async forget(before: Instant): Promise<void> {
    const isAbout = inArray(deliveries.kind, [...ABOUT]);
    await database.delete(deliveries).where(and(or(isAbout, isToAddress), lt(deliveries.dueAt, before)));
  },
}));

export const addressesKept: Kept = {
  members: [],
  async eraseMember(database, memberId) {
    const person = database.select({ id: members.personId }).from(members).where(eq(members.id, memberId));
    const theirs = database
      .select({ place: sql<string>`${addresses.kind} || '/' || ${addresses.address}` })
      .from(addresses)
      .where(inArray(addresses.personId, person));
    const isAbout = and(inArray(deliveries.kind, [...ABOUT]), inArray(deliveries.subject, person));
    await database.delete(deliveries).where(or(isAbout, inArray(deliveries.person, theirs)));
  },
};
