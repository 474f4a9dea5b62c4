import type { CircleId, MemberId } from '../../domain/circle.ts';
import type { CoveredRound } from '../../domain/cover.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Pulse, Round, RoundSeal, Seat } from '../../domain/pulse.ts';
import type { Level } from '../../domain/release/level.ts';

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
  /** Locks the round until the transaction ends: replies, closing and cancelling exclude each other. */
  lock(id: string): Promise<Round | null>;
  /**
   * Locks like `lock` each of these rounds that exists, in an order that keeps two callers from waiting for each other,
   * and reads its newest seal; null where the round has ended.
   */
  lockForReplies(ids: readonly string[]): Promise<readonly LockedRound[]>;
  /** The seats that these members have in these rounds. */
  seatsOf(
    ids: readonly string[],
    memberIds: readonly MemberId[],
  ): Promise<readonly (Seat & { readonly roundId: string })[]>;
  seat(roundId: string, memberId: MemberId): Promise<Seat | null>;
  /** For good: whoever leaves cannot answer in a round that is open now, also not after coming back. What was counted stays. */
  giveUpSeats(memberId: MemberId): Promise<void>;
  roster(roundId: string): Promise<readonly Seat[]>;
  /** null once the round has ended. */
  seal(roundId: string): Promise<RoundSeal | null>;
  reseal(changes: readonly { readonly roundId: string; readonly sealed: Uint8Array }[]): Promise<void>;
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

export interface LockedRound {
  readonly round: Round;
  readonly seal: RoundSeal | null;
}
