import { and, asc, eq, lte, or, sql } from 'drizzle-orm';
import { first } from '../../store/database.ts';
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

  return {
    /** `digest` is null for a circle that wants none. */
    async insert(circle: Circle, digest: DigestSettings | null): Promise<void> {
      await database.insert(circles).values({
        id: circle.id,
        organisationId: circle.organisationId,
        name: circle.name,
        timezone: circle.timezone,
        language: circle.language,
        voices: circle.voices,
        channels: circle.channels,
        setUpAt: circle.setUpAt,
        digestSchedule: digest?.schedule ?? null,
        digestToChannel: digest?.toChannel ?? false,
        digestToManagers: digest?.toManagers ?? false,
        ...nextDigest(digest?.nextAt ?? null),
      });
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
      const row = first(
        await database.select({ chats: circles.meetingChats }).from(circles).where(eq(circles.id, id)),
      );
      return row?.chats ?? [];
    },

    async saveMeetingChats(id: CircleId, meetingChats: readonly Identity[]): Promise<void> {
      await database.update(circles).set({ meetingChats }).where(eq(circles.id, id));
    },

    async list(): Promise<readonly Circle[]> {
      return select().orderBy(asc(organisations.name), asc(circles.name));
    },

    /** The organisation's id, made if it is new. */
    async organisation(name: string, newId: string): Promise<string> {
      await database
        .insert(organisations)
        .values({ id: newId, name })
        .onConflictDoNothing({ target: organisations.name });
      const row = first(
        await database
          .select({ id: organisations.id })
          .from(organisations)
          .where(eq(organisations.name, name)),
      );
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
          .where(
            and(
              eq(organisationWorkspaces.platform, platform),
              eq(organisationWorkspaces.workspace, workspace),
            ),
          ),
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
      const row = first(
        await database
          .select({ owner: organisationWorkspaces.organisationId })
          .from(organisationWorkspaces)
          .where(
            and(
              eq(organisationWorkspaces.platform, platform),
              eq(organisationWorkspaces.workspace, workspace),
            ),
          ),
      );
      if (row?.owner !== organisationId)
        throw new StoreError('conflict', 'circles.claimWorkspace', 'another change came first');
    },

    async digestSettings(id: CircleId): Promise<(DigestSettings & ReviewState) | null> {
      const row = first(
        await database
          .select({
            schedule: circles.digestSchedule,
            toChannel: circles.digestToChannel,
            toManagers: circles.digestToManagers,
            nextAt: circles.nextDigestAt,
            reviewAt: circles.nextReviewAt,
            reviewedWeek: circles.reviewedWeek,
          })
          .from(circles)
          .where(eq(circles.id, id)),
      );
      if (row === null || row.schedule === null) return null;
      return { ...row, schedule: row.schedule };
    },

    /** Circles whose digest is due at `now`. */
    async digestsDue(now: Instant): Promise<readonly CircleId[]> {
      const rows = await database
        .select({ id: circles.id })
        .from(circles)
        .where(lte(circles.nextDigestAt, now))
        .orderBy(asc(circles.nextDigestAt), asc(circles.id));
      return rows.map((row) => row.id);
    },

    /** Plans its review too. */
    async setNextDigest(id: CircleId, at: Instant | null): Promise<void> {
      await database.update(circles).set(nextDigest(at)).where(eq(circles.id, id));
    },

    /** Circles whose stewards are to see the unnamed words of the next digest. */
    async reviewsDue(now: Instant): Promise<readonly CircleId[]> {
      const rows = await database
        .select({ id: circles.id })
        .from(circles)
        .where(lte(circles.nextReviewAt, now))
        .orderBy(asc(circles.nextReviewAt), asc(circles.id));
      return rows.map((row) => row.id);
    },

    /** Stewards were shown the words of up to this week. */
    async setReviewed(id: CircleId, week: IsoWeek): Promise<void> {
      await database
        .update(circles)
        .set({ nextReviewAt: null, reviewedWeek: week })
        .where(eq(circles.id, id));
    },

    /** null: not before the digest after. */
    async setNextReview(id: CircleId, at: Instant | null): Promise<void> {
      await database.update(circles).set({ nextReviewAt: at }).where(eq(circles.id, id));
    },

    /** Replaces them; null: no digest any more. */
    async saveDigest(id: CircleId, digest: DigestSettings | null): Promise<void> {
      await database
        .update(circles)
        .set({
          digestSchedule: digest?.schedule ?? null,
          digestToChannel: digest?.toChannel ?? false,
          digestToManagers: digest?.toManagers ?? false,
          ...nextDigest(digest?.nextAt ?? null),
        })
        .where(eq(circles.id, id));
    },

    /** Where to turn in danger, in the circle's own words; null: it has none. */
    async signpost(id: CircleId): Promise<string | null> {
      const row = first(
        await database.select({ text: circles.signpost }).from(circles).where(eq(circles.id, id)),
      );
      return row?.text ?? null;
    },

    async saveSignpost(id: CircleId, signpost: string | null): Promise<void> {
      await database.update(circles).set({ signpost }).where(eq(circles.id, id));
    },

    /** Somebody outside the circle whom people can talk to; null: nobody was named. */
    async outside(id: CircleId): Promise<string | null> {
      const row = first(
        await database.select({ text: circles.outside }).from(circles).where(eq(circles.id, id)),
      );
      return row?.text ?? null;
    },

    async saveOutside(id: CircleId, outside: string | null): Promise<void> {
      await database.update(circles).set({ outside }).where(eq(circles.id, id));
    },

    /** Stewards of two voices have said yes to everybody in it. */
    async markSetUp(id: CircleId, setUpAt: Instant): Promise<void> {
      await database.update(circles).set({ setUpAt }).where(eq(circles.id, id));
    },

    async saveNaming(id: CircleId, naming: Pick<Circle, 'name' | 'language'>): Promise<void> {
      await database.update(circles).set(naming).where(eq(circles.id, id));
    },

    /** Moves nothing that is planned by it. */
    async saveTimezone(id: CircleId, timezone: string): Promise<void> {
      await database.update(circles).set({ timezone }).where(eq(circles.id, id));
    },

    async saveVoices(id: CircleId, voices: Circle['voices']): Promise<void> {
      await database.update(circles).set({ voices }).where(eq(circles.id, id));
    },

    async saveChannels(id: CircleId, channels: Circle['channels']): Promise<void> {
      await database.update(circles).set({ channels }).where(eq(circles.id, id));
    },
  };
});

/** Each digest has its review: who moves the one moves the other. */
function nextDigest(at: Instant | null) {
  return { nextDigestAt: at, nextReviewAt: at === null ? null : reviewAt(at) };
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
