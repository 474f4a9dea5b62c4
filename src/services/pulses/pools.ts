import { quarterEnd, quarterOf } from '../../domain/calendar/quarter.ts';
import type { Circle } from '../../domain/circle.ts';
import type { Instant } from '../../domain/instant.ts';
import type { RoundSeal } from '../../domain/pulse.ts';
import {
  addToPool,
  emptyPool,
  type Pool,
  type PoolContribution,
  questionKey,
  releasePool,
} from '../../domain/release/pool.ts';
import { decodePool, encodePool } from '../../domain/release/pool-encoding.ts';
import { NONCE_BYTES, open, seal, sealKey } from '../../domain/tally/seal.ts';
import type { Pooled, PoolKey, Tables } from '../../ports/store.ts';
import type { Context } from '../context.ts';
import { SALT_BYTES, SealUnopenable } from './sealing.ts';

/** Adds what one circle was too small to show to its organisation's pool of the quarter, in the caller's transaction. */
export async function pour(
  context: Context,
  tables: Tables,
  circle: Circle,
  closedAt: Instant,
  contribution: PoolContribution,
): Promise<void> {
  const quarter = quarterOf(closedAt, circle.timezone);
  const key: PoolKey = {
    organisationId: circle.organisationId,
    quarter,
    question: questionKey(contribution.question),
    voice: contribution.voice,
  };
  const pooled = await tables.pools.lock(key);
  const before =
    pooled === null ? emptyPool(contribution.question, contribution.voice) : openPool(context, pooled);
  const after = addToPool(before, circle.id, contribution);
  if (!after.ok) throw new Error('A pool holds another question than its key says.');
  await tables.pools.save({
    key,
    asked: pooled?.asked ?? contribution.question,
    closesAt: pooled?.closesAt ?? quarterEnd(quarter, circle.timezone),
    seal: sealPool(context, key, pooled?.seal ?? null, after.value),
  });
}

/** Releases every pool whose quarter is over, or lets it go unread, once. Pools are independent: one that fails stops no other. */
export async function spendPools(context: Context): Promise<void> {
  for (const key of await context.store.tables.pools.due(context.clock.now())) {
    try {
      await spend(context, key);
    } catch (error) {
      context.log.error('pool.not-spent', error, { quarter: key.quarter });
    }
  }
}

function spend(context: Context, key: PoolKey): Promise<void> {
  return context.store.transact(async (tables) => {
    const pooled = await tables.pools.lock(key);
    if (pooled === null) return;
    await tables.pools.spend(key, context.clock.now(), releasePool(openPool(context, pooled)));
  });
}

function openPool(context: Context, pooled: Pooled): Pool {
  const name = nameOf(pooled.key);
  const pepper = context.secrets.pepper(pooled.seal.pepperId);
  if (pepper === null) throw new SealUnopenable(name, `pepper ${pooled.seal.pepperId} is not configured`);
  const opened = open(sealKey(pepper.key, pooled.seal.salt), pooled.seal.sealed, name);
  const pool = opened.ok ? decodePool(pooled.asked, pooled.key.voice, opened.value) : opened;
  if (!pool.ok) throw new SealUnopenable(name, 'it was changed, or belongs to another pepper');
  return pool.value;
}

/** A pool keeps its pepper and salt for the quarter, and gets a fresh nonce each time. */
function sealPool(context: Context, key: PoolKey, before: RoundSeal | null, pool: Pool): RoundSeal {
  const salt = before?.salt ?? context.randomBytes(SALT_BYTES);
  const pepper = context.secrets.pepper(before?.pepperId ?? '') ?? context.secrets.current;
  const sealed = seal(
    sealKey(pepper.key, salt),
    encodePool(pool),
    context.randomBytes(NONCE_BYTES),
    nameOf(key),
  );
  return { salt, pepperId: pepper.id, sealed };
}

function nameOf({ organisationId, quarter, question, voice }: PoolKey): string {
  return `pool ${organisationId} ${quarter} ${question} ${voice}`;
}
