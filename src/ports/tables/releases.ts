import type { CircleId, VoiceId } from '../../core/circle.ts';
import type { Instant } from '../../core/instant.ts';
import type { ScoredQuestion } from '../../features/release/rules/figures.ts';
import type { PoolRelease } from '../../features/release/rules/pool.ts';
import type { RoundSeal } from '../../features/release/rules/pulse.ts';
import type { RoundRelease } from '../../features/release/rules/release.ts';

/** Released figures: the only source of every figure that is shown. A round is spent once. */
export interface LedgerTable {
  /** Refuses (returns false) if this round was released before. */
  record(entry: LedgerEntry): Promise<boolean>;
  find(roundId: string): Promise<LedgerEntry | null>;
  /** Empties the place of one comment, counted through all that the round released, so that the others keep theirs. */
  blankComment(roundId: string, place: number): Promise<void>;
  /** Oldest first. */
  since(circleId: CircleId, since: Instant): Promise<readonly LedgerEntry[]>;
}

export interface LedgerEntry {
  readonly roundId: string;
  readonly circleId: CircleId;
  readonly closedAt: Instant;
  readonly release: RoundRelease;
}

/** The organisation's sealed pools of what single circles were too small to show: one for each question and voice of a quarter. */
export interface PoolTable {
  /** Locks the pool until the transaction ends; null where nothing was put into it yet. */
  lock(key: PoolKey): Promise<Pooled | null>;
  save(pooled: Pooled): Promise<void>;
  /** Pools whose quarter has ended and that are not spent. */
  due(now: Instant): Promise<readonly PoolKey[]>;
  /** Ids of the peppers that pools which are not spent were sealed with, each once. */
  peppers(): Promise<readonly string[]>;
  /** Deletes a pool for good and keeps what was released of it, if anything. Refuses (returns false) the second time. */
  spend(key: PoolKey, at: Instant, release: PoolRelease): Promise<boolean>;
  /** What pools of this organisation have shown since `since`. */
  released(organisationId: string, since: Instant): Promise<readonly ReleasedPool[]>;
}

export interface PoolKey {
  readonly organisationId: string;
  readonly quarter: string;
  /** `questionKey` of the question. */
  readonly question: string;
  readonly voice: VoiceId;
}

export interface Pooled {
  readonly key: PoolKey;
  readonly asked: ScoredQuestion;
  /** When the quarter ends, in the time zone of the first circle that put something in. */
  readonly closesAt: Instant;
  readonly seal: RoundSeal;
}

export interface ReleasedPool {
  readonly key: PoolKey;
  readonly asked: ScoredQuestion;
  readonly at: Instant;
  readonly release: PoolRelease;
}
