import { and, asc, desc, eq, gt, inArray, isNull, not, or, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Database } from '../../store/database.ts';
import { table } from '../../store/table.ts';
import { OWN_SAFETY, SAFETY_FIRST_FOR } from '../outbox/delivery.ts';
import type { BoardPlace, Noticeboard } from '../ports/chat.ts';
import type { Kept } from './kept.ts';
import { deliveries } from './schema/deliveries.ts';
import { members } from './schema/members.ts';
import { notices } from './schema/notices.ts';
import { accounts, isAccount } from './schema/people.ts';

const own = alias(accounts, 'own');

/**
 * What was said to a member by whichever of their accounts on this platform, and to the whole of each of their circles,
 * whose board is the web channel named after it.
 */
function onBoardOf(database: Database, place: BoardPlace) {
  const isTheirs = isAccount(accounts, place);
  const circle = database
    .select({ id: members.circleId })
    .from(accounts)
    .innerJoin(members, eq(members.personId, accounts.personId))
    .where(and(isTheirs, isNull(members.leftAt)));
  const other = database
    .select({ id: own.externalId })
    .from(accounts)
    .innerJoin(own, and(eq(own.personId, accounts.personId), eq(own.platform, accounts.platform)))
    .where(isTheirs);
  return and(
    eq(notices.platform, place.platform),
    or(
      and(eq(notices.placeKind, 'channel'), inArray(notices.externalId, circle)),
      and(eq(notices.placeKind, 'member'), inArray(notices.externalId, other)),
    ),
  );
}

/** The web's board. `kept`: what features keep, by which it knows what was called off. */
export const noticeboard = (kept: readonly Kept[]) =>
  table(
    'noticeboard',
    (database): Noticeboard => ({
      async pin(place, message, key, at) {
        const { kind: placeKind, platform, externalId } = place;
        await database
          .insert(notices)
          .values({ key, placeKind, platform, externalId, at, message })
          .onConflictDoNothing({ target: notices.key });
      },

      async replace(key, message) {
        await database.update(notices).set({ message }).where(eq(notices.key, key));
      },

      async read(place, limit, now) {
        const here = and(eq(notices.placeKind, place.kind), isAccount(notices, place));
        const isFirst = sql<boolean>`coalesce(${and(
          inArray(deliveries.kind, OWN_SAFETY),
          gt(notices.at, now - SAFETY_FIRST_FOR),
        )}, false)`;
        const stands = kept.map(({ calledOff }) => calledOff && not(calledOff(deliveries.subject)));
        return (
          database
            .select({ key: notices.key, at: notices.at, message: notices.message })
            .from(notices)
            // A notice's key is its letter's id.
            .leftJoin(deliveries, eq(deliveries.id, notices.key))
            .where(and(place.kind === 'member' ? or(here, onBoardOf(database, place)) : here, ...stands))
            .orderBy(desc(isFirst), desc(notices.at), desc(notices.position))
            .limit(limit)
        );
      },

      async readers(circleId) {
        return database
          .select({ platform: accounts.platform, externalId: accounts.externalId })
          .from(accounts)
          .innerJoin(members, eq(members.personId, accounts.personId))
          .where(and(eq(members.circleId, circleId), isNull(members.leftAt), eq(accounts.platform, 'web')))
          .orderBy(asc(members.position), asc(accounts.position));
      },
    }),
  );
