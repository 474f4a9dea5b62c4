import type { Circle } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import type { Delivery } from '../../../core/outbox/delivery.ts';
import { addToOutbox, toCorrect } from '../../../core/outbox/outbox.ts';
import type { Tx } from '../../../core/ports/store.ts';
import { deliveryTable } from '../../../core/tables/deliveries.ts';
import type { Digest } from '../rules/digest.ts';
import { rewordInDigest } from '../rules/rewrite.ts';
import { digestTable } from '../tables.ts';

/** All that a circle has. */
const EVERY_DIGEST = 100_000;

/**
 * Changes what published digests say, in the caller's transaction, which must hold the circle: its pages at once, and by the
 * letters that are given back each post that we can edit. What was read, mailed or printed stays as it was.
 */
export async function rewriteDigests(
  context: Context,
  tx: Tx,
  circle: Circle,
  change: (digest: Digest) => Digest,
): Promise<readonly Delivery[]> {
  const corrections: Delivery[] = [];
  for (const { id, digest } of await digestTable.list(tx, circle.id, EVERY_DIGEST)) {
    const changed = change(digest);
    if (changed === digest) continue;
    await digestTable.save(tx, id, changed);
    const letters = await deliveryTable.sentOrOnTheWay(tx, id, ['digest']);
    corrections.push(...letters.map((letter) => toCorrect(context, circle, letter)));
  }
  return addToOutbox(tx, corrections);
}

/** The same for a named promise that says other words now, or none. */
export function rewordPromise(
  context: Context,
  tx: Tx,
  circle: Circle,
  before: string,
  now: string | null,
): Promise<readonly Delivery[]> {
  return rewriteDigests(context, tx, circle, (digest) =>
    rewordInDigest(digest, { words: before, named: true }, now),
  );
}
