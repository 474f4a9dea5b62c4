import { and, asc, eq, lt, ne, sql } from 'drizzle-orm';
import { check, index, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type { PersonKind } from '../../core/chat-person.ts';
import type { CircleId, Identity, MemberId, PlatformName } from '../../core/circle.ts';
import type { Kept } from '../../core/tables/kept.ts';
import { ofCircle } from '../../core/tables/schema/circles.ts';
import { members } from '../../core/tables/schema/members.ts';
import { accounts, isAccount } from '../../core/tables/schema/people.ts';
import { instant, oneOf, roundtable } from '../../store/columns.ts';
import { first } from '../../store/database.ts';
import { table } from '../../store/table.ts';
import type { Joining } from './rules/joining.ts';

export const joinings = roundtable.table(
  'joinings',
  {
    id: text().primaryKey(),
    circleId: ofCircle(),
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

/** What stewards are asked after somebody came into, or went out of, a circle's channel. */
export const joiningTable = table('joinings', (database) => ({
  /** Returns false if the stewards are being asked about this person already. */
  async open({ person, ...row }: Joining): Promise<boolean> {
    const { identity, name, kind } = person;
    const rows = await database
      .insert(joinings)
      .values({ ...row, ...identity, name, kind })
      .onConflictDoNothing()
      .returning({ id: joinings.id });
    return rows.length === 1;
  },

  async find(id: string): Promise<Joining | null> {
    return joiningOf(first(await database.select().from(joinings).where(eq(joinings.id, id))));
  },

  /** Locks the row until the transaction ends: it is answered once. */
  async lock(id: string): Promise<Joining | null> {
    const rows = await database.select().from(joinings).where(eq(joinings.id, id)).for('no key update');
    return joiningOf(first(rows));
  },

  /** Ends an open one; `memberId` is who joined. */
  async close(id: string, state: Exclude<Joining['state'], 'open'>, memberId?: MemberId): Promise<void> {
    await database
      .update(joinings)
      .set({ state, ...(memberId === undefined ? {} : { memberId }) })
      .where(and(eq(joinings.id, id), eq(joinings.state, 'open')));
  },

  /** Open ones, oldest first. */
  async waiting(circleId: CircleId): Promise<readonly Joining[]> {
    const rows = await database
      .select()
      .from(joinings)
      .where(and(eq(joinings.circleId, circleId), eq(joinings.state, 'open')))
      .orderBy(asc(joinings.at), asc(joinings.id));
    return rows.flatMap((row) => joiningOf(row) ?? []);
  },

  async waitingFor(circleId: CircleId, account: Identity): Promise<Joining | null> {
    const isOpen = and(eq(joinings.circleId, circleId), eq(joinings.state, 'open'));
    const rows = await database
      .select()
      .from(joinings)
      .where(and(isOpen, isAccount(joinings, account)));
    return joiningOf(first(rows));
  },
}));

function joiningOf(row: typeof joinings.$inferSelect | null): Joining | null {
  if (row === null) return null;
  const { platform, externalId, name, kind, ...rest } = row;
  return { ...rest, person: { identity: { platform, externalId }, name, kind } };
}

export const membershipKept: Kept = {
  members: [{ column: joinings.memberId, erase: 'row' }],
  /** Also what was asked about their accounts before they were a member, or in vain. */
  async eraseMember(database, memberId) {
    await database.execute(sql`delete from ${joinings} using ${accounts}, ${members}
      where ${members.id} = ${memberId} and ${accounts.personId} = ${members.personId}
        and ${joinings.circleId} = ${members.circleId} and ${joinings.platform} = ${accounts.platform}
        and ${joinings.externalId} = ${accounts.externalId}`);
  },
  async erasePast(database, { circleId, before }) {
    await database
      .delete(joinings)
      .where(and(eq(joinings.circleId, circleId), ne(joinings.state, 'open'), lt(joinings.at, before)));
  },
};
