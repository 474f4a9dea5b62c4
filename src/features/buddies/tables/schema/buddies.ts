import { sql } from 'drizzle-orm';
import { check, integer, text } from 'drizzle-orm/pg-core';
import { circles } from '../../../../core/tables/schema/circles.ts';
import { members } from '../../../../core/tables/schema/members.ts';
import { oneOf, roundtable } from '../../../../store/columns.ts';
import type { Buddy } from '../../rules.ts';

export const buddies = roundtable.table(
  'buddies',
  {
    newcomerId: text('newcomer_id')
      .primaryKey()
      .references(() => members.id),
    circleId: text('circle_id')
      .notNull()
      .references(() => circles.id),
    state: text().$type<Buddy['state']>().notNull(),
    helperId: text('helper_id').references(() => members.id),
    asked: integer().notNull(),
  },
  (buddy) => [
    check('buddies_state', oneOf(buddy.state, ['wanted', 'asked', 'agreed'])),
    check('buddies_helper', sql`(${buddy.state} = 'wanted') = (${buddy.helperId} is null)`),
    check('buddies_two', sql`${buddy.helperId} <> ${buddy.newcomerId}`),
  ],
);
