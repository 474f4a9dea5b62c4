import { z } from 'zod';
import type { VoiceId } from '../circle.ts';
import { type Counts, mergeCounts } from '../tally/counts.ts';
import { isNearlyAll } from './coded-share.ts';
import { type Figures, figuresOf, figuresSchema, type ScoredQuestion } from './figures.ts';
import { precisionFor } from './precision.ts';

const question = z.string();

export const questionReleaseSchema = z.discriminatedUnion('outcome', [
  z.strictObject({
    question,
    outcome: z.literal('by-voice'),
    voices: z.array(z.strictObject({ voice: z.string(), figures: figuresSchema })),
  }),
  z.strictObject({ question, outcome: z.literal('overall'), figures: figuresSchema }),
  /**
   * One reason for every cause. For a follow-up it covers too few answers, too few it applied to and too few it did not
   * apply to: telling them apart would tell how many gave which answer to its parent.
   */
  z.strictObject({ question, outcome: z.literal('withheld'), reason: z.literal('too-few') }),
]);

/** What is shown of one question: figures of every voice, or of all together, or nothing; never two of these. */
export type QuestionRelease = Readonly<z.infer<typeof questionReleaseSchema>>;

/** One voice's part in one question. */
export interface VoiceCounts {
  readonly voice: VoiceId;
  readonly counts: Counts;
  /** The most people of this voice who can have answered, as far as anybody can tell. */
  readonly atMost: number;
}

/** The question a follow-up hangs on: what was shown of it, and how many answered it in each voice. */
export interface ParentRelease {
  readonly release: QuestionRelease;
  readonly answered: ReadonlyMap<VoiceId, number>;
}

/**
 * Decides what a question shows. The split by voice where every invited voice has `k` answers; otherwise all together
 * where they have `k`; otherwise nothing. Never both of the first two, so that no two figures can be subtracted.
 *
 * `voices` are those with somebody invited; `overallAtMost` is the most people of all voices who can have taken part;
 * `parent` is null for a question that is asked of everybody.
 *
 * Limit: that anything is shown tells that at least `k` answered. In a voice of exactly `k` invited it tells that all did,
 * and in one of `k` + 1 it tells so to the one who did not. Withholding from groups of this size too would silence
 * most circles' reps for good. That nothing is shown tells that fewer than `k` answered; that all together are shown, that
 * some voice has fewer. How many of them answered, or which voice it is, neither tells.
 */
export function releaseQuestion(
  question: ScoredQuestion,
  voices: readonly VoiceCounts[],
  overallAtMost: number,
  k: number,
  parent: ParentRelease | null,
): QuestionRelease {
  const withheld: QuestionRelease = { question: question.id, outcome: 'withheld', reason: 'too-few' };
  if (parent !== null && !mayFollow(voices, overallAtMost, k, parent)) return withheld;
  // A follow-up's figures also tell that k more people answered its parent otherwise.
  const spoken = parent === null ? 0 : k;
  const figures = (counts: Counts, atMost: number): Figures =>
    figuresOf(question, counts, precisionFor(counts.answered, atMost - spoken));
  if (voices.length > 0 && voices.every(({ counts }) => counts.answered >= k)) {
    return {
      question: question.id,
      outcome: 'by-voice',
      voices: voices.map(({ voice, counts, atMost }) => ({ voice, figures: figures(counts, atMost) })),
    };
  }
  const all = mergeCounts(voices.map(({ counts }) => counts));
  if (all.answered < k) return withheld;
  const atMost = Math.min(overallAtMost, atMostUnsplit(voices, k));
  return { question: question.id, outcome: 'overall', figures: figures(all, atMost) };
}

/** The most answers there can be where, as figures for all together tell, some voice has fewer than `k`. */
function atMostUnsplit(voices: readonly VoiceCounts[], k: number): number {
  const sum = voices.reduce((total, { atMost }) => total + atMost, 0);
  return sum - Math.min(...voices.map(({ atMost }) => Math.max(0, atMost - (k - 1))));
}

/**
 * Whether a follow-up may be shown beside its parent: it must have applied to `k` or more and not applied to `k` or more
 * *in every group the parent's figures were shown for*, and no such group may read as (nearly) all on one side of a scale.
 *
 * Together these make sure that the others did not all choose alike, all agree or all disagree, in any group: so nobody
 * can come to conclude it, however much the follow-up tells about how many it applied to.
 *
 * Judging all voices together would not do where the parent is split. Take 28 staff and 7 reps, a parent that reads
 * "nearly all" for staff and "two or fewer" for reps, and a follow-up for all in figures so fine that 30 or more answered it:
 * then exactly two reps said yes, and every one of the staff did. Nor would numbers alone do for a scale: of ten people,
 * a mean of "4.2 or higher" and a follow-up to those who chose 4 tell the one who chose 3 that all others agreed.
 *
 * A group must also be large enough for those 2 `k` people to leave room for two who did not take part.
 */
export function mayFollow(
  voices: readonly VoiceCounts[],
  overallAtMost: number,
  k: number,
  parent: ParentRelease,
): boolean {
  const { release } = parent;
  const both = (applied: number, answered: number, atMost: number): boolean =>
    applied >= k && answered - applied >= k && atMost - 2 >= 2 * k;
  switch (release.outcome) {
    case 'withheld':
      return false;
    case 'by-voice':
      return (
        !release.voices.some(({ figures }) => isOneSided(figures)) &&
        voices.every(({ voice, counts, atMost }) =>
          both(counts.applied, parent.answered.get(voice) ?? 0, atMost),
        )
      );
    case 'overall': {
      const answered = voices.reduce((sum, { voice }) => sum + (parent.answered.get(voice) ?? 0), 0);
      const { applied } = mergeCounts(voices.map(({ counts }) => counts));
      return !isOneSided(release.figures) && both(applied, answered, overallAtMost);
    }
  }
}

function isOneSided(figures: Figures): boolean {
  switch (figures.kind) {
    case 'scale':
      return isNearlyAll(figures.agree) || isNearlyAll(figures.disagree);
    case 'rating':
      return isNearlyAll(figures.upper) || isNearlyAll(figures.lower);
    default:
      return false;
  }
}
