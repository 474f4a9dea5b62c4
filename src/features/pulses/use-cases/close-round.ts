import type { Context } from '../../../core/context.ts';
import { circleTable } from '../../../core/tables/circles.ts';
import { releaseRound } from '../../release/rules/release.ts';
import { layoutOf } from '../../release/rules/tally/layout.ts';
import { ledgerTable } from '../../release/tables/ledger.ts';
import { questionLevelTable } from '../../release/tables/question-levels.ts';
import { roundTable } from '../../release/tables/rounds.ts';
import { addToPools } from '../../release/use-cases/pools.ts';
import { openSeal } from '../../release/use-cases/sealing.ts';
import { keysOf } from './levels.ts';

/**
 * Ends a round whose time has come: applies the release rules, writes the coded figures to the ledger, moves what may be
 * pooled into the sealed pools, and deletes the seal with everything in it, all in one transaction. Exact counts survive
 * nowhere. Does nothing for a round that has ended or is still running.
 */
export async function closeRound(context: Context, roundId: string): Promise<void> {
  await context.store.transact(async (tx) => {
    const round = await roundTable.lock(tx, roundId);
    if (round === null || round.state !== 'open' || round.closesAt > context.clock.now()) return;
    const circle = await circleTable.find(tx, round.circleId);
    const seal = await roundTable.seal(tx, roundId);
    if (circle === null || seal === null) return;
    const layout = layoutOf(round);
    const tally = openSeal(context, roundId, seal, layout);
    const terms = { invited: round.voices, thresholds: round.thresholds, levels: round.levels };
    const { release, poolable } = releaseRound(layout, tally, terms, context.random);
    const entry = { roundId, circleId: round.circleId, closedAt: round.closesAt, release };
    if (await ledgerTable.record(tx, entry)) await addToPools(context, tx, circle, poolable);
    await questionLevelTable.asked(tx, circle.id, keysOf(round.questions), round.closesAt);
    await roundTable.end(tx, roundId, 'closed');
  });
  // What was deleted lies on in the embedded database's files until they are tidied.
  await context.store.tidy();
}
