import { and, eq, gt, inArray, like, lt, notInArray, or, sql } from 'drizzle-orm';
import { ADDRESS_KINDS, type AddressKind, type PersonId } from '../../core/circle.ts';
import type { Instant } from '../../core/instant.ts';
import type { DeliveryKind } from '../../core/outbox/delivery.ts';
import type { Kept } from '../../core/tables/kept.ts';
import { deliveries } from '../../core/tables/schema/deliveries.ts';
import { members } from '../../core/tables/schema/members.ts';
import { addresses } from '../../core/tables/schema/people.ts';
import { table } from '../../store/table.ts';

/** Letters about an address; `subject` is the person. */
const ABOUT: readonly DeliveryKind[] = ['address-check', 'address-new'];
const isOfKind = (kind: AddressKind) => like(deliveries.person, `${kind}/%`);
/** Whatever went to a bare address names it. */
const isToAddress = or(...ADDRESS_KINDS.map(isOfKind));
const isCheck = eq(deliveries.kind, 'address-check');
/** What the note of a check says that proves nothing any more, and of one for which wrong codes were typed: how many. */
const OVER = 'over';
const WRONG = 'wrong-';

/** One that still proves something. */
export interface OpenCheck {
  readonly id: string;
  readonly address: string;
  /** How many wrong codes were typed while it waited. */
  readonly wrong: number;
}

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

  /** The checks of an address of this kind that a person asked for since then and that still prove something. */
  async openSince(personId: PersonId, kind: AddressKind, since: Instant): Promise<readonly OpenCheck[]> {
    const rows = await database
      .select({ id: deliveries.id, note: deliveries.note, person: deliveries.person })
      .from(deliveries)
      .where(
        and(
          isCheck,
          isOfKind(kind),
          eq(deliveries.subject, personId),
          gt(deliveries.dueAt, since),
          sql`${deliveries.state} <> 'failed'`,
          sql`${deliveries.note} is distinct from ${OVER}`,
        ),
      )
      .orderBy(deliveries.id);
    return rows.map(({ id, note, person }) => ({
      id,
      address: person?.slice(kind.length + 1) ?? '',
      wrong: note?.startsWith(WRONG) ? Number(note.slice(WRONG.length)) : 0,
    }));
  },

  /** Notes how many wrong codes were typed while these waited. */
  async countWrong(checks: readonly Pick<OpenCheck, 'id'>[], wrong: number): Promise<void> {
    const ids = checks.map(({ id }) => id);
    await database
      .update(deliveries)
      .set({ note: `${WRONG}${wrong}` })
      .where(and(isCheck, inArray(deliveries.id, ids)));
  },

  /** The checks of a person's for addresses of this kind prove nothing any more, and those on their way are not sent. */
  async end(personId: PersonId, kind: AddressKind): Promise<void> {
    await database
      .update(deliveries)
      // Its key is free for another.
      .set({ state: 'dropped', note: OVER, key: sql`${deliveries.key} || ' ' || ${deliveries.id}` })
      .where(
        and(
          isCheck,
          isOfKind(kind),
          eq(deliveries.subject, personId),
          sql`${deliveries.note} is distinct from ${OVER}`,
        ),
      );
  },

  /** Whether the newest check of a person's for an address of this kind could not be sent, or did not arrive. */
  async wasRefused(personId: PersonId, kind: AddressKind): Promise<boolean> {
    const rows = await database
      .select({ state: deliveries.state })
      .from(deliveries)
      .where(and(isCheck, isOfKind(kind), eq(deliveries.subject, personId)))
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
