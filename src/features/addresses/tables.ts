import { and, eq, inArray, lt } from 'drizzle-orm';
import type { DeliveryKind } from '../../core/outbox/delivery.ts';
import type { Kept } from '../../core/tables/kept.ts';
import { deliveries } from '../../core/tables/schema/deliveries.ts';
import { members } from '../../core/tables/schema/members.ts';
import { table } from '../../store/table.ts';

/** Letters that name an address, or that went to one which is nobody's any more. */
const NAMING: readonly DeliveryKind[] = ['address-check', 'address-new'];
const isNaming = inArray(deliveries.kind, [...NAMING]);

export const addressLetters = table('address letters', (database) => ({
  /** Deletes those of before then. */
  async forget(before: number): Promise<void> {
    await database.delete(deliveries).where(and(isNaming, lt(deliveries.dueAt, before)));
  },
}));

/** `subject` of these letters is the person. */
export const addressesKept: Kept = {
  members: [],
  async eraseMember(database, memberId) {
    const person = database.select({ id: members.personId }).from(members).where(eq(members.id, memberId));
    await database.delete(deliveries).where(and(isNaming, inArray(deliveries.subject, person)));
  },
};
