import { and, eq, sql } from 'drizzle-orm';
import { table } from '../../store/table.ts';
import type { AddressKind, PersonId } from '../circle.ts';
import type { Address, Topic } from '../person.ts';
import { addresses } from './schema/people.ts';

/** Where people are written to outside any chat. */
export const addressTable = table('addresses', (database) => {
  const isTheirs = (personId: PersonId, kind: AddressKind) =>
    and(eq(addresses.personId, personId), eq(addresses.kind, kind));

  return {
    async of(personId: PersonId): Promise<readonly Address[]> {
      return database
        .select({
          kind: addresses.kind,
          address: addresses.address,
          held: addresses.held,
          stopped: addresses.stopped,
        })
        .from(addresses)
        .where(eq(addresses.personId, personId))
        .orderBy(addresses.kind);
    },

    /** Whose an address is, however its letters are written: several may share it. Not where what we send comes back. */
    async owners(kind: AddressKind, address: string): Promise<readonly PersonId[]> {
      const rows = await database
        .select({ id: addresses.personId })
        .from(addresses)
        .where(
          and(
            eq(addresses.kind, kind),
            sql`lower(${addresses.address}) = lower(${address})`,
            eq(addresses.held, false),
          ),
        )
        .orderBy(addresses.personId);
      return rows.map(({ id }) => id);
    },

    /** In place of another of its kind. What was switched off stays so. */
    async save(personId: PersonId, kind: AddressKind, address: string): Promise<void> {
      await database
        .insert(addresses)
        .values({ personId, kind, address })
        .onConflictDoUpdate({ target: [addresses.personId, addresses.kind], set: { address, held: false } });
    },

    async remove(personId: PersonId, kind: AddressKind): Promise<void> {
      await database.delete(addresses).where(isTheirs(personId, kind));
    },

    /** What we send there comes back. Nothing where they have another address by now. */
    async hold(personId: PersonId, kind: AddressKind, address: string): Promise<void> {
      await database
        .update(addresses)
        .set({ held: true })
        .where(and(isTheirs(personId, kind), eq(addresses.address, address)));
    },

    /** The topics that are switched off in this place, and no others. */
    async saveStopped(personId: PersonId, kind: AddressKind, stopped: readonly Topic[]): Promise<void> {
      await database.update(addresses).set({ stopped }).where(isTheirs(personId, kind));
    },

    /** Switches letters of a topic off in this place; where `address` is given, only while it is this one. */
    async stop(personId: PersonId, kind: AddressKind, topic: Topic, address?: string): Promise<void> {
      const others = sql`${addresses.stopped} - ${topic}::text`;
      await database
        .update(addresses)
        .set({ stopped: sql`(${others}) || ${JSON.stringify([topic])}::jsonb` })
        .where(
          and(isTheirs(personId, kind), address === undefined ? undefined : eq(addresses.address, address)),
        );
    },
  };
});
