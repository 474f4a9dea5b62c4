import type { IsoWeek } from '../../../core/calendar/iso-week.ts';
import type { Quarter } from '../../../core/calendar/quarter.ts';
import type { Circle, VoiceId } from '../../../core/circle.ts';
import type { Instant } from '../../../core/instant.ts';
import type { Sides } from '../../attendance/rules.ts';
import type { PromiseItem } from '../../promises/rules/promise.ts';
import type { Figures, ScoredQuestion } from '../../release/rules/figures.ts';
import type { Round } from '../../release/rules/pulse.ts';
import type { RoundRelease } from '../../release/rules/release.ts';
import type { Tally } from '../../rota/rules/tally.ts';
import type { DrawnTurn } from '../../rota/rules/turn.ts';
import type { TakenOut } from './digest.ts';

/** How far back a digest looks. */
export const WEEKS_BACK = 12;

/** A promise open for longer than this many weeks comes first in the digest. */
export const OLD_PROMISE_WEEKS = 4;

/**
 * All that a week's digest is made of. What people answered enters only as `RoundRelease` and as a pool's `Figures`,
 * so nothing that was not released can be in a digest.
 */
export interface DigestFacts {
  readonly circle: Pick<Circle, 'name' | 'timezone' | 'voices'>;
  /** The ISO week, in the circle's time zone, that the digest tells of. */
  readonly week: IsoWeek;
  /** Rounds that have closed and that no digest has told of, oldest first. */
  readonly closed: readonly ClosedRound[];
  /** Those of the last `WEEKS_BACK` weeks that a digest has told of, oldest first. */
  readonly history: readonly ClosedRound[];
  /** Rounds that are open while the digest is composed. */
  readonly open: readonly Pick<Round, 'title' | 'closesAt'>[];
  /** Rounds that were cancelled and that no digest has told of. */
  readonly cancelled: readonly Pick<Round, 'id' | 'title'>[];
  /** Words of questions that pulses would ask, and that rest because stewards chose another level for them. */
  readonly resting: readonly string[];
  /** Jobs that failed on our side since the last digest and whose work is still missing. */
  readonly failures: readonly { readonly job: string }[];
  readonly chairing: ChairingFacts;
  /** Which sides were at the meetings of the last `WEEKS_BACK` weeks, as far as it was recorded, oldest first. */
  readonly met: readonly MetFact[];
  /** What pools have shown that no digest has told of, for questions that this circle asked in their quarter. */
  readonly pools: readonly PoolFact[];
  /** Every promise of the circle; unnamed ones that no digest has shown yet are shown by this one. */
  readonly promises: readonly PromiseFact[];
  /** What was said without a name and no digest has shown yet. */
  readonly said: readonly string[];
  /** What stewards took out, or held back, since the last digest. */
  readonly takenOut: readonly TakenOut[];
}

export interface ClosedRound {
  readonly id: string;
  readonly title: string;
  readonly questions: Round['questions'];
  readonly thresholds: Round['thresholds'];
  readonly levels: Round['levels'];
  readonly closedAt: Instant;
  readonly release: RoundRelease;
}

/** One question's pools of a quarter: all that was released of them, in whichever voices. */
export interface PoolFact {
  readonly id: string;
  readonly quarter: Quarter;
  readonly question: ScoredQuestion;
  /** The voices that this circle asked it of. */
  readonly asked: readonly VoiceId[];
  readonly released: readonly { readonly voice: VoiceId; readonly figures: Figures }[];
}

export interface ChairingFacts {
  /** Meetings held in the last `WEEKS_BACK` weeks, this one included, oldest first. */
  readonly held: readonly HeldMeeting[];
  /** Target share of each voice, from 0 to 1: what each of these meetings aimed for when it was drawn, on average. */
  readonly targets: Tally;
  readonly next: PlannedMeeting | null;
  /** At most two are told. */
  readonly forecasts: readonly PlannedMeeting[];
  /** The turn of `next`, once somebody has taken it: whether a cap handed a voice's share over is told from it. */
  readonly turn: DrawnTurn | null;
}

export interface MetFact extends Sides {
  readonly at: Instant;
}

export interface HeldMeeting {
  readonly at: Instant;
  readonly voice: VoiceId;
  readonly chairName: string;
}

export interface PlannedMeeting {
  readonly meeting: string;
  readonly startsAt: Instant;
  /** Whose turn it is, or is likely to be; null: nobody could be drawn. */
  readonly voice: VoiceId | null;
  /** Who said yes. */
  readonly chair: { readonly name: string; readonly voice: VoiceId } | null;
}

export interface PromiseFact {
  readonly item: PromiseItem;
  /** The name of who raised it, or `GONE`; null where unnamed. */
  readonly raisedBy: string | null;
  readonly repliedBy: string | null;
  /** Who looks after it. */
  readonly owner: string | null;
}
