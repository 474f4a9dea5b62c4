import type { Round } from '../../domain/pulse.ts';
import { type Result, refuse, success } from '../../domain/result.ts';
import { layoutOf } from '../../domain/tally/layout.ts';
import type { Tables } from '../../ports/store.ts';
import type { Context } from '../context.ts';
import { openSeal, SealUnopenable } from './sealing.ts';

export type CancelRefusal = 'no-such-round' | 'not-open' | 'about-to-close';

/**
 * Ends a round early. It releases nothing, and everything it held is deleted unread. Refuses a round whose time is over,
 * for it closes by itself; except where it cannot, because its pepper is lost: that round would stay open for ever.
 */
export function cancelRound(context: Context, roundId: string): Promise<Result<Round, CancelRefusal>> {
  return context.store.transact(async (tables) => {
    const round = await tables.rounds.lock(roundId);
    const sound = await checkCancel(context, tables, round);
    if (!sound.ok) return sound;
    await tables.rounds.end(roundId, 'cancelled');
    return success({ ...sound.value, state: 'cancelled' });
  });
}

/** Whether a round may end early. */
export async function checkCancel(
  context: Context,
  tables: Tables,
  round: Round | null,
): Promise<Result<Round, CancelRefusal>> {
  if (round === null) return refuse('no-such-round');
  if (round.state !== 'open') return refuse('not-open');
  const isOver = round.closesAt <= context.clock.now();
  return isOver && (await canBeOpened(context, tables, round)) ? refuse('about-to-close') : success(round);
}

async function canBeOpened(context: Context, tables: Tables, round: Round): Promise<boolean> {
  const seal = await tables.rounds.seal(round.id);
  if (seal === null) return false;
  try {
    openSeal(context, round.id, seal, layoutOf(round));
    return true;
  } catch (error) {
    if (error instanceof SealUnopenable) return false;
    throw error;
  }
}
