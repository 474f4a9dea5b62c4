import { eq, sql } from 'drizzle-orm';
import { check, integer, text } from 'drizzle-orm/pg-core';
import type { MemberId } from '../../core/circle.ts';
import type { Kept } from '../../core/tables/kept.ts';
import { ofCircle } from '../../core/tables/schema/circles.ts';
import { members } from '../../core/tables/schema/members.ts';
import { oneOf, roundtable } from '../../store/columns.ts';
import { first } from '../../store/database.ts';
import { table } from '../../store/table.ts';
import type { Buddy } from './rules.ts';

export const buddies = roundtable.table(
  'buddies',
  {
    newcomerId: text('newcomer_id')
      .primaryKey()
      .references(() => members.id),
    circleId: ofCircle(),
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

/** Who would like a buddy, and who is one. */
export const buddyTable = table('buddies', (database) => ({
  /** Adds it, or replaces the one of the same newcomer. */
  async save(buddy: Buddy): Promise<void> {
    const { circleId, state, helperId, asked } = buddy;
    await database
      .insert(buddies)
      .values(buddy)
      .onConflictDoUpdate({
        target: buddies.newcomerId,
        set: { state, helperId, asked },
        setWhere: eq(buddies.circleId, circleId),
      });
  },

  async find(newcomerId: MemberId): Promise<Buddy | null> {
    return first(await database.select().from(buddies).where(eq(buddies.newcomerId, newcomerId)));
  },
}));

export const buddiesKept: Kept = {
  members: [
    { column: buddies.newcomerId, erase: 'row' },
    { column: buddies.helperId, erase: 'row' },
  ],
  pastStays: [{ table: buddies, why: 'it has no time: it is who helps whom now' }],
};
