import { sql } from 'drizzle-orm';
import { check, index, integer, jsonb, text } from 'drizzle-orm/pg-core';
import { instant, oneOf, roundtable } from '../../../store/columns.ts';
import type { DeliveryKind, DeliveryState, Payload } from '../../outbox/delivery.ts';
import { ofCircle } from './circles.ts';
import { members } from './members.ts';

export const deliveries = roundtable.table(
  'deliveries',
  {
    id: text().primaryKey(),
    key: text().notNull().unique(),
    circleId: ofCircle(),
    kind: text().$type<DeliveryKind>().notNull(),
    subject: text().notNull(),
    payload: jsonb().$type<Payload>(),
    memberId: text('member_id').references(() => members.id),
    channel: text(),
    person: text(),
    dueAt: instant('due_at').notNull(),
    slotAt: instant('slot_at'),
    expiresAt: instant('expires_at'),
    state: text().$type<DeliveryState>().notNull(),
    attempts: integer().notNull(),
    claimedUntil: instant('claimed_until'),
    sentAt: instant('sent_at'),
    contactId: text('contact_id'),
    ref: text(),
    note: text(),
  },
  (delivery) => [
    index('deliveries_of_subject').on(delivery.subject),
    index('deliveries_of_member').on(delivery.memberId, delivery.sentAt),
    index('deliveries_due').on(delivery.dueAt).where(sql`${delivery.state} = 'due'`),
    index('deliveries_claimed').on(delivery.claimedUntil).where(sql`${delivery.state} = 'claimed'`),
    index('deliveries_waiting').on(delivery.dueAt).where(sql`${delivery.state} = 'waiting'`),
    index('deliveries_unsent').on(delivery.circleId).where(sql`${delivery.state} not in ('sent', 'dropped')`),
    check(
      'deliveries_state',
      oneOf(delivery.state, ['due', 'claimed', 'sent', 'waiting', 'failed', 'dropped']),
    ),
    check(
      'deliveries_place',
      sql`num_nonnulls(${delivery.memberId}, ${delivery.channel}, ${delivery.person}) = 1`,
    ),
    check('deliveries_claim', sql`(${delivery.state} = 'claimed') = (${delivery.claimedUntil} is not null)`),
  ],
);
