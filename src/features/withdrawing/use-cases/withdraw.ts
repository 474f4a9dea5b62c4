import type { Circle } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import type { Delivery } from '../../../core/outbox/delivery.ts';
import { addToOutbox } from '../../../core/outbox/outbox.ts';
import type { Tx } from '../../../core/ports/store.ts';
import type { Digest, TakenOut } from '../../digests/rules/digest.ts';
import { rewordInDigest, tellTakenOut, withoutComment, withoutSaid } from '../../digests/rules/rewrite.ts';
import type { WordsRef } from '../../digests/rules/withdrawal.ts';
import { rewriteDigests } from '../../digests/use-cases/rewrite.ts';
import { takenOutBy } from '../../digests/use-cases/taken-out.ts';
import type { TakingWords } from '../../governance/rules/change.ts';
import { promiseTable } from '../../promises/tables.ts';
import { requoted } from '../../promises/use-cases/letters.ts';
import { ledgerTable } from '../../release/tables/ledger.ts';
import { unnamedWordsTable } from '../../unnamed-words/tables.ts';
import { standing } from './standing.ts';

/**
 * Takes words out of every place that can still be changed, in the caller's transaction, which holds the circle and has put
 * the second key on record: out of the tables, out of published digests, and by the letters given back out of posts. Words
 * that were to be held back, and that a digest has shown before the second key, go from there too.
 */
export async function withdrawWords(
  context: Context,
  tx: Tx,
  circle: Circle,
  change: TakingWords,
): Promise<readonly Delivery[]> {
  const steps: ((digest: Digest) => Digest)[] = [];
  const letters: Delivery[] = [];
  for (const { to, words } of await standing(tx, circle, change.refs, {
    unshown: change.kind === 'hold-words',
  })) {
    steps.push(await remove(tx, to, words));
    if (to.kind === 'promise') letters.push(...(await requoted(context, tx, circle, to.id)));
  }
  const by = await takenOutBy(tx, circle, change);
  const rewritten = await rewriteDigests(context, tx, circle, (digest) => {
    let count = 0;
    let left = digest;
    for (const step of steps) {
      const next = step(left);
      if (next !== left) count += 1;
      left = next;
    }
    const told: TakenOut = { what: 'withdrawn', count, why: change.why, by };
    return count === 0 ? digest : tellTakenOut(left, told);
  });
  return [...rewritten, ...(await addToOutbox(tx, letters))];
}

/** Deletes the row, and gives what takes the words out of a digest. */
async function remove(tx: Tx, to: WordsRef, words: string): Promise<(digest: Digest) => Digest> {
  switch (to.kind) {
    case 'promise': {
      const item = await promiseTable.lock(tx, to.id);
      await promiseTable.remove(tx, to.id);
      const named = item !== null && item.raisedBy !== null;
      return (digest) => rewordInDigest(digest, { words, named }, null);
    }
    case 'said':
      await unnamedWordsTable.remove(tx, [to.id]);
      return (digest) => withoutSaid(digest, words);
    case 'comment':
      await ledgerTable.blankComment(tx, to.roundId, to.place);
      return (digest) => withoutComment(digest, to.roundId, words);
  }
}
