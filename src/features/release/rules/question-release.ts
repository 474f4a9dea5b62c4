import { z } from 'zod';
import type { VoiceId } from '../../../core/circle.ts';
import { isMiddle } from './coded-share.ts';
import { type Figures, figuresOf, figuresSchema, type ScoredQuestion } from './figures.ts';
import type { Level } from './level.ts';
import { toldSize } from './precision.ts';
import { choicesOf, type Question } from './question.ts';
import { type Counts, mergeCounts } from './tally/counts.ts';

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

/** The question a follow-up hangs on: what was shown of it, and what each voice gave to it. */
export interface ParentRelease {
  readonly question: ScoredQuestion;
  readonly release: QuestionRelease;
  readonly counts: ReadonlyMap<VoiceId, Counts>;
}

/**
 * Decides what a question shows, at its own level: together where all of them gave `k` answers; by voice where every
 * invited voice did; otherwise nothing. Never both, and never one in one week and the other in the next, so that no two
 * figures can be subtracted. Where only one voice was invited there is nobody to be together with, and it stands as a voice.
 *
 * `level` null is the rule of v0.1.0, for rounds that were opened under it: by voice where it can be, else together.
 *
 * `voices` are those with somebody invited; `overallAtMost` is the most people of all voices who can have taken part;
 * `parent` is null for a question that is asked of everybody, undefined where it cannot be found.
 *
 * Limit: that anything is shown tells that at least `k` answered. In a voice of exactly `k` invited it tells that all did,
 * and in one of `k` + 1 it tells so to the one who did not. Withholding from groups of this size too would silence
 * most circles' reps for good. That nothing is shown tells that fewer than `k` answered, by voice in some voice. How many
 * of them answered, or which voice it is, neither tells.
 */
export function releaseQuestion(
  question: ScoredQuestion,
  voices: readonly VoiceCounts[],
  overallAtMost: number,
  k: number,
  parent: ParentRelease | null | undefined,
  level: Level | null,
): QuestionRelease {
  const withheld: QuestionRelease = { question: question.id, outcome: 'withheld', reason: 'too-few' };
  if (parent !== null && !mayFollow(question, voices, overallAtMost, k, parent)) return withheld;
  // Five staff who were asked what only those who disagreed are asked: nothing of the parent for all together guards them.
  if (level === 'by-voice' && parent != null && parent.release.outcome !== 'by-voice') return withheld;
  // A follow-up's own widths would tell of how many its parent was true, and with its parent's figures how many answered.
  const figures = (counts: Counts, atMost: number): Figures =>
    figuresOf(question, counts, parent === null ? toldSize(counts.answered, atMost, k) : k);
  const split = level === 'by-voice' || level === null || voices.length === 1;
  if (split && voices.length > 0 && voices.every(({ counts }) => counts.answered >= k)) {
    return {
      question: question.id,
      outcome: 'by-voice',
      voices: voices.map(({ voice, counts, atMost }) => ({ voice, figures: figures(counts, atMost) })),
    };
  }
  if (level === 'by-voice') return withheld;
  const all = mergeCounts(voices.map(({ counts }) => counts));
  if (all.answered < k) return withheld;
  const atMost = level === null ? Math.min(overallAtMost, atMostUnsplit(voices, k)) : overallAtMost;
  return { question: question.id, outcome: 'overall', figures: figures(all, atMost) };
}

/** Of v0.1.0: the most answers there can be where, as figures for all together tell, some voice has fewer than `k`. */
function atMostUnsplit(voices: readonly VoiceCounts[], k: number): number {
  const sum = voices.reduce((total, { atMost }) => total + atMost, 0);
  return sum - Math.min(...voices.map(({ atMost }) => Math.max(0, atMost - (k - 1))));
}

/**
 * Whether a follow-up may be shown beside its parent: it must have applied to `k` or more and not applied to `k` or more
 * *in every group the parent's figures were shown for*. Of a scale or rating each such group must have `FEW` people or more
 * who are not above its middle, and as many who are not below.
 *
 * Together these make sure that the others did not all choose alike, all agree or all disagree, in any group: so nobody
 * can come to conclude it, however much the follow-up tells about how many it applied to.
 *
 * Judging all voices together would not do where the parent is split. Take 28 staff and 7 reps, a parent that reads
 * "nearly all" for staff and "two or fewer" for reps, and a follow-up for all in figures so fine that 30 or more answered it:
 * then exactly two reps said yes, and every one of the staff did. Nor would numbers alone do for a scale: of ten people,
 * a mean of 4 and a follow-up to those who chose 4, so small that five answered it, tell the one who chose 1 that all
 * others agreed.
 *
 * Nor may parent and follow-up together tell that everybody answered: five who disagreed and a mean of 4 take 17 people. So
 * the parent's figures must be such as twice `k` + 1 people can give (`leaveRoom`), and the group `ROOM` larger.
 */
export function mayFollow(
  followUp: Question,
  voices: readonly VoiceCounts[],
  overallAtMost: number,
  k: number,
  parent: ParentRelease | undefined,
): boolean {
  if (parent === undefined) return false;
  const least = k + 1;
  return followedGroups(voices, overallAtMost, parent).every(
    ({ figures, applied, answers, atMost }) =>
      figures !== null &&
      atMost >= 2 * least + ROOM &&
      leaveRoom(figures, parent.question, followUp.onlyIf?.chose ?? [], least) &&
      applied >= k &&
      answers.answered - applied >= k &&
      !isOneSided(figures, answers),
  );
}

const ROOM = 3;
const FEW = 3;

interface FollowedGroup {
  /** null: nothing was shown of it. */
  readonly figures: Figures | null;
  readonly applied: number;
  /** What it gave to the parent. */
  readonly answers: Counts;
  readonly atMost: number;
}

/** The groups that the parent's figures were shown for; where none were, all together. */
function followedGroups(
  voices: readonly VoiceCounts[],
  overallAtMost: number,
  { release, counts }: ParentRelease,
): FollowedGroup[] {
  const each = voices.map(({ voice, counts: { applied }, atMost }) => {
    const answers = counts.get(voice) ?? mergeCounts([]);
    const shown = release.outcome === 'by-voice' ? release.voices.find((one) => one.voice === voice) : null;
    return { figures: shown?.figures ?? null, applied, answers, atMost };
  });
  if (release.outcome === 'by-voice') return each;
  const figures = release.outcome === 'overall' ? release.figures : null;
  const applied = each.reduce((sum, one) => sum + one.applied, 0);
  return [
    { figures, applied, answers: mergeCounts(each.map(({ answers }) => answers)), atMost: overallAtMost },
  ];
}

/**
 * Whether `least` people who chose what a follow-up asks for, and `least` others, can give these figures: decided by what is
 * shown alone, so that it tells nothing. Of options those asked for must stand in the middle, or answers be spread.
 */
function leaveRoom(
  figures: Figures,
  parent: ScoredQuestion,
  chose: readonly string[],
  least: number,
): boolean {
  if (!('mean' in figures)) {
    const options = figures.options?.filter(({ choice }) => chose.includes(choice)) ?? [];
    return options.every(({ share }) => isMiddle(share));
  }
  const { mean } = figures;
  if (mean?.end !== 'none') return false;
  const steps = choicesOf(parent).map((_, index) => index);
  const asked = steps.filter((step) => chose.includes(String(step + 1)));
  const other = steps.filter((step) => !asked.includes(step));
  const top = steps.length - 1;
  const turned = (some: readonly number[]) => some.map((step) => top - step);
  const highest = highestMean(asked, other, top, least);
  const lowest = top - highestMean(turned(asked), turned(other), top, least);
  return mean.value - 1 <= highest && mean.value - 1 >= lowest;
}

/** The highest mean of `least` people who chose of `asked` and as many of `other`, `FEW` of them not above the middle. */
function highestMean(asked: readonly number[], other: readonly number[], top: number, least: number): number {
  const people = [asked, other].flatMap((some) => {
    const highest = Math.max(...some);
    const atMiddle = Math.max(...some.filter((step) => step <= top / 2));
    return new Array<{ highest: number; loss: number }>(least).fill({ highest, loss: highest - atMiddle });
  });
  const losses = people.map(({ loss }) => loss).sort((one, another) => one - another);
  const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);
  return (sum(people.map(({ highest }) => highest)) - sum(losses.slice(0, FEW))) / people.length;
}

/** Of a scale or rating: whether nearly all stand on one side of its middle. */
function isOneSided(figures: Figures, { answered, choices }: Counts): boolean {
  if (!('mean' in figures)) return false;
  const middle = (choices.length - 1) / 2;
  const above = choices.reduce((sum, count, index) => (index > middle ? sum + count : sum), 0);
  const below = choices.reduce((sum, count, index) => (index < middle ? sum + count : sum), 0);
  return answered - above < FEW || answered - below < FEW;
}
