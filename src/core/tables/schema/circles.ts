import { isNotNull } from 'drizzle-orm';
import { boolean, index, jsonb, primaryKey, text, unique } from 'drizzle-orm/pg-core';
import { instant, roundtable } from '../../../store/columns.ts';
import type { Schedule } from '../../calendar/schedule.ts';
import type { Identity, PlatformName, Voice } from '../../circle.ts';

export const organisations = roundtable.table('organisations', {
  id: text().primaryKey(),
  name: text().notNull().unique(),
});

/** The column of what belongs to an organisation, or to a circle. */
export const ofOrganisation = () =>
  text('organisation_id')
    .notNull()
    .references(() => organisations.id);
export const ofCircle = () =>
  text('circle_id')
    .notNull()
    .references(() => circles.id);

/** Whose a workspace of a chat platform is. It stays when the workspace removes us, so that they find their own again. */
export const organisationWorkspaces = roundtable.table(
  'organisation_workspaces',
  {
    platform: text().$type<PlatformName>().notNull(),
    workspace: text().notNull(),
    organisationId: ofOrganisation(),
  },
  (row) => [primaryKey({ name: 'organisation_workspaces_key', columns: [row.platform, row.workspace] })],
);

export const circles = roundtable.table(
  'circles',
  {
    id: text().primaryKey(),
    organisationId: ofOrganisation(),
    name: text().notNull(),
    timezone: text().notNull(),
    language: text().notNull(),
    voices: jsonb().$type<readonly Voice[]>().notNull(),
    channels: jsonb().$type<readonly Identity[]>().notNull(),
    /** Chats of meetings: heard when a meeting ends, never written to. */
    meetingChats: jsonb('meeting_chats').$type<readonly Identity[]>().notNull().default([]),
    /** null: this circle wants no digest. */
    digestSchedule: jsonb('digest_schedule').$type<Schedule>(),
    digestToChannel: boolean('digest_to_channel').notNull(),
    digestToManagers: boolean('digest_to_managers').notNull(),
    nextDigestAt: instant('next_digest_at'),
    /** When stewards are shown the unnamed words of that digest; null: they were, or there is none. */
    nextReviewAt: instant('next_review_at'),
    /** Stewards were shown unnamed words of up to this week; null: none. */
    reviewedWeek: text('reviewed_week'),
    /** Where to turn if somebody is in danger, in the circle's own words; null: the usual ones. */
    signpost: text(),
    /** Somebody outside the circle whom people can talk to. */
    outside: text(),
    /** null: stewards of two voices have not said yes to everybody in it. */
    setUpAt: instant('set_up_at'),
  },
  (circle) => [
    unique('circles_name').on(circle.organisationId, circle.name),
    index('circles_digest_due').on(circle.nextDigestAt).where(isNotNull(circle.nextDigestAt)),
    index('circles_review_due').on(circle.nextReviewAt).where(isNotNull(circle.nextReviewAt)),
  ],
);
