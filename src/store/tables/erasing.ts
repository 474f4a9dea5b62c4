import { and, eq, inArray, isNotNull, lt, ne, or, sql } from 'drizzle-orm';
import type { CircleId } from '../../domain/circle.ts';
import type { Instant } from '../../domain/instant.ts';
import { firstPreferences } from '../../domain/preferences.ts';
import type { ErasingTable } from '../../ports/tables/governance.ts';
import type { Database } from '../database.ts';
import { buddies } from '../schema/buddies.ts';
import { deliveries } from '../schema/deliveries.ts';
import { digests } from '../schema/digests.ts';
import { joinings } from '../schema/joinings.ts';
import { linkCodes, links } from '../schema/links.ts';
import { meetings, turnEvents } from '../schema/meetings.ts';
import { absences, awayStatuses, FORMER_MEMBER, identities, members } from '../schema/members.ts';
import { notices } from '../schema/notices.ts';
import { promises } from '../schema/promises.ts';
import { acts } from '../schema/proposals.ts';
import { ledger } from '../schema/releases.ts';
import { rounds } from '../schema/rounds.ts';
import { unnamedWords } from '../schema/unnamed-words.ts';

export function erasingTable(database: Database): ErasingTable {
  return {
    async member(id, at) {
      const owned = database
        .select({ externalId: identities.externalId })
        .from(identities)
        .where(and(eq(identities.memberId, id), eq(identities.platform, 'web')));
      await database
        .delete(notices)
        .where(
          and(
            eq(notices.placeKind, 'member'),
            eq(notices.platform, 'web'),
            inArray(notices.externalId, owned),
          ),
        );
      await database.delete(deliveries).where(eq(deliveries.memberId, id));
      await database.delete(absences).where(eq(absences.memberId, id));
      const accounts = database
        .select({ account: sql<string>`${identities.platform} || '/' || ${identities.externalId}` })
        .from(identities)
        .where(eq(identities.memberId, id));
      await database.delete(deliveries).where(inArray(deliveries.person, accounts));
      await database.delete(awayStatuses).where(eq(awayStatuses.memberId, id));
      await database.delete(joinings).where(eq(joinings.memberId, id));
      await database.delete(buddies).where(or(eq(buddies.newcomerId, id), eq(buddies.helperId, id)));
      await database.delete(linkCodes).where(eq(linkCodes.memberId, id));
      await database.delete(links).where(or(eq(links.memberId, id), eq(links.fromId, id)));
      await database.delete(identities).where(eq(identities.memberId, id));
      await database
        .update(acts)
        .set({ reason: null, answer: null })
        .where(sql`${acts.change} ->> 'memberId' = ${id}`);
      // What the row is still needed for is its id: chairs and acts of the past point to it.
      await database
        .update(members)
        .set({
          name: FORMER_MEMBER,
          email: null,
          steward: false,
          manager: false,
          chairs: 'resting',
          preferences: firstPreferences('en-GB'),
          leftAt: sql`coalesce(${members.leftAt}, ${new Date(at).toISOString()}::timestamptz)`,
        })
        .where(eq(members.id, id));
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
