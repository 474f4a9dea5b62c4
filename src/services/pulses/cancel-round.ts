import type { Round } from '../../domain/pulse.ts';
import { type Result, refuse, success } from '../../domain/result.ts';
import type { Context } from '../context.ts';

export type CancelRefusal = 'no-such-round' | 'not-open';

/** Ends a round early. It releases nothing, and everything it held is deleted unread. */
export function cancelRound(context: Context, roundId: string): Promise<Result<Round, CancelRefusal>> {
  return context.store.transact(async (tables) => {
    const round = await tables.rounds.lock(roundId);
    if (round === null) return refuse('no-such-round');
    if (round.state !== 'open' || round.closesAt <= context.clock.now()) return refuse('not-open');
    await tables.rounds.end(roundId, 'cancelled');
    return success({ ...round, state: 'cancelled' });
  });
}
