import type { Round, RoundSeal, Seat } from '../../domain/pulse.ts';
import { checkAnswers } from '../../domain/question.ts';
import { type Result, refuse, success } from '../../domain/result.ts';
import { layoutOf, type TallyLayout } from '../../domain/tally/layout.ts';
import { type Ballot, count, type Tally } from '../../domain/tally/tally.ts';
import type { Tables } from '../../ports/store.ts';
import type { LockedRound } from '../../ports/tables/rounds.ts';
import type { Context } from '../context.ts';
import type { Answered, Answering, ReplyRefusal } from './reply.ts';
import { openSealWith, sealKeyOf, sealWith } from './sealing.ts';

/**
 * Counts answers, each exactly once, or refuses them; outcomes are in the order given. All of them share one transaction,
 * so none is acknowledged before every one that was counted is safe. What is stored is each round's whole sealed tally,
 * rewritten once, for second tries and refusals too: that it was written does not tell that somebody was counted, nor
 * who. Logs nothing: a line for each reply would be a live count.
 */
export function answerRounds(context: Context, batch: readonly Answering[]): Promise<readonly Answered[]> {
  return context.store.transact(async (tables) => {
    const ids = [...new Set(batch.map(({ roundId }) => roundId))];
    const locked = await tables.rounds.lockForReplies(ids);
    const memberIds = [...new Set(batch.map(({ member }) => member.id))];
    const seats = await tables.rounds.seatsOf(ids, memberIds);
    const boxes = new Map(locked.map((found) => [found.round.id, new Box(context, found)]));
    const outcomes = batch.map((answering) => {
      const seat = seats.find(
        ({ roundId, memberId }) => roundId === answering.roundId && memberId === answering.member.id,
      );
      return answer(context, answering, boxes.get(answering.roundId), seat ?? null);
    });
    await store(tables, [...boxes.values()]);
    return outcomes;
  });
}

/** Counts one member's answers by themselves. Throws what is a fault on our side. */
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

function answer(context: Context, answering: Answering, box: Box | undefined, seat: Seat | null): Answered {
  if (box === undefined || box.round.circleId !== answering.member.circleId) return refuse('no-such-round');
  // The closing time decides, whether or not the closing job has run.
  if (box.round.closesAt <= context.clock.now() || box.isEmpty) return refuse('closed');
  try {
    box.open();
    if (seat === null) return refuse('not-invited');
    const answers = checkAnswers(box.round.questions, answering.inputs);
    if (!answers.ok) return answers;
    return box.count({ seat: seat.seat, voice: seat.voice, answers: answers.value });
  } catch (error) {
    return error instanceof Error ? error : new Error('A seal failed in an unknown way.');
  }
}

/** A locked round and the tally in its seal, opened once for all replies that came together. */
class Box {
  readonly round: Round;
  readonly #context: Context;
  readonly #seal: RoundSeal | null;
  readonly #layout: TallyLayout;
  #opened: { readonly key: Uint8Array; tally: Tally } | null = null;

  constructor(context: Context, { round, seal }: LockedRound) {
    this.round = round;
    this.#context = context;
    this.#seal = seal;
    this.#layout = layoutOf(round);
  }

  /** The round has ended: its seal is gone. */
  get isEmpty(): boolean {
    return this.#seal === null;
  }

  /** From here on the box is sealed anew, whatever is counted. Throws `SealUnopenable`. */
  open(): { readonly key: Uint8Array; tally: Tally } {
    if (this.#seal === null) throw new Error('A round that has ended has no seal.');
    if (this.#opened === null) {
      const key = sealKeyOf(this.#context, this.round.id, this.#seal);
      const tally = openSealWith(this.#context, key, this.round.id, this.#seal, this.#layout);
      this.#opened = { key, tally };
    }
    return this.#opened;
  }

  /** Throws `SealUnopenable`. */
  count(ballot: Ballot): Result<Round, ReplyRefusal> {
    const opened = this.open();
    const counted = count(this.#layout, opened.tally, ballot, this.#context.random);
    if (!counted.ok) return refuse(asReply(counted.code));
    opened.tally = counted.value;
    return success(this.round);
  }

  /** null where the box was not opened: then the stored bytes stay as they are. */
  sealed(): { readonly roundId: string; readonly sealed: Uint8Array } | null {
    if (this.#opened === null) return null;
    const { key, tally } = this.#opened;
    return { roundId: this.round.id, sealed: sealWith(this.#context, key, this.round.id, tally) };
  }
}

async function store(tables: Tables, boxes: readonly Box[]): Promise<void> {
  const changes = boxes.map((box) => box.sealed()).filter((change) => change !== null);
  if (changes.length > 0) await tables.rounds.reseal(changes);
}

function asReply(code: 'already-counted' | 'not-in-round' | 'unchecked-answers'): ReplyRefusal {
  if (code === 'already-counted') return code;
  return code === 'not-in-round' ? 'not-invited' : 'not-a-choice';
}
