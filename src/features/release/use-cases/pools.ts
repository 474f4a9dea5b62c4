import { type Quarter, quarterEnd, quarterOf } from '../../../core/calendar/quarter.ts';
import type { Circle } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import { DAY, type Instant } from '../../../core/instant.ts';
import { recordFailure } from '../../../core/outbox/failures.ts';
import type { Tx } from '../../../core/ports/store.ts';
import {
  addToPool,
  emptyPool,
  type Pool,
  type PoolContribution,
  type PoolRelease,
  questionKey,
  releasePool,
} from '../rules/pool.ts';
import { decodePool, encodePool } from '../rules/pool-encoding.ts';
import type { RoundSeal } from '../rules/pulse.ts';
import { NONCE_BYTES, open, seal, sealKey } from '../rules/tally/seal.ts';
import { type Pooled, type PoolKey, poolTable } from '../tables/pools.ts';
import { SALT_BYTES, SealUnopenable } from './sealing.ts';

/**
 * An organisation's circles may live in several time zones, and their pools must end at one moment: a pool that had been
 * spent while a circle's quarter still ran would refuse what comes from it.
 */
const TIMEZONE = 'UTC';

/** How long after its quarter a pool whose pepper is missing waits for it to come back, before it is deleted unread. */
const WAITS_FOR_PEPPER = 14 * DAY;

/** The quarter whose pools take what is poured at this moment. */
export function poolQuarter(instant: Instant): Quarter {
  return quarterOf(instant, TIMEZONE);
}

/**
 * Adds what one circle was too small to show to its organisation's pools, in the caller's transaction. To those of the
 * quarter that runs now: a round that closes late, after its own quarter's pools were spent, still counts.
 *
 * A pool that cannot be opened, its pepper being gone, takes nothing: that must not keep the round from closing.
 */
export async function addToPools(
  context: Context,
  tx: Tx,
  circle: Circle,
  contributions: readonly PoolContribution[],
): Promise<void> {
  const quarter = poolQuarter(context.clock.now());
  const keyed = contributions.map((contribution) => {
    const { question, voice } = contribution;
    const key = { organisationId: circle.organisationId, quarter, question: questionKey(question), voice };
    return { key, contribution };
  });
  // In the order of the keys: circles that close at one moment wait for each other's locks, and must not cross.
  keyed.sort((one, other) => (nameOf(one.key) < nameOf(other.key) ? -1 : 1));
  let lost: SealUnopenable | null = null;
  for (const { key, contribution } of keyed) {
    try {
      await addToOnePool(context, tx, circle, key, contribution);
    } catch (error) {
      if (!(error instanceof SealUnopenable)) throw error;
      lost = error;
    }
  }
  if (lost !== null) context.log.error('pool.not-poured', lost, { quarter });
}

async function addToOnePool(
  context: Context,
  tx: Tx,
  circle: Circle,
  key: PoolKey,
  contribution: PoolContribution,
): Promise<void> {
  const pooled = await poolTable.lock(tx, key);
  const before =
    pooled === null ? emptyPool(contribution.question, contribution.voice) : openPool(context, pooled);
  const after = addToPool(before, circle.id, contribution);
  if (!after.ok) throw new Error('A pool holds another question than its key says.');
  await poolTable.save(tx, {
    key,
    asked: pooled?.asked ?? contribution.question,
    closesAt: pooled?.closesAt ?? quarterEnd(key.quarter, TIMEZONE),
    seal: sealPool(context, key, pooled?.seal ?? null, after.value),
  });
}

/**
 * Releases every pool whose quarter is over, or lets it go unread, once. All voices of a question in one transaction: no
 * voice is shown alone, so a digest must find either all of them or none. Questions are independent: one that fails stops
 * no other. One that waits for its pepper is logged once, and stays among the failures.
 */
export async function releaseDuePools(context: Context): Promise<void> {
  const questions = new Map<string, PoolKey[]>();
  for (const key of await poolTable.due(context.store, context.clock.now())) {
    const question = `${key.organisationId} ${key.quarter} ${key.question}`;
    questions.set(question, [...(questions.get(question) ?? []), key]);
  }
  for (const keys of questions.values()) {
    try {
      await releaseQuestion(context, keys);
    } catch (error) {
      const quarter = keys[0]?.quarter ?? '';
      const isWaiting = error instanceof SealUnopenable;
      const isNews = !isWaiting || (await recordFailure(context, 'spend-pools', { quarter }, error));
      if (isNews) context.log.error('pool.not-spent', error, { quarter });
    }
  }
}

function releaseQuestion(context: Context, keys: readonly PoolKey[]): Promise<void> {
  return context.store.transact(async (tx) => {
    for (const key of keys) {
      const pooled = await poolTable.lock(tx, key);
      if (pooled === null) continue;
      await poolTable.spend(tx, key, context.clock.now(), releaseOf(context, pooled));
    }
  });
}

function releaseOf(context: Context, pooled: Pooled): PoolRelease {
  try {
    return releasePool(openPool(context, pooled));
  } catch (error) {
    const isLost =
      error instanceof SealUnopenable && pooled.closesAt + WAITS_FOR_PEPPER <= context.clock.now();
    if (!isLost) throw error;
    context.log.warn('pool.deleted-unread', { quarter: pooled.key.quarter });
    return { outcome: 'withheld', reason: 'too-few' };
  }
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
