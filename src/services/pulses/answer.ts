import type { Round, Seat } from '../../domain/pulse.ts';
import { checkAnswers } from '../../domain/question.ts';
import { type Result, refuse, success } from '../../domain/result.ts';
import { layoutOf, type TallyLayout } from '../../domain/tally/layout.ts';
import { count, type Tally } from '../../domain/tally/tally.ts';
import type { Tables } from '../../ports/store.ts';
import type { LockedRound } from '../../ports/tables/rounds.ts';
import type { Context } from '../context.ts';
import type { Answered, Answering, ReplyRefusal } from './reply.ts';
import { openSealWith, sealKeyOf, sealWith } from './sealing.ts';

/**
 * Counts answers, each exactly once, or refuses them and changes nothing; outcomes are in the order given. All of them
 * share one transaction, so none is acknowledged before every one that was counted is safe. What is stored is each
 * round's whole sealed tally, rewritten once; nothing tells whose answers made it change. Logs nothing: a line for each
 * reply would be a live count.
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
  if (seat === null) return refuse('not-invited');
  const answers = checkAnswers(box.round.questions, answering.inputs);
  if (!answers.ok) return answers;
  try {
    return box.count({ seat: seat.seat, voice: seat.voice, answers: answers.value });
  } catch (error) {
    return error instanceof Error ? error : new Error('A seal failed in an unknown way.');
  }
}

/** A locked round and the tally in its seal, opened once for all replies that came together. */
class Box {
  readonly round: Round;
  readonly #context: Context;
  readonly #locked: LockedRound;
  readonly #layout: TallyLayout;
  #key: Uint8Array | null = null;
  #tally: Tally | null = null;
  #changed = false;

  constructor(context: Context, locked: LockedRound) {
    this.round = locked.round;
    this.#context = context;
    this.#locked = locked;
    this.#layout = layoutOf(locked.round);
  }

  /** The round has ended: its seal is gone. */
  get isEmpty(): boolean {
    return this.#locked.seal === null;
  }

  /** Throws `SealUnopenable`. */
  count(ballot: Parameters<typeof count>[2]): Result<Round, ReplyRefusal> {
    const { seal } = this.#locked;
    if (seal === null) return refuse('closed');
    this.#key ??= sealKeyOf(this.#context, this.round.id, seal);
    this.#tally ??= openSealWith(this.#key, this.round.id, seal, this.#layout);
    const counted = count(this.#layout, this.#tally, ballot, this.#context.random);
    if (!counted.ok) return refuse(asReply(counted.code));
    this.#tally = counted.value;
    this.#changed = true;
    return success(this.round);
  }

  /** null where nothing was counted: then the stored bytes stay as they are. */
  sealed(): { readonly roundId: string; readonly sealed: Uint8Array } | null {
    if (!this.#changed || this.#tally === null || this.#key === null) return null;
    return { roundId: this.round.id, sealed: sealWith(this.#context, this.#key, this.round.id, this.#tally) };
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
