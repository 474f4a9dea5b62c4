import { and, asc, desc, eq, getTableColumns, isNull, sql } from 'drizzle-orm';
import { bigint, check, index, jsonb, text, unique } from 'drizzle-orm/pg-core';
import type { CircleId, MemberId } from '../../../core/circle.ts';
import { ofCircle } from '../../../core/tables/schema/circles.ts';
import { members } from '../../../core/tables/schema/members.ts';
import { instant, oneOf, roundtable } from '../../../store/columns.ts';
import { first } from '../../../store/database.ts';
import { table } from '../../../store/table.ts';
import { ACT_WHATS, type Act, type ActWhat } from '../rules/act.ts';
import type { Change } from '../rules/change.ts';
import type { Proposal } from '../rules/proposal.ts';

export const proposals = roundtable.table(
  'proposals',
  {
    id: text().primaryKey(),
    circleId: ofCircle(),
    change: jsonb().$type<Change>().notNull(),
    before: jsonb().$type<Change>(),
    by: jsonb().$type<Proposal['by']>().notNull(),
    at: instant().notNull(),
    expiresAt: instant('expires_at').notNull(),
    state: text().$type<Proposal['state']>().notNull(),
    decided: jsonb().$type<Proposal['decided']>(),
  },
  (proposal) => [
    index('proposals_open').on(proposal.circleId, proposal.at).where(sql`${proposal.state} = 'open'`),
    check('proposals_state', oneOf(proposal.state, ['open', 'approved', 'declined', 'withdrawn'])),
    check('proposals_decided', sql`(${proposal.state} = 'open') = (${proposal.decided} is null)`),
    // Two keys, two people, two voices: whatever the program does.
    check(
      'proposals_two_voices',
      sql`${proposal.state} <> 'approved' or (${proposal.by} ->> 'memberId' <> ${proposal.decided} ->> 'memberId' and ${proposal.by} ->> 'voice' <> ${proposal.decided} ->> 'voice')`,
    ),
  ],
);

/** What stewards did, in public. Append-only. `position` keeps the order of acts of one moment. */
export const acts = roundtable.table(
  'acts',
  {
    id: text().primaryKey(),
    position: bigint({ mode: 'number' }).notNull().generatedAlwaysAsIdentity(),
    circleId: ofCircle(),
    at: instant().notNull(),
    memberId: text('member_id').references(() => members.id),
    what: text().$type<ActWhat>().notNull(),
    change: jsonb().$type<Change>(),
    before: jsonb().$type<Change>(),
    title: text(),
    reason: text(),
    answer: text(),
  },
  (act) => [
    unique('acts_of_circle').on(act.circleId, act.position),
    check('acts_what', oneOf(act.what, ACT_WHATS)),
    check('acts_about', sql`(${act.change} is null) <> (${act.title} is null)`),
  ],
);

/** Changes that wait, or waited, for the steward of another voice. */
export const proposalTable = table('proposals', (database) => ({
  async insert(proposal: Proposal): Promise<void> {
    await database.insert(proposals).values(proposal);
  },

  async find(id: string): Promise<Proposal | null> {
    return first(await database.select().from(proposals).where(eq(proposals.id, id)));
  },

  /** Locks the row until the transaction ends: it is decided once. */
  async lock(id: string): Promise<Proposal | null> {
    return first(await database.select().from(proposals).where(eq(proposals.id, id)).for('no key update'));
  },

  /** Keeps the new state, who decided, and how it stood then. */
  async decide({ id, circleId, state, decided, before }: Proposal): Promise<void> {
    await database
      .update(proposals)
      .set({ state, decided, before })
      .where(and(eq(proposals.id, id), eq(proposals.circleId, circleId)));
  },

  /** Undecided ones, run-out ones included, oldest first. */
  async open(circleId: CircleId): Promise<readonly Proposal[]> {
    return database
      .select()
      .from(proposals)
      .where(and(sql`${proposals.state} = 'open'`, eq(proposals.circleId, circleId)))
      .orderBy(asc(proposals.at), asc(proposals.id));
  },
}));

const { position: _position, ...actColumns } = getTableColumns(acts);

/** What stewards did. There is no way to change or remove an act; whom it is about may answer it once. */
export const actTable = table('acts', (database) => ({
  async record(act: Act): Promise<void> {
    await database.insert(acts).values(act);
  },

  /** Keeps what the person concerned wrote to it; false: there is an answer already, or no such act. */
  async answer(id: string, words: string): Promise<boolean> {
    const [answered] = await database
      .update(acts)
      .set({ answer: words })
      .where(and(eq(acts.id, id), isNull(acts.answer)))
      .returning({ id: acts.id });
    return answered !== undefined;
  },

  async find(id: string): Promise<Act | null> {
    return first(await database.select(actColumns).from(acts).where(eq(acts.id, id)));
  },

  /** Newest first. */
  async list(circleId: CircleId, limit: number): Promise<readonly Act[]> {
    return database
      .select(actColumns)
      .from(acts)
      .where(eq(acts.circleId, circleId))
      .orderBy(desc(acts.position))
      .limit(limit);
  },

  /** Who did this in a circle. */
  async doers(circleId: CircleId, what: Act['what']): Promise<readonly MemberId[]> {
    const rows = await database
      .selectDistinct({ id: acts.memberId })
      .from(acts)
      .where(and(eq(acts.circleId, circleId), eq(acts.what, what)));
    return rows.flatMap(({ id }) => id ?? []);
  },
}));
