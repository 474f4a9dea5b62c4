import { isNotNull, isNull, sql } from 'drizzle-orm';
import { check, index, jsonb, primaryKey, text } from 'drizzle-orm/pg-core';
import { circles, organisations } from '../../../../core/tables/schema/circles.ts';
import { bytes, instant, roundtable } from '../../../../store/columns.ts';
import type { ScoredQuestion } from '../../rules/figures.ts';
import type { PoolRelease } from '../../rules/pool.ts';
import type { RoundRelease } from '../../rules/release.ts';
import { rounds } from './rounds.ts';

/** The primary key spends a round: there is no second release of it. */
export const ledger = roundtable.table(
  'ledger',
  {
    roundId: text('round_id')
      .primaryKey()
      .references(() => rounds.id),
    circleId: text('circle_id')
      .notNull()
      .references(() => circles.id),
    closedAt: instant('closed_at').notNull(),
    release: jsonb().$type<RoundRelease>().notNull(),
  },
  (entry) => [index('ledger_of_circle').on(entry.circleId, entry.closedAt)],
);

export const pools = roundtable.table(
  'pools',
  {
    organisationId: text('organisation_id')
      .notNull()
      .references(() => organisations.id),
    quarter: text().notNull(),
    question: text().notNull(),
    voice: text().notNull(),
    asked: jsonb().$type<ScoredQuestion>().notNull(),
    closesAt: instant('closes_at').notNull(),
    salt: bytes(),
    pepperId: text('pepper_id'),
    sealed: bytes(),
    spentAt: instant('spent_at'),
    release: jsonb().$type<PoolRelease>(),
  },
  (pool) => [
    primaryKey({
      name: 'pools_key',
      columns: [pool.organisationId, pool.quarter, pool.question, pool.voice],
    }),
    index('pools_spent').on(pool.organisationId, pool.spentAt).where(isNotNull(pool.spentAt)),
    index('pools_due').on(pool.closesAt).where(isNull(pool.spentAt)),
    // Either the sealed pool or what was released from it, never both: they could be subtracted.
    check(
      'pools_spent_once',
      sql`num_nulls(${pool.salt}, ${pool.pepperId}, ${pool.sealed}) = case when ${pool.spentAt} is null then 0 else 3 end`,
    ),
  ],
);
