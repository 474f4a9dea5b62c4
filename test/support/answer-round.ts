import type { Context } from '../../src/core/context.ts';
import type { Result } from '../../src/core/result.ts';
import type { Answering, ReplyRefusal } from '../../src/features/pulses/replies.ts';
import { answerRounds } from '../../src/features/pulses/use-cases/answer.ts';
import type { Round } from '../../src/features/release/rules/pulse.ts';

/** Counts one member's answers by themselves, past the batcher. Throws what is a fault on our side. */
export async function answerRound(
  context: Context,
  member: Answering['member'],
  roundId: string,
  inputs: Answering['inputs'],
): Promise<Result<Round, ReplyRefusal>> {
  const [outcome] = await answerRounds(context, [{ member, roundId, inputs }]);
  if (outcome === undefined || outcome instanceof Error) throw outcome;
  return outcome;
}
