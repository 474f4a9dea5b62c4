import { and, asc, desc, eq, isNull, sql } from 'drizzle-orm';
import type { Noticeboard } from '../../ports/chat-platform.ts';
import type { Database } from '../database.ts';
import { identities, members } from '../schema/members.ts';
import { notices } from '../schema/notices.ts';

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
      return database
        .select({ key: notices.key, at: notices.at, message: notices.message })
        .from(notices)
        .where(
          and(
            eq(notices.placeKind, place.kind),
            eq(notices.platform, place.platform),
            eq(notices.externalId, place.externalId),
          ),
        )
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
