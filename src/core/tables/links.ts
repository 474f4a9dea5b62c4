import { and, asc, eq, gt, gte, lte, sql } from 'drizzle-orm';
import type { LinkTable } from '../../ports/tables/joining.ts';
import { type Database, first } from '../../store/database.ts';
import { linkCodes, links, linkTries } from './schema/links.ts';

export function linkTable(database: Database): LinkTable {
  return {
    async showCode(code) {
      const { hash, shownTo, expiresAt } = code;
      await database
        .insert(linkCodes)
        .values(code)
        .onConflictDoUpdate({ target: linkCodes.personId, set: { hash, shownTo, expiresAt } });
    },

    async takeCode(hash, now) {
      const rows = await database
        .delete(linkCodes)
        .where(and(eq(linkCodes.hash, hash), gt(linkCodes.expiresAt, now)))
        .returning();
      return first(rows);
    },

    async countTry({ platform, externalId }, now, windowBegan) {
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

    async forgiveTries({ platform, externalId }) {
      await database
        .delete(linkTries)
        .where(and(eq(linkTries.platform, platform), eq(linkTries.externalId, externalId)));
    },

    async forget(now, windowBegan) {
      await database.delete(linkCodes).where(lte(linkCodes.expiresAt, now));
      await database.delete(linkTries).where(lte(linkTries.since, windowBegan));
    },

    async record(link) {
      await database.insert(links).values(link);
    },

    async find(id) {
      return first(await database.select().from(links).where(eq(links.id, id)));
    },

    async of(personId) {
      return database
        .select()
        .from(links)
        .where(eq(links.personId, personId))
        .orderBy(asc(links.at), asc(links.id));
    },

    async since(organisationId, moment) {
      return database
        .select()
        .from(links)
        .where(and(eq(links.organisationId, organisationId), gte(links.at, moment)))
        .orderBy(asc(links.at), asc(links.id));
    },

    async remove(id) {
      await database.delete(links).where(eq(links.id, id));
    },
  };
}
