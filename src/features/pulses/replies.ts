import type { Member } from '../../core/circle.ts';
import type { Result } from '../../core/result.ts';
import type { Round } from '../release/rules/pulse.ts';
import type { AnswerRefusal } from '../release/rules/question.ts';

export type ReplyRefusal = AnswerRefusal | 'no-such-round' | 'not-invited' | 'closed' | 'already-counted';

/** One member's answers to one round, still untrusted. */
export interface Answering {
  readonly member: Pick<Member, 'id' | 'circleId'>;
  readonly roundId: string;
  readonly inputs: Readonly<Record<string, readonly string[]>>;
}

/** What became of it. An Error is a fault on our side that concerns this round alone. */
export type Answered = Result<Round, ReplyRefusal> | Error;

/**
 * Takes replies as they come and hands on together those that are waiting, so that many people answering in the same
 * minute share transactions. A reply never waits for company: with nothing under way it goes on at once. Holds replies
 * in memory only, and only until each is acknowledged.
 */
export interface ReplyBatcher {
  /** Resolves once the outcome is safe in the database. Rejects with a fault on our side; then nothing was counted. */
  submit(answering: Answering): Promise<Exclude<Answered, Error>>;
}

/**
 * Writes that look like replies, so that neither a copy of the database nor its log tells which write was an answer. A
 * cover is an empty answer from a random seat, taken through the reply batcher like any other: it is refused, and the seal
 * is written anew. Covers stand in no row, job, log line or metric; those to come are in memory only.
 */
export interface Cover {
  /** Draws one cover after a while, for a form that was shown, sent or not. */
  formShown(round: Pick<Round, 'id' | 'circleId' | 'closesAt'>): void;
}

declare module '../../core/context.ts' {
  interface Context {
    /** Where answers are handed in, to be counted with those that come at the same moment. */
    readonly replies: ReplyBatcher;
    /** Told of each form that was shown. */
    readonly cover: Cover;
  }
}
