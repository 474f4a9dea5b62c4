import { type IsoWeek, isoWeekOf } from '../../../core/calendar/iso-week.ts';
import type { Circle } from '../../../core/circle.ts';
import type { Instant } from '../../../core/instant.ts';
import type { Figures } from '../../release/rules/figures.ts';
import type { Question } from '../../release/rules/question.ts';
import type { QuestionRelease } from '../../release/rules/question-release.ts';
import type { ClosedRound, DigestFacts } from './facts.ts';

/** What was shown of a question once, ready to be told: of everybody, or of every voice; never of one voice alone. */
export interface Showing {
  readonly question: Question;
  readonly week: IsoWeek;
  readonly closedAt: Instant;
  readonly release: QuestionRelease;
  readonly groups: readonly ShownGroup[];
}

export interface ShownGroup {
  /** null: everybody together. */
  readonly voice: string | null;
  readonly name: string;
  readonly figures: Figures;
}

/** All rounds in the order in which they closed: one that is told late stands before those told in time. */
export function roundsOf({ history, closed }: DigestFacts): readonly ClosedRound[] {
  return [...history, ...closed].sort((one, other) => one.closedAt - other.closedAt);
}

/** The showings of one question over the given rounds, in their order; those that showed nothing are left out. */
export function showingsOf(
  rounds: readonly ClosedRound[],
  circle: DigestFacts['circle'],
  wanted: (question: Question) => boolean,
): Showing[] {
  return rounds.flatMap((round) =>
    round.questions.filter(wanted).flatMap((question) => {
      const release = round.release.questions.find((each) => each.question === question.id);
      const groups = release === undefined ? null : groupsOf(release, circle);
      if (release === undefined || groups === null) return [];
      const { closedAt } = round;
      return [{ question, release, groups, closedAt, week: isoWeekOf(closedAt, circle.timezone) }];
    }),
  );
}

/**
 * The groups of a release in the circle's order; null where nothing may be told: withheld, or one voice without the
 * others, which happens where only one voice was invited.
 */
export function groupsOf(
  release: QuestionRelease,
  circle: Pick<Circle, 'voices'>,
): readonly ShownGroup[] | null {
  if (release.outcome === 'withheld') return null;
  if (release.outcome === 'overall') return [{ voice: null, name: '', figures: release.figures }];
  if (release.voices.length < 2 && circle.voices.length > 1) return null;
  const known = new Map(circle.voices.map(({ id, name }, index) => [id, { name, index }]));
  return release.voices
    .map(({ voice, figures }) => ({ voice, name: known.get(voice)?.name ?? voice, figures }))
    .sort((a, b) => (known.get(a.voice)?.index ?? 0) - (known.get(b.voice)?.index ?? 0));
}
