import { and, eq, sql } from 'drizzle-orm';
import { check, jsonb, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type { CircleId, MemberId } from '../../core/circle.ts';
import type { Kept } from '../../core/tables/kept.ts';
import { ofCircle } from '../../core/tables/schema/circles.ts';
import { members } from '../../core/tables/schema/members.ts';
import { instant, oneOf, roundtable } from '../../store/columns.ts';
import { first } from '../../store/database.ts';
import { table } from '../../store/table.ts';
import { ON_RECORD } from '../governance/tables/kept.ts';
import type { Choosing } from './rules.ts';

/** Voices without a steward who choose one. Who said no to it stands nowhere. */
export const choosings = roundtable.table(
  'choosings',
  {
    id: text().primaryKey(),
    circleId: ofCircle(),
    voice: text().notNull(),
    memberId: text('member_id')
      .notNull()
      .references(() => members.id),
    by: text()
      .notNull()
      .references(() => members.id),
    at: instant().notNull(),
    confirmedBy: jsonb('confirmed_by').$type<readonly MemberId[]>().notNull(),
    standsUntil: instant('stands_until'),
    state: text().$type<Choosing['state']>().notNull(),
  },
  (choosing) => [
    // One at a time in each voice: two people who propose at one moment do not both.
    uniqueIndex('choosings_one').on(choosing.circleId, choosing.voice).where(sql`${choosing.state} = 'open'`),
    check('choosings_state', oneOf(choosing.state, ['open', 'chosen', 'stopped', 'lapsed'])),
    check('choosings_told', sql`${choosing.state} <> 'chosen' or ${choosing.standsUntil} is not null`),
    check('choosings_others', sql`not ${choosing.confirmedBy} @> to_jsonb(${choosing.by})`),
  ],
);

/** Voices that choose a steward, one choosing in each at a time. */
export const choosingTable = table('choosings', (database) => {
  const isOpen = eq(choosings.state, 'open');
  return {
    async insert(choosing: Choosing): Promise<void> {
      await database.insert(choosings).values(choosing);
    },

    async find(id: string): Promise<Choosing | null> {
      return first(await database.select().from(choosings).where(eq(choosings.id, id)));
    },

    /** Locks the row until the transaction ends. */
    async lock(id: string): Promise<Choosing | null> {
      return first(await database.select().from(choosings).where(eq(choosings.id, id)).for('no key update'));
    },

    /** Keeps who said yes, until when it stands, and its state. */
    async save({ id, circleId, confirmedBy, standsUntil, state }: Choosing): Promise<void> {
      await database
        .update(choosings)
        .set({ confirmedBy, standsUntil, state })
        .where(and(eq(choosings.id, id), eq(choosings.circleId, circleId)));
    },

    /** Those that have come to no end, of a circle or of all. */
    async open(circleId?: CircleId): Promise<readonly Choosing[]> {
      const which = circleId === undefined ? isOpen : and(isOpen, eq(choosings.circleId, circleId));
      return database.select().from(choosings).where(which);
    },
  };
});

export const choosingsKept: Kept = {
  members: [
    { column: choosings.memberId, erase: ON_RECORD },
    { column: choosings.by, erase: ON_RECORD },
  ],
  pastStays: [{ table: choosings, why: 'who chose a steward is on record for good' }],
};
