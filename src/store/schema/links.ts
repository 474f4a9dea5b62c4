import { check, index, integer, jsonb, primaryKey, text } from 'drizzle-orm/pg-core';
import type { Identity, PlatformName } from '../../domain/circle.ts';
import { circles } from './circles.ts';
import { instant, oneOf, roundtable } from './columns.ts';
import { members } from './members.ts';

/** Codes that wait to be typed on another platform. `hash` is keyed: without the key it cannot be tried out. */
export const linkCodes = roundtable.table('link_codes', {
  memberId: text('member_id')
    .primaryKey()
    .references(() => members.id),
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

/** Accounts that became a member's, until it is undone. */
export const links = roundtable.table(
  'links',
  {
    id: text().primaryKey(),
    circleId: text('circle_id')
      .notNull()
      .references(() => circles.id),
    memberId: text('member_id')
      .notNull()
      .references(() => members.id),
    at: instant().notNull(),
    gained: jsonb().$type<readonly Identity[]>().notNull(),
    replaced: jsonb().$type<readonly Identity[]>().notNull(),
    fromId: text('from_id').references(() => members.id),
    byId: text('by_id').references(() => members.id),
  },
  (link) => [index('links_of_member').on(link.memberId, link.at)],
);
