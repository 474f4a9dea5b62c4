import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { PersonTable } from '../../ports/tables/people.ts';
import { type Database, first } from '../../store/database.ts';
import { accountOrder, selectMembers, withIdentities } from './members.ts';
import { members } from './schema/members.ts';
import { absences, accounts, awayStatuses, people } from './schema/people.ts';

export function personTable(database: Database): PersonTable {
  const isAccount = (
    organisationId: string,
    { platform, externalId }: { platform: string; externalId: string },
  ) =>
    and(
      eq(accounts.organisationId, organisationId),
      sql`${accounts.platform} = ${platform}`,
      eq(accounts.externalId, externalId),
    );
  const organisationOf = (id: string) =>
    sql`(${database.select({ id: people.organisationId }).from(people).where(eq(people.id, id))})`;

  return {
    async find(id) {
      const row = first(await database.select().from(people).where(eq(people.id, id)));
      if (row === null) return null;
      const known = await database
        .select({
          platform: accounts.platform,
          externalId: accounts.externalId,
          held: accounts.held,
          since: accounts.since,
        })
        .from(accounts)
        .where(eq(accounts.personId, id))
        .orderBy(...accountOrder);
      return { ...row, accounts: known };
    },

    async lock(ids) {
      await database
        .select({ id: people.id })
        .from(people)
        .where(inArray(people.id, [...ids]))
        .orderBy(asc(people.id))
        .for('update');
    },

    async behind(organisationId, account) {
      const rows = await database
        .select({ id: accounts.personId })
        .from(accounts)
        .where(isAccount(organisationId, account));
      return first(rows)?.id ?? null;
    },

    async members(id) {
      const rows = await selectMembers(database)
        .where(eq(members.personId, id))
        .orderBy(asc(members.position), ...accountOrder);
      return withIdentities(rows);
    },

    async saveWishes(id, { preferences, resting }) {
      await database.update(people).set({ preferences, resting }).where(eq(people.id, id));
    },

    async addAccount(id, { platform, externalId }, since) {
      await database
        .insert(accounts)
        .values({ platform, externalId, organisationId: organisationOf(id), personId: id, since });
    },

    async removeAccount(organisationId, account) {
      await database.delete(accounts).where(isAccount(organisationId, account));
    },

    async moveAccount(to, { platform, externalId }, since) {
      await database
        .update(accounts)
        .set({ personId: to, since })
        .where(
          and(
            sql`${accounts.organisationId} = ${organisationOf(to)}`,
            eq(accounts.platform, platform),
            eq(accounts.externalId, externalId),
          ),
        );
    },

    async membersSince(id) {
      return database
        .select({ memberId: members.id, since: members.personSince })
        .from(members)
        .where(eq(members.personId, id))
        .orderBy(asc(members.position));
    },

    async moveMember(memberId, to, since) {
      await database
        .update(members)
        .set({ personId: to, personSince: since })
        .where(eq(members.id, memberId));
    },

    async copyAbsences(from, to) {
      await database.execute(sql`insert into ${absences} (id, person_id, from_day, to_day)
        select gen_random_uuid()::text, ${to}, theirs.from_day, theirs.to_day from ${absences} theirs
        where theirs.person_id = ${from} and not exists (
          select from ${absences} own where own.person_id = ${to}
          and own.from_day = theirs.from_day and own.to_day = theirs.to_day)`);
      await database.execute(sql`insert into ${awayStatuses} (person_id, until_at)
        select ${to}, until_at from ${awayStatuses} theirs where theirs.person_id = ${from}
        on conflict (person_id) do update set until_at = greatest(${awayStatuses.until}, excluded.until_at)`);
    },
  };
}
