import { and, asc, desc, eq, inArray, isNull, or, sql } from 'drizzle-orm';
import type { Place } from '../../domain/circle.ts';
import type { Noticeboard } from '../../ports/chat-platform.ts';
import type { Database } from '../database.ts';
import { identities, members } from '../schema/members.ts';
import { notices } from '../schema/notices.ts';

/** What was said to the whole circle of a member, whose board is the web channel named after the circle. */
function onBoardOf(database: Database, member: Place) {
  const circle = database
    .select({ id: members.circleId })
    .from(identities)
    .innerJoin(members, eq(members.id, identities.memberId))
    .where(
      and(
        eq(identities.platform, member.platform),
        eq(identities.externalId, member.externalId),
        isNull(members.leftAt),
      ),
    );
  return and(
    eq(notices.placeKind, 'channel'),
    eq(notices.platform, member.platform),
    inArray(notices.externalId, circle),
  );
}

export function noticeboard(database: Database): Noticeboard {
  return {
    async pin(place, message, key, at) {
      await database
        .insert(notices)
        .values({
          key,
          placeKind: place.kind,
          platform: place.platform,
          externalId: place.externalId,
          at,
          message,
        })
        .onConflictDoNothing({ target: notices.key });
    },

    async replace(key, message) {
      await database.update(notices).set({ message }).where(eq(notices.key, key));
    },

    async read(place, limit) {
      const here = and(
        eq(notices.placeKind, place.kind),
        eq(notices.platform, place.platform),
        eq(notices.externalId, place.externalId),
      );
      return database
        .select({ key: notices.key, at: notices.at, message: notices.message })
        .from(notices)
        .where(place.kind === 'member' ? or(here, onBoardOf(database, place)) : here)
        .orderBy(desc(notices.at), desc(notices.position))
        .limit(limit);
    },

    async readers(circleId) {
      return database
        .select({ platform: identities.platform, externalId: identities.externalId })
        .from(identities)
        .innerJoin(members, eq(members.id, identities.memberId))
        .where(
          and(eq(members.circleId, circleId), isNull(members.leftAt), sql`${identities.platform} = 'web'`),
        )
        .orderBy(asc(members.position));
    },
  };
}
