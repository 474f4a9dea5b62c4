import { gapBetweenVoices, trendOfMeans } from '../../release/rules/comparison.ts';
import type { Figures } from '../../release/rules/figures.ts';
import type { Question } from '../../release/rules/question.ts';
import { commonDirection } from './direction.ts';
import type { DigestFacts } from './facts.ts';
import type { Direction, LadderMeasure, ScoreGroup, ScoreMeasure } from './measure.ts';
import { roundsOf, type Showing, type ShownGroup, showingsOf } from './question-history.ts';

/** Below this the middle of the scale (3) is not clearly passed, and the digest suggests to ask what would help. */
const GOOD_MEAN = 3.5;

/** Trust or voice, where this week showed it; compared with the last time the same question was shown. */
export function scoreMeasure(facts: DigestFacts, id: 'trust' | 'voice'): ScoreMeasure | null {
  const current = showingsOf(facts.closed, facts.circle, measuring(id)).at(-1);
  if (current === undefined) return null;
  const before = showingBefore(current, facts, id);
  const groups = current.groups.flatMap((group) => scoreGroup(group, before));
  if (groups.length === 0) return null;
  const direction = commonDirection(groups.map((group) => group.direction));
  return { id, question: current.question.text, groups, direction, advice: adviceOn(groups, direction) };
}

/** The latest ladder of the last weeks: it is asked four times a year, and stays worth talking about in between. */
export function ladderMeasure(facts: DigestFacts): LadderMeasure | null {
  const current = showingsOf(roundsOf(facts), facts.circle, measuring('ladder')).at(-1);
  if (current === undefined || current.question.kind !== 'rating') return null;
  const before = showingBefore(current, facts, 'ladder');
  const groups = current.groups.map(({ voice, name, figures }) => ({ voice, name, mean: meanOf(figures) }));
  const found = gapBetweenVoices(current.release);
  const nameOf = (voice: string) => groups.find((group) => group.voice === voice)?.name ?? voice;
  const gap = found === null ? null : { ...found, higher: nameOf(found.higher), lower: nameOf(found.lower) };
  return {
    id: 'ladder',
    question: current.question.text,
    week: current.week,
    to: current.question.to,
    groups,
    gap,
    direction: commonDirection(current.groups.map((group) => directionSince(before, group))),
    advice:
      gap !== null && gap.value >= 1 && gap.bound !== 'unknown' ? 'talk-about-the-gap' : 'pick-one-step',
  };
}

export function measuring(id: NonNullable<Question['measures']>): (question: Question) => boolean {
  return (question) => question.measures === id;
}

function scoreGroup(group: ShownGroup, before: Showing | undefined): ScoreGroup[] {
  const { voice, name, figures } = group;
  if (figures.kind !== 'scale') return [];
  return [{ voice, name, mean: figures.mean, direction: directionSince(before, group) }];
}

/** The time before it that the same words were shown. */
function showingBefore(current: Showing, facts: DigestFacts, id: 'trust' | 'voice' | 'ladder') {
  return showingsOf(roundsOf(facts), facts.circle, measuring(id)).findLast(
    ({ question, release, closedAt }) =>
      closedAt < current.closedAt &&
      question.text === current.question.text &&
      release.outcome === current.release.outcome,
  );
}

function directionSince(before: Showing | undefined, group: ShownGroup): Direction {
  if (before === undefined) return 'first';
  const then = before.groups.find((each) => each.voice === group.voice);
  return then === undefined ? 'unknown' : trendOfMeans(meanOf(then.figures), meanOf(group.figures));
}

function meanOf(figures: Figures) {
  return 'mean' in figures ? figures.mean : null;
}

function adviceOn(groups: readonly ScoreGroup[], direction: Direction): ScoreMeasure['advice'] {
  if (direction === 'down' || direction === 'mixed') return 'ask-what-would-help';
  if (groups.some(({ mean }) => mean !== null && mean.value < GOOD_MEAN)) return 'say-what-changed';
  return 'keep-going';
}
