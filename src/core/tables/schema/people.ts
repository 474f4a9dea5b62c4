import { and, eq, sql } from 'drizzle-orm';
import {
  type AnyPgColumn,
  bigint,
  boolean,
  check,
  date,
  foreignKey,
  index,
  jsonb,
  primaryKey,
  text,
  unique,
} from 'drizzle-orm/pg-core';
import { instant, oneOf, roundtable } from '../../../store/columns.ts';
import {
  ADDRESS_KINDS,
  type AddressKind,
  type Identity,
  type PlatformName,
  type Preferences,
} from '../../circle.ts';
import type { Topic } from '../../person.ts';
import { ofOrganisation } from './circles.ts';

/** One row a person in an organisation. What is the person's hangs here; what is a circle's hangs on `members`. */
export const people = roundtable.table(
  'people',
  {
    id: text().primaryKey(),
    organisationId: ofOrganisation(),
    /** Left out of every rota until further notice. */
    resting: boolean().notNull(),
    preferences: jsonb().$type<Preferences>().notNull(),
  },
  (person) => [unique('people_of_organisation').on(person.organisationId, person.id)],
);

/** The column of what belongs to a person. */
export const ofPerson = () =>
  text('person_id')
    .notNull()
    .references(() => people.id);

/** Ways in, and places to be told things; a person may have several of a kind. A later kind is one word more in the check. */
export const accounts = roundtable.table(
  'accounts',
  {
    platform: text().$type<PlatformName>().notNull(),
    externalId: text('external_id').notNull(),
    organisationId: text('organisation_id').notNull(),
    personId: text('person_id').notNull(),
    /** The order in which accounts were entered: of several of a kind, the oldest is written to first. */
    position: bigint({ mode: 'number' }).notNull().generatedAlwaysAsIdentity(),
    /** The platform has put this account out of use: nothing is sent there until it is back. */
    held: boolean().notNull().default(false),
    /** When it was linked to this person; null: it has been theirs from the start. */
    since: instant(),
  },
  (account) => [
    // Two people with one account could answer twice, or for each other.
    primaryKey({
      name: 'accounts_key',
      columns: [account.platform, account.externalId, account.organisationId],
    }),
    index('accounts_of_person').on(account.personId),
    foreignKey({
      name: 'accounts_person',
      columns: [account.organisationId, account.personId],
      foreignColumns: [people.organisationId, people.id],
    }),
    check('accounts_platform', oneOf(account.platform, ['slack', 'teams', 'web'])),
  ],
);

/**
 * Where a person is written to outside any chat, one of a kind. Entered and verified by themselves, shown to nobody else, and no
 * account: nobody is found by it but to be sent a link.
 */
export const addresses = roundtable.table(
  'addresses',
  {
    personId: ofPerson(),
    kind: text().$type<AddressKind>().notNull(),
    address: text().notNull(),
    /** What we send there comes back: nothing is sent until it is verified again. */
    held: boolean().notNull().default(false),
    /** Topics that their owner switched off here. */
    stopped: jsonb().$type<readonly Topic[]>().notNull().default([]),
  },
  (address) => [
    primaryKey({ name: 'addresses_key', columns: [address.personId, address.kind] }),
    index('addresses_by_address').on(address.kind, sql`lower(${address.address})`),
    check('addresses_kind', oneOf(address.kind, [...ADDRESS_KINDS])),
  ],
);

/** Whether a row names this account. */
export function isAccount(row: Record<'platform' | 'externalId', AnyPgColumn>, account: Identity) {
  return and(eq(row.platform, account.platform), eq(row.externalId, account.externalId));
}

export const absences = roundtable.table(
  'absences',
  {
    id: text().primaryKey(),
    personId: ofPerson(),
    from: date('from_day', { mode: 'string' }).notNull(),
    to: date('to_day', { mode: 'string' }).notNull(),
  },
  (absence) => [
    index('absences_of_person').on(absence.personId),
    check('absences_days', sql`${absence.from} <= ${absence.to}`),
  ],
);

/** Away as a chat platform's status says it, for those who allow it. Apart from the days people enter themselves. */
export const awayStatuses = roundtable.table('away_statuses', {
  personId: text('person_id')
    .primaryKey()
    .references(() => people.id),
  until: instant('until_at').notNull(),
});
