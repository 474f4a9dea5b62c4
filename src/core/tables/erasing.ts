import { and, eq, inArray, isNotNull, lt, ne, or, sql } from 'drizzle-orm';
import { buddies } from '../../features/buddies/tables/schema/buddies.ts';
import { digests } from '../../features/digests/tables/schema/digests.ts';
import { acts } from '../../features/governance/tables/schema/proposals.ts';
import { joinings } from '../../features/membership/tables/schema/joinings.ts';
import { promises } from '../../features/promises/tables/schema/promises.ts';
import { ledger } from '../../features/release/tables/schema/releases.ts';
import { rounds } from '../../features/release/tables/schema/rounds.ts';
import { meetings, turnEvents } from '../../features/turns/tables/schema/meetings.ts';
import { unnamedWords } from '../../features/unnamed-words/tables/schema/unnamed-words.ts';
import { invitations, oldCookiesEnded, webSessions } from '../../features/ways-in/tables/schema/ways-in.ts';
import type { ErasingTable } from '../../ports/tables/governance.ts';
import { type Database, first } from '../../store/database.ts';
import type { CircleId } from '../circle.ts';
import type { Instant } from '../instant.ts';
import { firstPreferences } from '../preferences.ts';
import { deliveries } from './schema/deliveries.ts';
import { linkCodes, links } from './schema/links.ts';
import { FORMER_MEMBER, members } from './schema/members.ts';
import { notices } from './schema/notices.ts';
import { absences, accounts, awayStatuses, people } from './schema/people.ts';

export function erasingTable(database: Database): ErasingTable {
  /** Nobody in any circle, with all who became one person with them and are nothing else; whoever is in a circle yet stays. */
  async function person(id: string): Promise<void> {
    const inCircle = await database
      .select({ id: members.id })
      .from(members)
      .where(eq(members.personId, id))
      .limit(1);
    if (inCircle.length > 0) return;
    const gained = await database.select({ fromId: links.fromId }).from(links).where(eq(links.personId, id));
    await database.delete(links).where(eq(links.personId, id));
    await database.update(links).set({ fromId: null }).where(eq(links.fromId, id));
    const owned = database.select().from(accounts).where(eq(accounts.personId, id)).as('owned');
    const boards = database.select({ id: owned.externalId }).from(owned).where(eq(owned.platform, 'web'));
    await database
      .delete(notices)
      .where(
        and(
          eq(notices.placeKind, 'member'),
          eq(notices.platform, 'web'),
          inArray(notices.externalId, boards),
        ),
      );
    const names = database
      .select({ account: sql<string>`${owned.platform} || '/' || ${owned.externalId}` })
      .from(owned);
    await database.delete(deliveries).where(inArray(deliveries.person, names));
    const web = await boards;
    await database.delete(accounts).where(eq(accounts.personId, id));
    await signOut(web.map((board) => board.id));
    await database.delete(absences).where(eq(absences.personId, id));
    await database.delete(awayStatuses).where(eq(awayStatuses.personId, id));
    await database.delete(linkCodes).where(eq(linkCodes.personId, id));
    await database.delete(people).where(eq(people.id, id));
    for (const { fromId } of gained) {
      if (fromId !== null) await shell(fromId);
    }
  }

  /** Ends web accounts that are nobody's any more; another organisation may know one of them yet. */
  async function signOut(webIds: readonly string[]): Promise<void> {
    if (webIds.length === 0) return;
    const known = await database
      .select({ id: accounts.externalId })
      .from(accounts)
      .where(and(eq(accounts.platform, 'web'), inArray(accounts.externalId, [...webIds])));
    const over = webIds.filter((webId) => !known.some(({ id }) => id === webId));
    await database.delete(webSessions).where(inArray(webSessions.webId, over));
    await database.delete(oldCookiesEnded).where(inArray(oldCookiesEnded.webId, over));
  }

  /** Who became one person with somebody, and has no account of their own any more. */
  async function shell(id: string): Promise<void> {
    const known = await database
      .select({ id: accounts.personId })
      .from(accounts)
      .where(eq(accounts.personId, id))
      .limit(1);
    if (known.length === 0) await person(id);
  }

  return {
    async member(id, at) {
      const row = first(
        await database.select({ personId: members.personId }).from(members).where(eq(members.id, id)),
      );
      if (row === null) return;
      const letters = database
        .select({ id: deliveries.id })
        .from(deliveries)
        .where(eq(deliveries.memberId, id));
      await database.delete(notices).where(inArray(notices.key, letters));
      await database.delete(deliveries).where(eq(deliveries.memberId, id));
      await database.delete(joinings).where(eq(joinings.memberId, id));
      await database.delete(buddies).where(or(eq(buddies.newcomerId, id), eq(buddies.helperId, id)));
      await database.delete(invitations).where(eq(invitations.memberId, id));
      await database.update(invitations).set({ makerId: null }).where(eq(invitations.makerId, id));
      await database.execute(sql`update ${links} set
        left_members = left_members - ${id},
        members = coalesce((select jsonb_agg(each) from jsonb_array_elements(members) each
          where each->>'memberId' <> ${id}), '[]'::jsonb)
        where members @> jsonb_build_array(jsonb_build_object('memberId', ${id}::text))`);
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
      await database
        .update(acts)
        .set({ reason: null, answer: null })
        .where(sql`${acts.change} ->> 'memberId' = ${id}`);
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
          leftAt: sql`coalesce(${members.leftAt}, ${new Date(at).toISOString()}::timestamptz)`,
        })
        .where(eq(members.id, id));
      await person(row.personId);
    },

    async history(circleId, before, week) {
      await database
        .delete(digests)
        .where(and(eq(digests.circleId, circleId), lt(digests.publishedAt, before)));
      const old = database
        .select({ id: rounds.id })
        .from(rounds)
        .where(and(eq(rounds.circleId, circleId), ne(rounds.state, 'open'), lt(rounds.closesAt, before)));
      await database.delete(ledger).where(inArray(ledger.roundId, old));
      await database.delete(rounds).where(inArray(rounds.id, old));
      await database.delete(promises).where(
        and(
          eq(promises.circleId, circleId),
          // Unnamed words that no digest has shown are not past yet, whatever their week says.
          or(isNotNull(promises.raisedBy), isNotNull(promises.shownIn)),
          lt(promises.raisedIn, week),
        ),
      );
      await database
        .delete(unnamedWords)
        .where(and(eq(unnamedWords.circleId, circleId), lt(unnamedWords.shownIn, week)));
      await database
        .delete(joinings)
        .where(and(eq(joinings.circleId, circleId), ne(joinings.state, 'open'), lt(joinings.at, before)));
      const past = database
        .select({ id: meetings.id })
        .from(meetings)
        .where(
          and(eq(meetings.circleId, circleId), ne(meetings.state, 'planned'), lt(meetings.endsAt, before)),
        );
      await database.delete(turnEvents).where(inArray(turnEvents.meetingId, past));
      await database.delete(meetings).where(inArray(meetings.id, past));
      await eraseLetters(database, circleId, before);
    },
  };
}

/**
 * Letters of before that moment that went out or never will, and what the board of the web pages shows of them: its notices
 * are named after their letters. Those about what is still ahead stay, so that they can be put right when it moves.
 */
async function eraseLetters(database: Database, circleId: CircleId, before: Instant): Promise<void> {
  const ahead = sql`${deliveries.subject} in (
    select ${meetings.id} from ${meetings} where ${meetings.circleId} = ${circleId} and ${meetings.state} = 'planned'
    union all
    select ${rounds.id} from ${rounds} where ${rounds.circleId} = ${circleId} and ${rounds.state} = 'open'
  )`;
  const over = and(
    eq(deliveries.circleId, circleId),
    sql`${deliveries.state} in ('sent', 'dropped', 'failed')`,
    lt(deliveries.dueAt, before),
    sql`not ${ahead}`,
  );
  const letters = database.select({ id: deliveries.id }).from(deliveries).where(over);
  await database.delete(notices).where(inArray(notices.key, letters));
  await database.delete(deliveries).where(over);
}
