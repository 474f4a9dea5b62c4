import { and, asc, eq, gte, isNotNull, isNull, lte, sql } from 'drizzle-orm';
import { check, index, jsonb, primaryKey, text } from 'drizzle-orm/pg-core';
import type { VoiceId } from '../../../core/circle.ts';
import type { Instant } from '../../../core/instant.ts';
import type { Earliest } from '../../../core/tables/agenda.ts';
import { ofOrganisation } from '../../../core/tables/schema/circles.ts';
import { bytes, instant, roundtable } from '../../../store/columns.ts';
import { first } from '../../../store/database.ts';
import { StoreError } from '../../../store/errors.ts';
import { table } from '../../../store/table.ts';
import type { ScoredQuestion } from '../rules/figures.ts';
import type { PoolRelease } from '../rules/pool.ts';
import type { RoundSeal } from '../rules/pulse.ts';

export const pools = roundtable.table(
  'pools',
  {
    organisationId: ofOrganisation(),
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

const keyColumns = {
  organisationId: pools.organisationId,
  quarter: pools.quarter,
  question: pools.question,
  voice: pools.voice,
};

function unspent(key: PoolKey) {
  return and(
    eq(pools.organisationId, key.organisationId),
    eq(pools.quarter, key.quarter),
    eq(pools.question, key.question),
    eq(pools.voice, key.voice),
    isNull(pools.spentAt),
  );
}

/** The organisation's sealed pools of what single circles were too small to show: one for each question and voice of a quarter. */
export const poolTable = table('pools', (database) => ({
  /** Locks the pool until the transaction ends; null where nothing was put into it yet. */
  async lock(key: PoolKey): Promise<Pooled | null> {
    // There is no row to lock before the first contribution, and two circles may come with it at once.
    const name = ['roundtable.pool', key.organisationId, key.quarter, key.question, key.voice].join('/');
    await database.execute(sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`);
    const row = first(await database.select().from(pools).where(unspent(key)).for('no key update'));
    if (row === null) return null;
    const { asked, closesAt, salt, pepperId, sealed } = row;
    if (salt === null || pepperId === null || sealed === null) return null;
    return { key, asked, closesAt, seal: { salt, pepperId, sealed } };
  },

  async save({ key, asked, closesAt, seal }: Pooled): Promise<void> {
    const rows = await database
      .insert(pools)
      .values({ ...key, asked, closesAt, ...seal })
      .onConflictDoUpdate({
        target: Object.values(keyColumns),
        set: { asked, closesAt, ...seal },
        setWhere: isNull(pools.spentAt),
      })
      .returning({ quarter: pools.quarter });
    if (rows.length === 0) throw new StoreError('conflict', 'pools.save', 'this pool is spent already');
  },

  /** Pools whose quarter has ended and that are not spent. */
  async due(now: Instant): Promise<readonly PoolKey[]> {
    return database
      .select(keyColumns)
      .from(pools)
      .where(and(isNull(pools.spentAt), lte(pools.closesAt, now)))
      .orderBy(asc(pools.closesAt), ...Object.values(keyColumns).map((column) => asc(column)));
  },

  /** Ids of the peppers that pools which are not spent were sealed with, each once. */
  async peppers(): Promise<readonly string[]> {
    const rows = await database
      .selectDistinct({ id: pools.pepperId })
      .from(pools)
      .where(and(isNull(pools.spentAt), isNotNull(pools.pepperId)))
      .orderBy(asc(pools.pepperId));
    return rows.flatMap(({ id }) => (id === null ? [] : [id]));
  },

  /** Deletes a pool for good and keeps what was released of it, if anything. Refuses (returns false) the second time. */
  async spend(key: PoolKey, at: Instant, release: PoolRelease): Promise<boolean> {
    const rows = await database
      .update(pools)
      .set({ salt: null, pepperId: null, sealed: null, spentAt: at, release })
      .where(unspent(key))
      .returning({ quarter: pools.quarter });
    return rows.length === 1;
  },

  /** What pools of this organisation have shown since `since`. */
  async released(organisationId: string, since: Instant): Promise<readonly ReleasedPool[]> {
    const rows = await database
      .select({ key: keyColumns, asked: pools.asked, at: pools.spentAt, release: pools.release })
      .from(pools)
      .where(and(eq(pools.organisationId, organisationId), gte(pools.spentAt, since)))
      .orderBy(asc(pools.spentAt), ...Object.values(keyColumns).map((column) => asc(column)));
    return rows.flatMap(({ key, asked, at, release }): ReleasedPool[] =>
      at !== null && release?.outcome === 'released' ? [{ key, asked, at, release }] : [],
    );
  },
}));

export interface PoolKey {
  readonly organisationId: string;
  readonly quarter: string;
  /** `questionKey` of the question. */
  readonly question: string;
  readonly voice: VoiceId;
}

export interface Pooled {
  readonly key: PoolKey;
  readonly asked: ScoredQuestion;
  /** When the quarter ends, in the time zone of the first circle that put something in. */
  readonly closesAt: Instant;
  readonly seal: RoundSeal;
}

export interface ReleasedPool {
  readonly key: PoolKey;
  readonly asked: ScoredQuestion;
  readonly at: Instant;
  readonly release: PoolRelease;
}

export const EARLIEST_RELEASE: Earliest = sql`select min(${pools.closesAt}) from ${pools} where ${pools.spentAt} is null`;
