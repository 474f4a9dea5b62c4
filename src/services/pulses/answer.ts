import type { Member } from '../../domain/circle.ts';
import type { Round } from '../../domain/pulse.ts';
import { type AnswerRefusal, checkAnswers } from '../../domain/question.ts';
import { type Result, refuse, success } from '../../domain/result.ts';
import { layoutOf } from '../../domain/tally/layout.ts';
import { count } from '../../domain/tally/tally.ts';
import type { Context } from '../context.ts';
import { openSeal, sealAgain } from './sealing.ts';

export type ReplyRefusal = AnswerRefusal | 'no-such-round' | 'not-invited' | 'closed' | 'already-counted';

/**
 * Counts one member's answers in a round, exactly once, or refuses and changes nothing. What is stored is the whole
 * sealed tally, rewritten; nothing tells whose answers made it change. Logs nothing: a line for each reply would be a
 * live count.
 */
export async function answerRound(
  context: Context,
  member: Member,
  roundId: string,
  inputs: Readonly<Record<string, readonly string[]>>,
): Promise<Result<Round, ReplyRefusal>> {
  return context.store.transact(async (tables) => {
    const locked = await tables.rounds.lockForReply(roundId, member.id);
    if (locked === null || locked.round.circleId !== member.circleId) return refuse('no-such-round');
    const { round, seat, seal } = locked;
    // The closing time decides, whether or not the closing job has run.
    if (round.closesAt <= context.clock.now() || seal === null) return refuse('closed');
    if (seat === null) return refuse('not-invited');
    const answers = checkAnswers(round.questions, inputs);
    if (!answers.ok) return answers;
    const layout = layoutOf(round);
    const tally = openSeal(context, roundId, seal, layout);
    const ballot = { seat: seat.seat, voice: seat.voice, answers: answers.value };
    const counted = count(layout, tally, ballot, context.random);
    if (!counted.ok) return refuse(asReply(counted.code));
    await tables.rounds.reseal(roundId, sealAgain(context, roundId, seal, counted.value));
    return success(round);
  });
}

function asReply(code: 'already-counted' | 'not-in-round' | 'unchecked-answers'): ReplyRefusal {
  if (code === 'already-counted') return code;
  return code === 'not-in-round' ? 'not-invited' : 'not-a-choice';
}
