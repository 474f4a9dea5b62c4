import { check, index, integer, jsonb, primaryKey, text } from 'drizzle-orm/pg-core';
import { instant, oneOf, roundtable } from '../../../store/columns.ts';
import type { AccountLink } from '../../account-links.ts';
import type { Identity, PlatformName } from '../../circle.ts';
import { organisations } from './circles.ts';
import { members } from './members.ts';
import { people } from './people.ts';

/** Codes that wait to be typed on another platform. `hash` is keyed: without the key it cannot be tried out. */
export const linkCodes = roundtable.table('link_codes', {
  personId: text('person_id')
    .primaryKey()
    .references(() => people.id),
  hash: text().notNull().unique(),
  shownTo: jsonb('shown_to').$type<Identity>().notNull(),
  expiresAt: instant('expires_at').notNull(),
});

/** How often an account has tried a code lately. Holds nothing of what it tried. */
export const linkTries = roundtable.table(
  'link_tries',
  {
    platform: text().$type<PlatformName>().notNull(),
    externalId: text('external_id').notNull(),
    since: instant().notNull(),
    tries: integer().notNull(),
  },
  (row) => [
    primaryKey({ name: 'link_tries_key', columns: [row.platform, row.externalId] }),
    check('link_tries_platform', oneOf(row.platform, ['slack', 'teams', 'web'])),
  ],
);

/** Accounts that became a person's, and who became one person with them, until it is undone. */
export const links = roundtable.table(
  'links',
  {
    id: text().primaryKey(),
    organisationId: text('organisation_id')
      .notNull()
      .references(() => organisations.id),
    personId: text('person_id')
      .notNull()
      .references(() => people.id),
    at: instant().notNull(),
    gained: jsonb().$type<AccountLink['gained']>().notNull(),
    replaced: jsonb().$type<AccountLink['replaced']>().notNull(),
    fromId: text('from_id').references(() => people.id),
    members: jsonb().$type<AccountLink['members']>().notNull(),
    left: jsonb('left_members').$type<AccountLink['left']>().notNull(),
    byId: text('by_id').references(() => members.id),
  },
  (link) => [
    index('links_of_person').on(link.personId, link.at),
    index('links_of_organisation').on(link.organisationId, link.at),
  ],
);
