import type { Context } from '../../../core/context.ts';
import { type Result, refuse, success } from '../../../core/result.ts';
import type { Round, RoundSeal, Seat } from '../../release/rules/pulse.ts';
import { checkAnswers } from '../../release/rules/question.ts';
import { layoutOf, type TallyLayout } from '../../release/rules/tally/layout.ts';
import { stampOf } from '../../release/rules/tally/seal.ts';
import { type Ballot, count, type Tally } from '../../release/rules/tally/tally.ts';
import { type Resealing, type RoundForReplies, roundTable } from '../../release/tables/rounds.ts';
import { openSealWith, sealKeyOf, sealWith } from '../../release/use-cases/sealing.ts';
import type { Answered, Answering, ReplyRefusal } from '../replies.ts';

/** Whoever is overtaken so often has met a fault: chance, with a few processes at one round, does not do that. */
const MOST_TRIES = 100;

/**
 * Counts answers, each exactly once, or refuses them; outcomes are in the order given, and none is acknowledged before every
 * one that was counted is safe. What is stored is each round's whole sealed tally, rewritten once, for second tries and
 * refusals too: that it was written does not tell that somebody was counted, nor who. Nothing is locked: a seal is written
 * only in the place of the one it was made from, and where another process, or the end of the round, came first, the
 * answers are counted again from what stands now. Logs nothing: a line for each reply would be a live count.
 */
export async function answerRounds(
  context: Context,
  batch: readonly Answering[],
  tries = MOST_TRIES,
): Promise<readonly Answered[]> {
  const outcomes = await answerOnce(context, batch);
  const overtaken = batch.filter((_, index) => outcomes[index] === 'overtaken');
  const again = overtaken.length === 0 ? [] : [...(await answerAgain(context, overtaken, tries - 1))];
  return outcomes.map((outcome) => (outcome === 'overtaken' ? (again.shift() as Answered) : outcome));
}

/** A fault here is the fault of those who were overtaken: the others of their batch are counted, and safe. */
async function answerAgain(
  context: Context,
  batch: readonly Answering[],
  tries: number,
): Promise<readonly Answered[]> {
  try {
    if (tries === 0) throw new Error('Others sealed these rounds first, again and again.');
    return await answerRounds(context, batch, tries);
  } catch (error) {
    const fault = error instanceof Error ? error : new Error('Counting again failed in an unknown way.');
    return batch.map(() => fault);
  }
}

async function answerOnce(
  context: Context,
  batch: readonly Answering[],
): Promise<readonly (Answered | 'overtaken')[]> {
  const found = await roundTable.forReplies(
    context.store,
    batch.map(({ roundId, member }) => ({ roundId, memberId: member.id })),
  );
  const boxes = new Map(found.map((each) => [each.round.id, new Box(context, each)]));
  const outcomes = batch.map((answering) => answer(context, answering, boxes.get(answering.roundId)));
  const changes = [...boxes.values()].map((box) => box.sealed()).filter((change) => change !== null);
  const written = new Set(changes.length === 0 ? [] : await roundTable.reseal(context.store, changes));
  const overtaken = new Set(changes.map(({ roundId }) => roundId).filter((id) => !written.has(id)));
  return outcomes.map((outcome, index) =>
    overtaken.has(batch[index]?.roundId ?? '') ? 'overtaken' : outcome,
  );
}

function answer(context: Context, answering: Answering, box: Box | undefined): Answered {
  if (box === undefined || box.round.circleId !== answering.member.circleId) return refuse('no-such-round');
  // The closing time decides, whether or not the closing job has run.
  if (box.round.closesAt <= context.clock.now() || box.isEmpty) return refuse('closed');
  try {
    box.open();
    const seat = box.seatOf(answering.member.id);
    if (seat === undefined) return refuse('not-invited');
    const answers = checkAnswers(box.round.questions, answering.inputs);
    if (!answers.ok) return answers;
    return box.count({ seat: seat.seat, voice: seat.voice, answers: answers.value });
  } catch (error) {
    return error instanceof Error ? error : new Error('A seal failed in an unknown way.');
  }
}

/** A round and the tally in its seal, opened once for all replies that came together. */
class Box {
  readonly round: Round;
  readonly #context: Context;
  readonly #seal: RoundSeal | null;
  readonly #seats: readonly Seat[];
  readonly #layout: TallyLayout;
  #opened: { readonly key: Uint8Array; tally: Tally } | null = null;

  constructor(context: Context, { round, seal, seats }: RoundForReplies) {
    this.round = round;
    this.#context = context;
    this.#seal = seal;
    this.#seats = seats;
    this.#layout = layoutOf(round);
  }

  /** The round has ended: its seal is gone. */
  get isEmpty(): boolean {
    return this.#seal === null;
  }

  seatOf(memberId: string): Seat | undefined {
    return this.#seats.find((seat) => seat.memberId === memberId);
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
  sealed(): Resealing | null {
    if (this.#opened === null || this.#seal === null) return null;
    const { key, tally } = this.#opened;
    const roundId = this.round.id;
    const madeFrom = stampOf(this.#seal.sealed);
    return { roundId, madeFrom, sealed: sealWith(this.#context, key, roundId, tally) };
  }
}

function asReply(code: 'already-counted' | 'not-in-round' | 'unchecked-answers'): ReplyRefusal {
  if (code === 'already-counted') return code;
  return code === 'not-in-round' ? 'not-invited' : 'not-a-choice';
}
