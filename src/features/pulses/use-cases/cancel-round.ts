import type { Context } from '../../../core/context.ts';
import type { Instant } from '../../../core/instant.ts';
import type { Delivery } from '../../../core/outbox/delivery.ts';
import { addToOutbox, enqueueDeliveries, toPutAway } from '../../../core/outbox/outbox.ts';
import type { Tx } from '../../../core/ports/store.ts';
import { type Result, refuse, success } from '../../../core/result.ts';
import type { Changing } from '../../governance/change-kinds.ts';
import type { Round } from '../../release/rules/pulse.ts';
import { layoutOf } from '../../release/rules/tally/layout.ts';
import { roundTable } from '../../release/tables/rounds.ts';
import { openSeal, SealUnopenable } from '../../release/use-cases/sealing.ts';

export type CancelRefusal = 'no-such-round' | 'not-open' | 'about-to-close';

/**
 * Ends a round early. It releases nothing, and everything it held is deleted unread. Refuses a round whose time is over,
 * for it closes by itself; except where it cannot, because its pepper is lost: that round would stay open for ever.
 */
export async function cancelRound(context: Context, roundId: string): Promise<Result<Round, CancelRefusal>> {
  const cancelled = await context.store.transact(async (tx) => {
    const round = await roundTable.lock(tx, roundId);
    const sound = await checkCancel(context, tx, round);
    if (!sound.ok) return sound;
    const letters = await addToOutbox(tx, await endUnread(context, tx, sound.value));
    return success({ round: { ...sound.value, state: 'cancelled' as const }, letters });
  });
  if (!cancelled.ok) return cancelled;
  await enqueueDeliveries(context, cancelled.value.letters);
  return success(cancelled.value.round);
}

/** Ends a checked round, in the caller's transaction. The letters that asked for answers ask no more, whoever they went to. */
export async function endUnread(
  context: Context,
  tx: Tx,
  { id, circleId }: Pick<Round, 'id' | 'circleId'>,
): Promise<readonly Delivery[]> {
  await roundTable.end(tx, id, 'cancelled');
  return toPutAway(context, tx, { id: circleId }, id, ['pulse-invitation', 'pulse-reminder']);
}

/** Whether a round may end early. */
export async function checkCancel(
  context: Context,
  tx: Tx,
  round: Round | null,
): Promise<Result<Round, CancelRefusal>> {
  if (round === null) return refuse('no-such-round');
  if (round.state !== 'open') return refuse('not-open');
  const isOver = round.closesAt <= context.clock.now();
  return isOver && (await canBeOpened(context, tx, round)) ? refuse('about-to-close') : success(round);
}

/** Until when a second key can end a round early: see `ChangeKind.until`. Locks nothing, for everybody may look. */
export async function cancelUntil(
  { tx }: Pick<Changing, 'tx'>,
  { roundId }: { readonly roundId: string },
): Promise<Instant | 'over'> {
  const round = await roundTable.find(tx, roundId);
  return round?.state === 'open' ? round.closesAt : 'over';
}

async function canBeOpened(context: Context, tx: Tx, round: Round): Promise<boolean> {
  const seal = await roundTable.seal(tx, round.id);
  if (seal === null) return false;
  try {
    openSeal(context, round.id, seal, layoutOf(round));
    return true;
  } catch (error) {
    if (error instanceof SealUnopenable) return false;
    throw error;
  }
}
