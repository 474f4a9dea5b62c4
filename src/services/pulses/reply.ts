import type { Member } from '../../domain/circle.ts';
import type { Round } from '../../domain/pulse.ts';
import type { AnswerRefusal } from '../../domain/question.ts';
import type { Result } from '../../domain/result.ts';

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
export interface ReplyDesk {
  /** Resolves once the outcome is safe in the database. Rejects with a fault on our side; then nothing was counted. */
  submit(answering: Answering): Promise<Exclude<Answered, Error>>;
}
