import { sql } from 'drizzle-orm';
import { bigint, check, index, jsonb, text, unique } from 'drizzle-orm/pg-core';
import { circles } from '../../../../core/tables/schema/circles.ts';
import { members } from '../../../../core/tables/schema/members.ts';
import { instant, oneOf, roundtable } from '../../../../store/columns.ts';
import { ACT_WHATS, type ActWhat } from '../../rules/act.ts';
import type { Change } from '../../rules/change.ts';
import type { Proposal } from '../../rules/proposal.ts';

export const proposals = roundtable.table(
  'proposals',
  {
    id: text().primaryKey(),
    circleId: text('circle_id')
      .notNull()
      .references(() => circles.id),
    change: jsonb().$type<Change>().notNull(),
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
    circleId: text('circle_id')
      .notNull()
      .references(() => circles.id),
    at: instant().notNull(),
    memberId: text('member_id').references(() => members.id),
    what: text().$type<ActWhat>().notNull(),
    change: jsonb().$type<Change>(),
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
