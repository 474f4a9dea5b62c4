import type { CircleId, MemberId } from '../../core/circle.ts';
import type { Instant } from '../../core/instant.ts';
import type { CoveredRound } from '../../features/pulses/rules/cover.ts';
import type { Level } from '../../features/release/rules/level.ts';
import type { Pulse, Round, RoundSeal, Seat } from '../../features/release/rules/pulse.ts';

export interface PulseTable {
  insert(pulse: Pulse): Promise<void>;
  find(id: string): Promise<Pulse | null>;
  list(circleId: CircleId): Promise<readonly Pulse[]>;
  /** Ids of pulses whose next opening has come. */
  due(now: Instant): Promise<readonly string[]>;
  /** Locks the row until the transaction ends. */
  lock(id: string): Promise<Pulse | null>;
  setNextOpening(id: string, at: Instant | null): Promise<void>;
  /** Replaces all but the circle it belongs to. Rounds that were opened keep what they were opened with. */
  save(pulse: Pulse): Promise<void>;
}

export interface RoundTable {
  /** Several statements: only inside `transact`. The same holds for `end`. */
  insert(round: Round, roster: readonly Seat[], seal: RoundSeal): Promise<void>;
  find(id: string): Promise<Round | null>;
  open(circleId: CircleId): Promise<readonly Round[]>;
  /** Of all circles: those that take replies at this moment. */
  running(now: Instant): Promise<readonly CoveredRound[]>;
  /** Rounds of a circle opened at or after `since`, oldest first, whatever their state. */
  since(circleId: CircleId, since: Instant): Promise<readonly Round[]>;
  /** How many rounds this pulse has had. */
  count(pulseId: string): Promise<number>;
  /** Ids of open rounds whose reminder is due / whose closing time has come. */
  reminderDue(now: Instant): Promise<readonly string[]>;
  closingDue(now: Instant): Promise<readonly string[]>;
  /** Locks the round and its seal until the transaction ends: replies, closing and cancelling exclude each other. */
  lock(id: string): Promise<Round | null>;
  /**
   * Each of these rounds that exists, once, with its newest seal, null where it has ended, and the seats that the members
   * asked about have in it. Locks nothing: whoever made a new seal of an old one hands in both to `reseal`.
   */
  forReplies(asked: readonly SeatAskedFor[]): Promise<readonly RoundForReplies[]>;
  seat(roundId: string, memberId: MemberId): Promise<Seat | null>;
  /** For good: whoever leaves cannot answer in a round that is open now, also not after coming back. What was counted stays. */
  giveUpSeats(memberId: MemberId): Promise<void>;
  roster(roundId: string): Promise<readonly Seat[]>;
  /** null once the round has ended. */
  seal(roundId: string): Promise<RoundSeal | null>;
  /**
   * Puts each new seal in the place of the one that it was made from, in one statement: all that fit, or none where it fails.
   * Gives the ids of the rounds whose seal was still that one; the others stay as they are. Not for use inside `transact`.
   */
  reseal(changes: readonly Resealing[]): Promise<readonly string[]>;
  markReminded(id: string, at: Instant): Promise<void>;
  /** Ends a round: sets its state and deletes its seal and its roster, for good. */
  end(id: string, state: 'closed' | 'cancelled'): Promise<void>;
}

/** At which level a circle's question is shown. `question` is its key. */
export interface QuestionLevel {
  readonly circleId: CircleId;
  readonly question: string;
  readonly level: Level;
  /** When the last of its rounds closed; null: none has. */
  readonly askedUntil: Instant | null;
  /** Not to be asked before; null: at any time. */
  readonly restsUntil: Instant | null;
}

export interface QuestionLevelTable {
  /** Of those of these questions that have one. */
  of(circleId: CircleId, questions: readonly string[]): Promise<readonly QuestionLevel[]>;
  /** Sets levels where none stands yet. */
  settle(levels: readonly QuestionLevel[]): Promise<void>;
  /** Sets levels and rests, whatever stood before. */
  choose(levels: readonly QuestionLevel[]): Promise<void>;
  /** A round with these questions has closed. */
  asked(circleId: CircleId, questions: readonly string[], at: Instant): Promise<void>;
}

export interface SeatAskedFor {
  readonly roundId: string;
  readonly memberId: MemberId;
}

export interface RoundForReplies {
  readonly round: Round;
  readonly seal: RoundSeal | null;
  readonly seats: readonly Seat[];
}

export interface Resealing {
  readonly roundId: string;
  /** How the old seal begins: as much of it as no other has. */
  readonly madeFrom: Uint8Array;
  readonly sealed: Uint8Array;
}
