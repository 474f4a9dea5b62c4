import { and, asc, eq, or, sql } from 'drizzle-orm';
import { first, idsDue } from '../../store/database.ts';
import { StoreError } from '../../store/errors.ts';
import { table } from '../../store/table.ts';
import type { IsoWeek } from '../calendar/iso-week.ts';
import type { Schedule } from '../calendar/schedule.ts';
import type { Circle, CircleId, Identity, PlatformName } from '../circle.ts';
import type { Instant } from '../instant.ts';
import { reviewAt } from '../review-time.ts';
import type { Earliest } from './agenda.ts';
import { circles, organisations, organisationWorkspaces } from './schema/circles.ts';
import { members } from './schema/members.ts';
import { accounts } from './schema/people.ts';

export const circleColumns = {
  id: circles.id,
  organisationId: circles.organisationId,
  organisation: organisations.name,
  name: circles.name,
  timezone: circles.timezone,
  language: circles.language,
  voices: circles.voices,
  channels: circles.channels,
  setUpAt: circles.setUpAt,
};

export const circleTable = table('circles', (database) => {
  const select = () =>
    database
      .select(circleColumns)
      .from(circles)
      .innerJoin(organisations, eq(organisations.id, circles.organisationId));

  const rowOf = async (id: CircleId) =>
    first(await database.select().from(circles).where(eq(circles.id, id)));
  async function update(id: CircleId, change: Partial<typeof circles.$inferInsert>): Promise<void> {
    await database.update(circles).set(change).where(eq(circles.id, id));
  }

  return {
    /** `digest` is null for a circle that wants none. */
    async insert(circle: Circle, digest: DigestSettings | null): Promise<void> {
      await database.insert(circles).values({ ...circle, ...digestColumns(digest) });
    },

    async find(id: CircleId): Promise<Circle | null> {
      return first(await select().where(eq(circles.id, id)));
    },

    /** Locks the circle until the transaction ends: a digest is composed by one worker at a time. */
    async lock(id: CircleId): Promise<Circle | null> {
      await database.select({ id: circles.id }).from(circles).where(eq(circles.id, id)).for('no key update');
      return first(await select().where(eq(circles.id, id)));
    },

    async findByName(organisation: string, name: string): Promise<Circle | null> {
      return first(await select().where(and(eq(organisations.name, organisation), eq(circles.name, name))));
    },

    /** Circles that have this channel. */
    async linkedTo({ platform, externalId }: Identity): Promise<readonly Circle[]> {
      const channel = JSON.stringify([{ platform, externalId }]);
      return select().where(sql`${circles.channels} @> ${channel}::jsonb`).orderBy(asc(circles.id));
    },

    /** Circles that meet there: it is their channel, or the chat of a meeting of theirs. */
    async meetingIn({ platform, externalId }: Identity): Promise<readonly Circle[]> {
      const chat = JSON.stringify([{ platform, externalId }]);
      return select()
        .where(or(sql`${circles.channels} @> ${chat}::jsonb`, sql`${circles.meetingChats} @> ${chat}::jsonb`))
        .orderBy(asc(circles.id));
    },

    /** Chats of meetings: heard when a meeting ends, never written to. */
    async meetingChats(id: CircleId): Promise<readonly Identity[]> {
      return (await rowOf(id))?.meetingChats ?? [];
    },

    saveMeetingChats: (id: CircleId, meetingChats: readonly Identity[]) => update(id, { meetingChats }),

    async list(): Promise<readonly Circle[]> {
      return select().orderBy(asc(organisations.name), asc(circles.name));
    },

    /** The organisation's id, made if it is new. */
    async organisation(name: string, newId: string): Promise<string> {
      await database
        .insert(organisations)
        .values({ id: newId, name })
        .onConflictDoNothing({ target: organisations.name });
      const row = first(await database.select().from(organisations).where(eq(organisations.name, name)));
      if (row === null) throw new StoreError('conflict', 'circles.organisation', 'another change came first');
      return row.id;
    },

    /**
     * Whose a workspace is: as `claimWorkspace` kept it, or the organisation of the oldest circle that has a channel or a
     * person there, where ids tell the workspace (`workspaceOf`). null: nobody's yet.
     */
    async organisationAt({ platform, workspace }: WorkspaceName): Promise<Organisation | null> {
      const columns = { id: organisations.id, name: organisations.name };
      const claimed = first(
        await database
          .select(columns)
          .from(organisationWorkspaces)
          .innerJoin(organisations, eq(organisations.id, organisationWorkspaces.organisationId))
          .where(isWorkspace({ platform, workspace })),
      );
      if (claimed !== null) return claimed;
      const prefix = `${workspace}/`;
      const since = sql`(select min(${members.joinedAt}) from ${members} where ${members.circleId} = ${circles.id})`;
      return first(
        await database
          .select(columns)
          .from(circles)
          .innerJoin(organisations, eq(organisations.id, circles.organisationId))
          .where(
            or(
              sql`exists (select from jsonb_array_elements(${circles.channels}) channel
                where channel->>'platform' = ${platform} and starts_with(channel->>'externalId', ${prefix}))`,
              sql`exists (select from ${accounts} join ${members} on ${members.personId} = ${accounts.personId}
                where ${members.circleId} = ${circles.id}
                and ${accounts.platform} = ${platform} and starts_with(${accounts.externalId}, ${prefix}))`,
            ),
          )
          .orderBy(since, asc(circles.id))
          .limit(1),
      );
    },

    /** Keeps whose a workspace is; does nothing if it is theirs already. Rejects with a conflict if it is another's. */
    async claimWorkspace({ platform, workspace }: WorkspaceName, organisationId: string): Promise<void> {
      await database
        .insert(organisationWorkspaces)
        .values({ platform, workspace, organisationId })
        .onConflictDoNothing();
      const isIt = isWorkspace({ platform, workspace });
      const row = first(await database.select().from(organisationWorkspaces).where(isIt));
      if (row?.organisationId !== organisationId)
        throw new StoreError('conflict', 'circles.claimWorkspace', 'another change came first');
    },

    async digestSettings(id: CircleId): Promise<(DigestSettings & ReviewState) | null> {
      const row = await rowOf(id);
      if (row === null || row.digestSchedule === null) return null;
      return {
        schedule: row.digestSchedule,
        toChannel: row.digestToChannel,
        toManagers: row.digestToManagers,
        nextAt: row.nextDigestAt,
        reviewAt: row.nextReviewAt,
        reviewedWeek: row.reviewedWeek,
      };
    },

    /** Circles whose digest is due at `now`. */
    digestsDue: (now: Instant) => idsDue(database, circles.id, circles.nextDigestAt, now),

    /** Plans its review too. */
    setNextDigest: (id: CircleId, at: Instant | null) => update(id, nextDigest(at)),

    /** Circles whose stewards are to see the unnamed words of the next digest. */
    reviewsDue: (now: Instant) => idsDue(database, circles.id, circles.nextReviewAt, now),

    /** Stewards were shown the words of up to this week. */
    setReviewed: (id: CircleId, week: IsoWeek) => update(id, { nextReviewAt: null, reviewedWeek: week }),

    /** null: not before the digest after. */
    setNextReview: (id: CircleId, at: Instant | null) => update(id, { nextReviewAt: at }),

    /** Replaces them; null: no digest any more. */
    saveDigest: (id: CircleId, digest: DigestSettings | null) => update(id, digestColumns(digest)),

    /** Where to turn in danger, in the circle's own words; null: it has none. */
    async signpost(id: CircleId): Promise<string | null> {
      return (await rowOf(id))?.signpost ?? null;
    },

    saveSignpost: (id: CircleId, signpost: string | null) => update(id, { signpost }),

    /** Somebody outside the circle whom people can talk to; null: nobody was named. */
    async outside(id: CircleId): Promise<string | null> {
      return (await rowOf(id))?.outside ?? null;
    },

    saveOutside: (id: CircleId, outside: string | null) => update(id, { outside }),

    /** Stewards of two voices have said yes to everybody in it. */
    markSetUp: (id: CircleId, setUpAt: Instant) => update(id, { setUpAt }),

    saveNaming: (id: CircleId, { name, language }: Pick<Circle, 'name' | 'language'>) =>
      update(id, { name, language }),

    /** Moves nothing that is planned by it. */
    saveTimezone: (id: CircleId, timezone: string) => update(id, { timezone }),

    saveVoices: (id: CircleId, voices: Circle['voices']) => update(id, { voices }),

    saveChannels: (id: CircleId, channels: Circle['channels']) => update(id, { channels }),
  };
});

function isWorkspace({ platform, workspace }: WorkspaceName) {
  return and(eq(organisationWorkspaces.platform, platform), eq(organisationWorkspaces.workspace, workspace));
}

/** Each digest has its review: who moves the one moves the other. */
function nextDigest(at: Instant | null) {
  return { nextDigestAt: at, nextReviewAt: at === null ? null : reviewAt(at) };
}

function digestColumns(digest: DigestSettings | null) {
  return {
    digestSchedule: digest?.schedule ?? null,
    digestToChannel: digest?.toChannel ?? false,
    digestToManagers: digest?.toManagers ?? false,
    ...nextDigest(digest?.nextAt ?? null),
  };
}

/** One customer of a chat platform: for Slack `T…`. */
export interface WorkspaceName {
  readonly platform: PlatformName;
  readonly workspace: string;
}

export interface Organisation {
  readonly id: string;
  readonly name: string;
}

/** What stewards have seen of unnamed words. */
export interface ReviewState {
  /** When they are shown those of the next digest; null: they were. */
  readonly reviewAt: Instant | null;
  /** They were shown those of up to this week; null: none. */
  readonly reviewedWeek: IsoWeek | null;
}

export interface DigestSettings {
  readonly schedule: Schedule;
  readonly toChannel: boolean;
  readonly toManagers: boolean;
  readonly nextAt: Instant | null;
}

export const EARLIEST_DIGEST: Earliest = sql`select min(${circles.nextDigestAt}) from ${circles}`;
export const EARLIEST_REVIEW: Earliest = sql`select min(${circles.nextReviewAt}) from ${circles}`;
