import { createHash } from 'node:crypto';
import type { CircleId, VoiceId } from '../../../core/circle.ts';
import { THRESHOLD_FLOOR } from '../../../core/limits.ts';
import { type Result, refuse, success } from '../../../core/result.ts';
import { type Figures, figuresOf, type ScoredQuestion } from './figures.ts';
import { toldSize } from './precision.ts';
import { choicesOf } from './question.ts';
import { type Counts, mergeCounts } from './tally/counts.ts';

/** From how many circles that gave answers a pool is shown. */
export const POOL_CIRCLES = 3;

/** What one voice of one round gave to a question that its circle could not show. Exact; for a pool only. */
export interface PoolContribution {
  readonly question: ScoredQuestion;
  readonly voice: VoiceId;
  /** The most people who can have answered, as far as anybody can tell. */
  readonly atMost: number;
  /** The circle's own threshold for scores: a pool is held to the highest of those who feed it. */
  readonly threshold: number;
  readonly counts: Counts;
}

/** One circle's part of a pool: its largest round of the quarter. */
export interface PoolEntry {
  /** A hash of the circle's id, 32 hexadecimal digits. */
  readonly circle: string;
  readonly atMost: number;
  readonly threshold: number;
  readonly answered: number;
  readonly choices: readonly number[];
}

/**
 * What an organisation's small voices gave to the same question in a quarter. Sealed whenever it is stored, under the
 * same rules as a tally.
 *
 * Each circle stands in it once, with its largest single round. Three weeks of the same three people are not nine: with
 * every round added up, people would count more than once, n would no longer bound how many there are, and the margins
 * at the ends, made for one known answer among n, would be too narrow for somebody who answered three times.
 * So n is the sum of each circle's largest round.
 *
 * Limit: somebody who is a member of several circles, under separate memberships, counts once in each.
 */
export interface Pool {
  readonly question: ScoredQuestion;
  readonly voice: VoiceId;
  /** In the order of the circles' hashes, which says nothing of the order in which they came. */
  readonly entries: readonly PoolEntry[];
}

export function emptyPool(question: ScoredQuestion, voice: VoiceId): Pool {
  return { question, voice, entries: [] };
}

/** The same key for the same question wherever it is asked: same kind, same words, same choices; ids of questions do not matter. */
export function questionKey(question: ScoredQuestion): string {
  const labels = 'options' in question ? question.options.map((option) => option.label) : [];
  const ends = question.kind === 'rating' ? [question.low, question.high] : [];
  const meaning = [question.kind, question.text, choicesOf(question), labels, ends];
  return createHash('sha256').update(JSON.stringify(meaning)).digest('hex').slice(0, 32);
}

/**
 * Adds a circle's round. Of a circle that is in the pool already, the round with more answers stays, the earlier one on a
 * tie. A round without any answer is added too: otherwise the size of the stored pool would tell that nobody answered.
 * Refuses a contribution to another question or voice.
 */
export function addToPool(
  pool: Pool,
  circleId: CircleId,
  contribution: PoolContribution,
): Result<Pool, 'other-question'> {
  const same = questionKey(contribution.question) === questionKey(pool.question);
  if (!same || contribution.voice !== pool.voice) return refuse('other-question');
  const circle = createHash('sha256').update(circleId).digest('hex').slice(0, 32);
  const before = pool.entries.find((entry) => entry.circle === circle);
  const { counts } = contribution;
  const larger =
    before === undefined || counts.answered > before.answered
      ? { answered: counts.answered, choices: counts.choices }
      : { answered: before.answered, choices: before.choices };
  const entry: PoolEntry = {
    circle,
    atMost: Math.max(contribution.atMost, before?.atMost ?? 0),
    threshold: Math.max(contribution.threshold, before?.threshold ?? THRESHOLD_FLOOR.scores),
    ...larger,
  };
  const others = pool.entries.filter((each) => each.circle !== circle);
  const entries = [...others, entry].sort((a, b) => (a.circle < b.circle ? -1 : 1));
  return success({ ...pool, entries });
}

export type PoolRelease =
  | { readonly outcome: 'released'; readonly voice: VoiceId; readonly figures: Figures }
  | { readonly outcome: 'withheld'; readonly reason: 'too-few' };

/**
 * What a quarter's pool shows. Afterwards the pool is deleted, whatever came of it.
 *
 * Shown where three circles or more gave answers, the highest threshold among them is reached, *and* both would still be
 * possible without any one of the circles that fed it. Otherwise a pool of exactly three circles would tell that each
 * gave something, and where one of them has a single rep, that this person answered.
 */
export function releasePool(pool: Pool): PoolRelease {
  const all = mergeCounts(pool.entries.map((entry) => ({ ...entry, applied: entry.answered })));
  const threshold = Math.max(THRESHOLD_FLOOR.scores, ...pool.entries.map((entry) => entry.threshold));
  const giving = pool.entries.filter((entry) => entry.answered > 0).length;
  const largest = Math.max(0, ...pool.entries.map((entry) => entry.atMost));
  const atMost = pool.entries.reduce((sum, entry) => sum + entry.atMost, 0);
  const withoutOne = atMost - Math.max(2, largest);
  const enough = giving >= POOL_CIRCLES && all.answered >= threshold;
  const roomForSilence = pool.entries.length > POOL_CIRCLES && withoutOne >= threshold;
  if (!enough || !roomForSilence) return { outcome: 'withheld', reason: 'too-few' };
  const told = toldSize(all.answered, withoutOne + 2, threshold);
  return { outcome: 'released', voice: pool.voice, figures: figuresOf(pool.question, all, told) };
}
