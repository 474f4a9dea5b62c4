import { sql } from 'drizzle-orm';
import { check, integer, text } from 'drizzle-orm/pg-core';
import type { Buddy } from '../../features/buddies/rules.ts';
import { circles } from './circles.ts';
import { oneOf, roundtable } from './columns.ts';
import { members } from './members.ts';

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
