import { sql } from 'drizzle-orm';
import { check, index, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type { PersonKind } from '../../../../core/chat-person.ts';
import type { PlatformName } from '../../../../core/circle.ts';
import { circles } from '../../../../core/tables/schema/circles.ts';
import { members } from '../../../../core/tables/schema/members.ts';
import { instant, oneOf, roundtable } from '../../../../store/columns.ts';
import type { Joining } from '../../rules/joining.ts';

export const joinings = roundtable.table(
  'joinings',
  {
    id: text().primaryKey(),
    circleId: text('circle_id')
      .notNull()
      .references(() => circles.id),
    what: text().$type<Joining['what']>().notNull(),
    platform: text().$type<PlatformName>().notNull(),
    externalId: text('external_id').notNull(),
    name: text().notNull(),
    kind: text().$type<PersonKind>().notNull(),
    memberId: text('member_id').references(() => members.id),
    at: instant().notNull(),
    state: text().$type<Joining['state']>().notNull(),
  },
  (joining) => [
    // A chat platform tells of one arrival more than once; the stewards are asked once.
    uniqueIndex('joinings_open')
      .on(joining.circleId, joining.platform, joining.externalId)
      .where(sql`${joining.state} = 'open'`),
    index('joinings_of_circle').on(joining.circleId, joining.at),
    check('joinings_what', oneOf(joining.what, ['join', 'leave'])),
    check('joinings_kind', oneOf(joining.kind, ['member', 'guest', 'stranger'])),
    check('joinings_state', oneOf(joining.state, ['open', 'accepted', 'dismissed', 'withdrawn'])),
  ],
);
