import { z } from 'zod';
import type { Random } from '../../../core/instant.ts';
import { type CommentRelease, commentReleaseSchema, releaseComments } from './comment-release.ts';
import {
  participationSchema,
  type Reach,
  reachOf,
  releaseParticipation,
  type VoiceTurnout,
} from './participation.ts';
import type { PoolContribution } from './pool.ts';
import type { InvitedVoice, Round, Thresholds } from './pulse.ts';
import type { Question } from './question.ts';
import {
  mayFollow,
  type ParentRelease,
  type QuestionRelease,
  questionReleaseSchema,
  releaseQuestion,
  type VoiceCounts,
} from './question-release.ts';
import { type Counts, commentsOf, countedOf, countsOf } from './tally/counts.ts';
import type { TallyLayout } from './tally/layout.ts';
import type { Tally } from './tally/tally.ts';
import { atLeastFloor } from './thresholds.ts';

/** All that is ever told of a round, as it stands in the ledger. */
export const roundReleaseSchema = z.strictObject({
  participation: participationSchema,
  /** Questions with choices, in the round's order. */
  questions: z.array(questionReleaseSchema),
  /** Text questions, in the round's order. */
  comments: z.array(commentReleaseSchema),
});
export type RoundRelease = Readonly<z.infer<typeof roundReleaseSchema>>;

/** What was frozen when the round opened, and bears on what may be shown. */
export interface ReleaseTerms {
  readonly invited: readonly InvitedVoice[];
  readonly thresholds: Thresholds;
  readonly levels: Round['levels'];
}

export interface ReleasedRound {
  /** For the ledger. */
  readonly release: RoundRelease;
  /** For the organisation's pools: exact counts, to be added and sealed in the transaction that closes the round. */
  readonly poolable: readonly PoolContribution[];
}

/**
 * Applies the release rules to a closed round's tally. `random` shuffles comments: give it an unpredictable source. Call
 * it once for each tally, and delete the tally in the same transaction: each answer is spent on one figure set only.
 */
export function releaseRound(
  layout: TallyLayout,
  tally: Tally,
  terms: ReleaseTerms,
  random: Random,
): ReleasedRound {
  const thresholds = atLeastFloor(terms.thresholds);
  const turnout = terms.invited
    .filter((each) => each.invited > 0)
    .map((each) => ({ ...each, counted: countedOf(layout, tally, each.voice) }));
  const reach = reachOf(turnout);
  const parents = new Map<string, ParentRelease>();
  const questions: QuestionRelease[] = [];
  const comments: CommentRelease[] = [];
  const poolable: PoolContribution[] = [];

  for (const question of layout.questions) {
    const voices = voiceCounts(layout, tally, question, turnout, reach);
    const parent = question.onlyIf === undefined ? null : parents.get(question.onlyIf.question);
    if (question.kind === 'text') {
      comments.push(releaseWords(layout, tally, question, voices, reach, thresholds, parent, random));
      continue;
    }
    const level = terms.levels === null ? null : (terms.levels[question.id] ?? 'together');
    const release = releaseQuestion(question, voices, reach.overall, thresholds.scores, parent, level);
    questions.push(release);
    parents.set(question.id, {
      question,
      release,
      counts: new Map(voices.map(({ voice, counts }) => [voice, counts])),
    });
    // A follow-up is not pooled: its rule needs its parent's figures, which a pool does not show.
    if (release.outcome === 'withheld' && parent === null) {
      for (const each of voices) {
        const threshold = thresholds.scores;
        // A voice that had enough is left out with its answers, and stands for nobody: which voices fell short is not told.
        const counts = each.counts.answered < threshold ? each.counts : NOBODY;
        poolable.push({
          question,
          voice: each.voice,
          atMost: Math.min(each.atMost, threshold - 1),
          threshold,
          counts,
        });
      }
    }
  }
  return { release: { participation: releaseParticipation(turnout), questions, comments }, poolable };
}

const NOBODY: Counts = { answered: 0, applied: 0, choices: [] };

function voiceCounts(
  layout: TallyLayout,
  tally: Tally,
  question: Question,
  turnout: readonly VoiceTurnout[],
  reach: Reach,
): VoiceCounts[] {
  return turnout.map(({ voice }) => ({
    voice,
    counts: countsOf(layout, tally, question, voice),
    atMost: reach.byVoice.get(voice) ?? 0,
  }));
}

function releaseWords(
  layout: TallyLayout,
  tally: Tally,
  question: Question,
  voices: readonly VoiceCounts[],
  reach: Reach,
  thresholds: Thresholds,
  parent: ParentRelease | null | undefined,
  random: Random,
): CommentRelease {
  if (!layout.comments) return { question: question.id, outcome: 'withheld', reason: 'off' };
  if (parent !== null && !mayFollow(question, voices, reach.overall, thresholds.scores, parent)) {
    return { question: question.id, outcome: 'withheld', reason: 'too-few' };
  }
  // Under a follow-up the number of comments tells of how many its parent was true: fewer than half leave room.
  const atMost = parent === null ? reach.overall : Math.floor((reach.overall - 1) / 2);
  return releaseComments(
    question.id,
    commentsOf(layout, tally, question),
    atMost,
    thresholds.comments,
    random,
  );
}
