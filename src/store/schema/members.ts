import { isNull, sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  date,
  foreignKey,
  index,
  jsonb,
  primaryKey,
  text,
  unique,
} from 'drizzle-orm/pg-core';
import type { ChairWillingness, PlatformName, Preferences } from '../../domain/circle.ts';
import { circles } from './circles.ts';
import { instant, oneOf, roundtable } from './columns.ts';

/** Stands where the name of somebody was whose data is deleted. */
export const FORMER_MEMBER = 'A former member';

export const members = roundtable.table(
  'members',
  {
    id: text().primaryKey(),
    circleId: text('circle_id')
      .notNull()
      .references(() => circles.id),
    /** The order in which members were entered: the order of every list of them. */
    position: bigint({ mode: 'number' }).notNull().generatedAlwaysAsIdentity(),
    name: text().notNull(),
    voice: text().notNull(),
    email: text(),
    steward: boolean().notNull(),
    manager: boolean().notNull(),
    chairs: text().$type<ChairWillingness>().notNull(),
    preferences: jsonb().$type<Preferences>().notNull(),
    joinedAt: instant('joined_at').notNull(),
    confirmedAt: instant('confirmed_at'),
    voiceSince: instant('voice_since'),
    leftAt: instant('left_at'),
  },
  (member) => [
    unique('members_of_circle').on(member.circleId, member.id),
    index('members_present').on(member.circleId, member.position).where(isNull(member.leftAt)),
    check('members_chairs', oneOf(member.chairs, ['yes', 'not-yet', 'resting'])),
  ],
);

export const identities = roundtable.table(
  'identities',
  {
    memberId: text('member_id').notNull(),
    circleId: text('circle_id').notNull(),
    platform: text().$type<PlatformName>().notNull(),
    externalId: text('external_id').notNull(),
    /** The platform has put this account out of use: nothing is sent there until it is back. */
    held: boolean().notNull().default(false),
    /** When it was linked to this member; null: it has been theirs from the start. */
    since: instant(),
  },
  (identity) => [
    primaryKey({ name: 'identities_key', columns: [identity.memberId, identity.platform] }),
    // Two people with one identity could answer twice, or for each other.
    unique('identities_person').on(identity.platform, identity.externalId, identity.circleId),
    foreignKey({
      name: 'identities_member',
      columns: [identity.circleId, identity.memberId],
      foreignColumns: [members.circleId, members.id],
    }),
    check('identities_platform', oneOf(identity.platform, ['slack', 'teams', 'web'])),
  ],
);

export const absences = roundtable.table(
  'absences',
  {
    id: text().primaryKey(),
    memberId: text('member_id')
      .notNull()
      .references(() => members.id),
    from: date('from_day', { mode: 'string' }).notNull(),
    to: date('to_day', { mode: 'string' }).notNull(),
  },
  (absence) => [
    index('absences_of_member').on(absence.memberId),
    check('absences_days', sql`${absence.from} <= ${absence.to}`),
  ],
);

/** Away as a chat platform's status says it, for those who allow it. Apart from the days people enter themselves. */
export const awayStatuses = roundtable.table('away_statuses', {
  memberId: text('member_id')
    .primaryKey()
    .references(() => members.id),
  until: instant('until_at').notNull(),
});
