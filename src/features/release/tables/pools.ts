import { and, asc, eq, gte, isNotNull, isNull, lte, sql } from 'drizzle-orm';
import type { PoolKey, PoolTable, ReleasedPool } from '../../../ports/tables/releases.ts';
import { type Database, first } from '../../../store/database.ts';
import { StoreError } from '../../../store/errors.ts';
import { pools } from './schema/releases.ts';

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

export function poolTable(database: Database): PoolTable {
  return {
    async lock(key) {
      // There is no row to lock before the first contribution, and two circles may come with it at once.
      const name = ['roundtable.pool', key.organisationId, key.quarter, key.question, key.voice].join('/');
      await database.execute(sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`);
      const row = first(
        await database
          .select({
            key: keyColumns,
            asked: pools.asked,
            closesAt: pools.closesAt,
            salt: pools.salt,
            pepperId: pools.pepperId,
            sealed: pools.sealed,
          })
          .from(pools)
          .where(unspent(key))
          .for('no key update'),
      );
      if (row === null || row.salt === null || row.pepperId === null || row.sealed === null) return null;
      const seal = { salt: row.salt, pepperId: row.pepperId, sealed: row.sealed };
      return { key: row.key, asked: row.asked, closesAt: row.closesAt, seal };
    },

    async save({ key, asked, closesAt, seal }) {
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

    async due(now) {
      return database
        .select(keyColumns)
        .from(pools)
        .where(and(isNull(pools.spentAt), lte(pools.closesAt, now)))
        .orderBy(asc(pools.closesAt), ...Object.values(keyColumns).map((column) => asc(column)));
    },

    async peppers() {
      const rows = await database
        .selectDistinct({ id: pools.pepperId })
        .from(pools)
        .where(and(isNull(pools.spentAt), isNotNull(pools.pepperId)))
        .orderBy(asc(pools.pepperId));
      return rows.flatMap(({ id }) => (id === null ? [] : [id]));
    },

    async spend(key, at, release) {
      const rows = await database
        .update(pools)
        .set({ salt: null, pepperId: null, sealed: null, spentAt: at, release })
        .where(unspent(key))
        .returning({ quarter: pools.quarter });
      return rows.length === 1;
    },

    async released(organisationId, since) {
      const rows = await database
        .select({ key: keyColumns, asked: pools.asked, at: pools.spentAt, release: pools.release })
        .from(pools)
        .where(and(eq(pools.organisationId, organisationId), gte(pools.spentAt, since)))
        .orderBy(asc(pools.spentAt), ...Object.values(keyColumns).map((column) => asc(column)));
      return rows.flatMap(({ key, asked, at, release }): ReleasedPool[] =>
        at !== null && release?.outcome === 'released' ? [{ key, asked, at, release }] : [],
      );
    },
  };
}
