import { and, asc, eq, gt, gte, lte, sql } from 'drizzle-orm';
import { check, index, integer, jsonb, primaryKey, text } from 'drizzle-orm/pg-core';
import { instant, oneOf, roundtable } from '../../store/columns.ts';
import { first } from '../../store/database.ts';
import { table } from '../../store/table.ts';
import type { AccountLink, LinkCode } from '../account-links.ts';
import type { Identity, PersonId, PlatformName } from '../circle.ts';
import type { Instant } from '../instant.ts';
import { ofOrganisation } from './schema/circles.ts';
import { members } from './schema/members.ts';
import { isAccount, ofPerson, people } from './schema/people.ts';

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
    organisationId: ofOrganisation(),
    personId: ofPerson(),
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

/** How accounts on several platforms become one person's. A code itself is never kept: only its keyed hash. */
export const linkTable = table('links', (database) => ({
  /** Takes the place of an earlier code of the same person. */
  async showCode(code: LinkCode): Promise<void> {
    const { hash, shownTo, expiresAt } = code;
    await database
      .insert(linkCodes)
      .values(code)
      .onConflictDoUpdate({ target: linkCodes.personId, set: { hash, shownTo, expiresAt } });
  },

  /** Uses a code up; null: there is none with this hash, or its time is over. Of two callers one gets it. */
  async takeCode(hash: string, now: Instant): Promise<LinkCode | null> {
    const rows = await database
      .delete(linkCodes)
      .where(and(eq(linkCodes.hash, hash), gt(linkCodes.expiresAt, now)))
      .returning();
    return first(rows);
  },

  /**
   * Counts one more try of an account and returns how many there were, this one included. A count that began at
   * `windowBegan` or earlier starts anew. Locks the count until the transaction ends.
   */
  async countTry({ platform, externalId }: Identity, now: Instant, windowBegan: Instant): Promise<number> {
    const over = lte(linkTries.since, windowBegan);
    const rows = await database
      .insert(linkTries)
      .values({ platform, externalId, since: now, tries: 1 })
      .onConflictDoUpdate({
        target: [linkTries.platform, linkTries.externalId],
        set: {
          tries: sql`case when ${over} then 1 else ${linkTries.tries} + 1 end`,
          since: sql`case when ${over} then excluded.since else ${linkTries.since} end`,
        },
      })
      .returning({ tries: linkTries.tries });
    return first(rows)?.tries ?? 1;
  },

  async forgiveTries(account: Identity): Promise<void> {
    await database.delete(linkTries).where(isAccount(linkTries, account));
  },

  /** Deletes codes whose time is over, and counts that began at `windowBegan` or earlier. */
  async forget(now: Instant, windowBegan: Instant): Promise<void> {
    await database.delete(linkCodes).where(lte(linkCodes.expiresAt, now));
    await database.delete(linkTries).where(lte(linkTries.since, windowBegan));
  },

  async record(link: AccountLink): Promise<void> {
    await database.insert(links).values(link);
  },

  async find(id: string): Promise<AccountLink | null> {
    return first(await database.select().from(links).where(eq(links.id, id)));
  },

  /** What a person gained, oldest first. */
  async of(personId: PersonId): Promise<readonly AccountLink[]> {
    return database
      .select()
      .from(links)
      .where(eq(links.personId, personId))
      .orderBy(asc(links.at), asc(links.id));
  },

  /** What was linked in an organisation at this moment or later, oldest first. */
  async since(organisationId: string, moment: Instant): Promise<readonly AccountLink[]> {
    return database
      .select()
      .from(links)
      .where(and(eq(links.organisationId, organisationId), gte(links.at, moment)))
      .orderBy(asc(links.at), asc(links.id));
  },

  async remove(id: string): Promise<void> {
    await database.delete(links).where(eq(links.id, id));
  },
}));
