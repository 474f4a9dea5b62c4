import { and, eq, inArray, lt, type SQL, sql } from 'drizzle-orm';
import { first } from '../../store/database.ts';
import { table } from '../../store/table.ts';
import type { Identity } from '../circle.ts';
import type { Instant } from '../instant.ts';
import { firstPreferences } from '../preferences.ts';
import { conversations, memberConversation } from './conversations.ts';
import { failures } from './failures.ts';
import type { Kept, Past, PersonalColumn } from './kept.ts';
import { linkCodes, links } from './links.ts';
import { deliveries } from './schema/deliveries.ts';
import { FORMER_MEMBER, members } from './schema/members.ts';
import { notices } from './schema/notices.ts';
import { absences, accounts, addresses, awayStatuses, isAccount, people } from './schema/people.ts';

/** Core's own columns that point to a member. */
export const CORE_KEEPS: Kept = {
  members: [
    { column: deliveries.memberId, erase: 'row' },
    {
      column: links.byId,
      erase: { stays: 'who joined two accounts is on record; the row it points to is emptied' },
    },
  ],
  pastStays: [
    {
      table: members,
      why: 'who was in the circle: chairs and acts point to it, and a member is erased by themselves',
    },
    { table: deliveries, why: 'erased here, by eraseLetters, with what the board shows of them' },
    { table: failures, why: 'for the operator, ids only; the sweep forgets them after 90 days' },
  ],
  async eraseMember(database, id) {
    await database.execute(sql`update ${links} set
      left_members = left_members - ${id},
      members = coalesce((select jsonb_agg(each) from jsonb_array_elements(members) each
        where each->>'memberId' <> ${id}), '[]'::jsonb)
      where members @> jsonb_build_array(jsonb_build_object('memberId', ${id}::text))`);
  },
};

/** Columns that point to a person, and what becomes of them when nothing of the person is in any circle. */
export const OF_PERSON: readonly PersonalColumn[] = [
  { column: links.personId, erase: 'row' },
  { column: links.fromId, erase: 'empty' },
  { column: accounts.personId, erase: 'row' },
  { column: addresses.personId, erase: 'row' },
  { column: absences.personId, erase: 'row' },
  { column: awayStatuses.personId, erase: 'row' },
  { column: linkCodes.personId, erase: 'row' },
  {
    column: members.personId,
    erase: { stays: 'nobody is erased of whom a circle has a row' },
  },
];

export const erasingTable = table(
  'erasing',
  (database) => {
    async function erase(columns: readonly PersonalColumn[], id: string): Promise<void> {
      for (const { column, erase: how } of columns) {
        if (how === 'row') await database.execute(sql`delete from ${column.table} where ${column} = ${id}`);
        if (how === 'empty') {
          const name = sql.identifier(column.name);
          await database.execute(sql`update ${column.table} set ${name} = null where ${column} = ${id}`);
        }
      }
    }

    /**
     * Deletes a person of whom no circle has a row any more, not even as a former member, and those who became one person with
     * them and have no account left.
     */
    async function erasePerson(kept: readonly Kept[], id: string): Promise<void> {
      const inCircle = await database.select().from(members).where(eq(members.personId, id)).limit(1);
      if (inCircle.length > 0) return;
      const gained = await database.select().from(links).where(eq(links.personId, id));
      const owned = database.select().from(accounts).where(eq(accounts.personId, id)).as('owned');
      const boards = database.select({ id: owned.externalId }).from(owned).where(eq(owned.platform, 'web'));
      const ofWeb = and(eq(notices.placeKind, 'member'), eq(notices.platform, 'web'));
      await database.delete(notices).where(and(ofWeb, inArray(notices.externalId, boards)));
      const names = database
        .select({ account: sql<string>`${owned.platform} || '/' || ${owned.externalId}` })
        .from(owned);
      await database.delete(deliveries).where(inArray(deliveries.person, names));
      const theirs = await database.select().from(accounts).where(eq(accounts.personId, id));
      await erase(OF_PERSON, id);
      await eraseAccounts(kept, theirs);
      await database.delete(people).where(eq(people.id, id));
      for (const { fromId } of gained) {
        if (fromId !== null) await eraseShell(kept, fromId);
      }
    }

    async function isKnown(which: SQL | undefined): Promise<boolean> {
      return (await database.select().from(accounts).where(which).limit(1)).length > 0;
    }

    /** Erases what is kept of accounts that are nobody's any more; another organisation may know one of them yet. */
    async function eraseAccounts(kept: readonly Kept[], theirs: readonly Identity[]): Promise<void> {
      const over: Identity[] = [];
      for (const { platform, externalId } of theirs) {
        const account = { platform, externalId };
        if (!(await isKnown(isAccount(accounts, account)))) over.push(account);
      }
      for (const { platform, externalId } of over) {
        const name = memberConversation(externalId);
        const isTheirs = and(eq(conversations.platform, platform), eq(conversations.name, name));
        await database.delete(conversations).where(isTheirs);
      }
      const webIds = over.flatMap(({ platform, externalId }) => (platform === 'web' ? [externalId] : []));
      if (webIds.length === 0) return;
      for (const each of kept) await each.eraseAccounts?.(database, webIds);
    }

    /** Deletes whoever became one person with somebody and has no account of their own any more. */
    async function eraseShell(kept: readonly Kept[], id: string): Promise<void> {
      if (!(await isKnown(eq(accounts.personId, id)))) await erasePerson(kept, id);
    }

    /** Letters that went out or never will, and what the web's board shows of them: its notices are named after their letters. */
    async function eraseLetters(kept: readonly Kept[], { circleId, before }: Past): Promise<void> {
      const ahead = kept.flatMap((each) => each.ahead?.(circleId) ?? []);
      const over = and(
        eq(deliveries.circleId, circleId),
        sql`${deliveries.state} in ('sent', 'dropped', 'failed')`,
        lt(deliveries.dueAt, before),
        ...ahead.map((ids) => sql`${deliveries.subject} not in (${ids})`),
      );
      const letters = database.select({ id: deliveries.id }).from(deliveries).where(over);
      await database.delete(notices).where(inArray(notices.key, letters));
      await database.delete(deliveries).where(over);
    }

    return {
      /**
       * Empties a member's row for good, and erases what `kept` says of them. Their person, with preferences and accounts, goes
       * too where no other circle knows them.
       */
      async member(kept: readonly Kept[], id: string, at: Instant): Promise<void> {
        const row = first(
          await database.select({ personId: members.personId }).from(members).where(eq(members.id, id)),
        );
        if (row === null) return;
        const letters = database
          .select({ id: deliveries.id })
          .from(deliveries)
          .where(eq(deliveries.memberId, id));
        await database.delete(notices).where(inArray(notices.key, letters));
        for (const each of [CORE_KEEPS, ...kept]) {
          await erase(each.members, id);
          await each.eraseMember?.(database, id);
        }
        // A person of their own, of whom nothing is known: what is left must not point to who they still are elsewhere.
        const nobody = first(
          await database
            .insert(people)
            .select(
              database
                .select({
                  id: sql`gen_random_uuid()::text`.as('id'),
                  organisationId: people.organisationId,
                  resting: sql`true`.as('resting'),
                  preferences: sql`${JSON.stringify(firstPreferences('en-GB'))}::jsonb`.as('preferences'),
                })
                .from(people)
                .where(eq(people.id, row.personId)),
            )
            .returning({ id: people.id }),
        );
        // What the row is still needed for is its id: chairs and acts of the past point to it.
        await database
          .update(members)
          .set({
            personId: nobody?.id ?? row.personId,
            personSince: null,
            name: FORMER_MEMBER,
            email: null,
            steward: false,
            stewardUntil: null,
            manager: false,
            chairs: 'yes',
            leftAt: sql`coalesce(${members.leftAt}, ${new Date(at).toISOString()}::timestamptz)`,
          })
          .where(eq(members.id, id));
        await erasePerson(kept, row.personId);
      },

      /** Deletes what is past in a circle, the latest feature's first: its rows may point to those of earlier ones. */
      async past(kept: readonly Kept[], past: Past): Promise<void> {
        for (const each of kept.toReversed()) await each.erasePast?.(database, past);
        await eraseLetters(kept, past);
      },
    };
  },
  { onlyInTransaction: ['member', 'past'] },
);
