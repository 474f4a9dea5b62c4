import { sql } from 'drizzle-orm';
import { boolean, check, index, text } from 'drizzle-orm/pg-core';
import { circles } from '../../../../core/tables/schema/circles.ts';
import { members } from '../../../../core/tables/schema/members.ts';
import type { Device } from '../../../../core/way-in.ts';
import { instant, oneOf, roundtable } from '../../../../store/columns.ts';
import type { Maker } from '../../rules/way-in.ts';

/** Ways in for one person each. The hashes are keyed: without the key they cannot be tried out. */
export const invitations = roundtable.table(
  'invitations',
  {
    id: text().primaryKey(),
    circleId: text('circle_id')
      .notNull()
      .references(() => circles.id),
    memberId: text('member_id')
      .notNull()
      .references(() => members.id),
    secretHash: text('secret_hash').notNull().unique(),
    codeHash: text('code_hash').notNull().unique(),
    maker: text().$type<Maker>().notNull(),
    makerId: text('maker_id').references(() => members.id),
    madeAt: instant('made_at').notNull(),
    opensAt: instant('opens_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    usedAt: instant('used_at'),
    webId: text('web_id'),
    waiting: boolean().notNull(),
  },
  (invitation) => [
    index('invitations_of_member').on(invitation.memberId),
    index('invitations_waiting').on(invitation.circleId, invitation.webId).where(sql`${invitation.waiting}`),
    check('invitations_maker', oneOf(invitation.maker, ['self', 'steward', 'stewards', 'operator'])),
  ],
);

/** Browsers that are signed in. A row is written at sign-in and deleted at its end: it never tells of use. */
export const webSessions = roundtable.table(
  'web_sessions',
  {
    id: text().primaryKey(),
    webId: text('web_id').notNull(),
    device: text().$type<Device>().notNull(),
    beganAt: instant('began_at').notNull(),
  },
  (session) => [
    index('web_sessions_of_account').on(session.webId),
    check('web_sessions_device', oneOf(session.device, ['own', 'shared'])),
  ],
);

/** Web accounts whose cookies of v0.1.0, which stand in no row, were ended. */
export const oldCookiesEnded = roundtable.table('old_cookies_ended', {
  webId: text('web_id').primaryKey(),
  at: instant().notNull(),
});
