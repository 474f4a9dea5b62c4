import { and, asc, eq, inArray, type SQL, sql } from 'drizzle-orm';
import { first } from '../../store/database.ts';
import { table } from '../../store/table.ts';
import type { EarlierMember } from '../account-links.ts';
import type { Identity, Member, MemberId, PersonId } from '../circle.ts';
import type { Instant } from '../instant.ts';
import type { Person, Wishes } from '../person.ts';
import { accountOrder, selectMembers, withIdentities } from './members.ts';
import { members } from './schema/members.ts';
import { absences, accounts, awayStatuses, isAccount, people } from './schema/people.ts';

/** One row a person in an organisation: what they wish, and the accounts by which they come and are reached. */
export const personTable = table('people', (database) => {
  const isTheirs = (organisationId: string | SQL, account: Identity) =>
    and(eq(accounts.organisationId, organisationId), isAccount(accounts, account));
  const organisationOf = (id: string) =>
    sql`(${database.select({ id: people.organisationId }).from(people).where(eq(people.id, id))})`;

  return {
    async find(id: PersonId): Promise<Person | null> {
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

    /** Locks people until the transaction ends, always in the same order; nobody enters a circle as them meanwhile. */
    async lock(ids: readonly PersonId[]): Promise<void> {
      await database
        .select({ id: people.id })
        .from(people)
        .where(inArray(people.id, [...ids]))
        .orderBy(asc(people.id))
        .for('update');
    },

    /** Whose an account is in an organisation, in whatever circle they are or were. */
    async ownerOf(organisationId: string, account: Identity): Promise<PersonId | null> {
      const rows = await database
        .select({ id: accounts.personId })
        .from(accounts)
        .where(isTheirs(organisationId, account));
      return first(rows)?.id ?? null;
    },

    /** Who somebody is and was in circles, in the order they were entered. */
    async members(id: PersonId): Promise<readonly Member[]> {
      const rows = await selectMembers(database)
        .where(eq(members.personId, id))
        .orderBy(asc(members.position), ...accountOrder);
      return withIdentities(rows);
    },

    async saveWishes(id: PersonId, { preferences, resting }: Wishes): Promise<void> {
      await database.update(people).set({ preferences, resting }).where(eq(people.id, id));
    },

    /** Gives an account of nobody to a person; conflict where it is another's. `since`: null where it is theirs from the start. */
    async addAccount(id: PersonId, { platform, externalId }: Identity, since: Instant | null): Promise<void> {
      await database
        .insert(accounts)
        .values({ platform, externalId, organisationId: organisationOf(id), personId: id, since });
    },

    /** From now on the account is nobody's in this organisation. */
    async removeAccount(organisationId: string, account: Identity): Promise<void> {
      await database.delete(accounts).where(isTheirs(organisationId, account));
    },

    /** Gives an account that is somebody's to another person, held or not. */
    async moveAccount(to: PersonId, account: Identity, since: Instant | null): Promise<void> {
      await database
        .update(accounts)
        .set({ personId: to, since })
        .where(isTheirs(organisationOf(to), account));
    },

    /** Since when a person's members have been theirs; see `EarlierMember`. */
    async membersSince(id: PersonId): Promise<readonly EarlierMember[]> {
      return database
        .select({ memberId: members.id, since: members.personSince })
        .from(members)
        .where(eq(members.personId, id))
        .orderBy(asc(members.position));
    },

    /** From now on the member is another person's. */
    async moveMember(memberId: MemberId, to: PersonId, since: Instant | null): Promise<void> {
      await database
        .update(members)
        .set({ personId: to, personSince: since })
        .where(eq(members.id, memberId));
    },

    /** One person is away whenever the other is, too. */
    async copyAbsences(from: PersonId, to: PersonId): Promise<void> {
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
});
