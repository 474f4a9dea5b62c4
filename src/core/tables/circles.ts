import { and, asc, eq, lte, or, sql } from 'drizzle-orm';
import { reviewAt } from '../../features/unnamed-words/rules/review.ts';
import type { CircleTable } from '../../ports/tables/circles.ts';
import { type Database, first } from '../../store/database.ts';
import { StoreError } from '../../store/errors.ts';
import type { Circle } from '../circle.ts';
import type { Instant } from '../instant.ts';
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

export function circleTable(database: Database): CircleTable {
  const select = () =>
    database
      .select(circleColumns)
      .from(circles)
      .innerJoin(organisations, eq(organisations.id, circles.organisationId));

  return {
    async insert(circle: Circle, digest) {
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

    async find(id) {
      return first(await select().where(eq(circles.id, id)));
    },

    async lock(id) {
      await database.select({ id: circles.id }).from(circles).where(eq(circles.id, id)).for('no key update');
      return first(await select().where(eq(circles.id, id)));
    },

    async findByName(organisation, name) {
      return first(await select().where(and(eq(organisations.name, organisation), eq(circles.name, name))));
    },

    async linkedTo({ platform, externalId }) {
      const channel = JSON.stringify([{ platform, externalId }]);
      return select().where(sql`${circles.channels} @> ${channel}::jsonb`).orderBy(asc(circles.id));
    },

    async meetingIn({ platform, externalId }) {
      const chat = JSON.stringify([{ platform, externalId }]);
      return select()
        .where(or(sql`${circles.channels} @> ${chat}::jsonb`, sql`${circles.meetingChats} @> ${chat}::jsonb`))
        .orderBy(asc(circles.id));
    },

    async meetingChats(id) {
      const row = first(
        await database.select({ chats: circles.meetingChats }).from(circles).where(eq(circles.id, id)),
      );
      return row?.chats ?? [];
    },

    async saveMeetingChats(id, meetingChats) {
      await database.update(circles).set({ meetingChats }).where(eq(circles.id, id));
    },

    async list() {
      return select().orderBy(asc(organisations.name), asc(circles.name));
    },

    async organisation(name, newId) {
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

    async organisationAt({ platform, workspace }) {
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

    async claimWorkspace({ platform, workspace }, organisationId) {
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

    async digestSettings(id) {
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

    async digestsDue(now) {
      const rows = await database
        .select({ id: circles.id })
        .from(circles)
        .where(lte(circles.nextDigestAt, now))
        .orderBy(asc(circles.nextDigestAt), asc(circles.id));
      return rows.map((row) => row.id);
    },

    async setNextDigest(id, at) {
      await database.update(circles).set(nextDigest(at)).where(eq(circles.id, id));
    },

    async reviewsDue(now) {
      const rows = await database
        .select({ id: circles.id })
        .from(circles)
        .where(lte(circles.nextReviewAt, now))
        .orderBy(asc(circles.nextReviewAt), asc(circles.id));
      return rows.map((row) => row.id);
    },

    async setReviewed(id, week) {
      await database
        .update(circles)
        .set({ nextReviewAt: null, reviewedWeek: week })
        .where(eq(circles.id, id));
    },

    async setNextReview(id, at) {
      await database.update(circles).set({ nextReviewAt: at }).where(eq(circles.id, id));
    },

    async saveDigest(id, digest) {
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

    async signpost(id) {
      const row = first(
        await database.select({ text: circles.signpost }).from(circles).where(eq(circles.id, id)),
      );
      return row?.text ?? null;
    },

    async saveSignpost(id, signpost) {
      await database.update(circles).set({ signpost }).where(eq(circles.id, id));
    },

    async outside(id) {
      const row = first(
        await database.select({ text: circles.outside }).from(circles).where(eq(circles.id, id)),
      );
      return row?.text ?? null;
    },

    async saveOutside(id, outside) {
      await database.update(circles).set({ outside }).where(eq(circles.id, id));
    },

    async markSetUp(id, setUpAt) {
      await database.update(circles).set({ setUpAt }).where(eq(circles.id, id));
    },

    async saveChannels(id, channels) {
      await database.update(circles).set({ channels }).where(eq(circles.id, id));
    },
  };
}

/** Each digest has its review: who moves the one moves the other. */
function nextDigest(at: Instant | null) {
  return { nextDigestAt: at, nextReviewAt: at === null ? null : reviewAt(at) };
}
