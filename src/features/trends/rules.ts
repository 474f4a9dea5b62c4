import type { Circle } from '../../core/circle.ts';
import type { Instant } from '../../core/instant.ts';
import { groupsOf } from '../digests/rules/question-history.ts';
import type { CodedMean } from '../release/rules/coded-mean.ts';
import type { Question } from '../release/rules/question.ts';
import type { RoundRelease } from '../release/rules/release.ts';

/** What a closed round has in the ledger. */
export interface TrendRound {
  readonly closedAt: Instant;
  readonly questions: readonly Question[];
  readonly release: RoundRelease;
}

/** One standing item over time: a line for each group that was ever shown, with a point or a gap for each round. */
export interface Trend {
  readonly question: string;
  /** The top of the scale; the bottom is 1. */
  readonly to: number;
  /** When the rounds that asked it closed, oldest first. */
  readonly moments: readonly Instant[];
  readonly series: readonly TrendSeries[];
}

export interface TrendSeries {
  /** null: everybody together. */
  readonly voice: string | null;
  readonly name: string;
  readonly points: readonly (CodedMean | null)[];
}

/**
 * The scale items that at least two of these rounds asked in the same words, and that at least one showed. Made from
 * released figures alone: a point holds every voice, or everybody together, or nothing, exactly as it was released.
 */
export function trendsOf(rounds: readonly TrendRound[], circle: Pick<Circle, 'voices'>): readonly Trend[] {
  const items = new Map<string, Question>();
  for (const { questions } of rounds) {
    for (const question of questions) if (topOf(question) !== null) items.set(keyOf(question), question);
  }
  return [...items].flatMap(([key, question]) => {
    const asked = rounds.flatMap((round) => {
      const found = round.questions.find((each) => keyOf(each) === key);
      return found === undefined
        ? []
        : [{ closedAt: round.closedAt, groups: groupsIn(round, found, circle) }];
    });
    const series = seriesOf(atOneLevel(asked.map(({ groups }) => groups)));
    const shown = series.some(({ points }) => points.some((point) => point !== null));
    const trend: Trend = {
      question: question.text,
      to: topOf(question) ?? 1,
      moments: asked.map(({ closedAt }) => closedAt),
      series,
    };
    return asked.length < 2 || !shown ? [] : [trend];
  });
}

type Groups = NonNullable<ReturnType<typeof groupsOf>>;

function groupsIn(round: TrendRound, question: Question, circle: Pick<Circle, 'voices'>): Groups {
  const release = round.release.questions.find((each) => each.question === question.id);
  return (release === undefined ? null : groupsOf(release, circle)) ?? [];
}

/** Only what was shown as the latest was, together or by voice: the two tell of different people. */
function atOneLevel(rounds: readonly Groups[]): readonly Groups[] {
  const latest = rounds.findLast((groups) => groups.length > 0);
  return rounds.map((groups) => (isTogether(groups) === isTogether(latest ?? []) ? groups : []));
}

function isTogether(groups: Groups): boolean {
  return groups.some(({ voice }) => voice === null);
}

function seriesOf(rounds: readonly Groups[]): readonly TrendSeries[] {
  const names = new Map(rounds.flatMap((groups) => groups.map(({ voice, name }) => [voice, name])));
  return [...names].map(([voice, name]) => ({
    voice,
    name,
    points: rounds.map((groups) => {
      const figures = groups.find((group) => group.voice === voice)?.figures;
      return figures !== undefined && 'mean' in figures ? figures.mean : null;
    }),
  }));
}

/** The same words on the same scale: a question that was reworded is another one. */
function keyOf(question: Question): string {
  return `${question.kind} ${topOf(question)} ${question.text}`;
}

function topOf(question: Question): number | null {
  if (question.kind === 'scale') return 5;
  return question.kind === 'rating' ? question.to : null;
}
