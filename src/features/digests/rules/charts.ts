import { addWeeks } from '../../../core/calendar/iso-week.ts';
import type { CodedMean } from '../../release/rules/coded-mean.ts';
import type { DigestChart } from './digest.ts';
import { type DigestFacts, WEEKS_BACK } from './facts.ts';
import type { ChairingMeasure } from './measure.ts';
import { roundsOf, type Showing, showingsOf } from './question-history.ts';
import { measuring } from './scores.ts';

/** Fewer are told in words: one meeting drawn as "100%" would look like a finding. */
const LEAST_MEETINGS = 3;

/** Trust over the weeks, where two or more were shown; and who chaired against the target. */
export function chartsOf(facts: DigestFacts, chairing: ChairingMeasure | null): DigestChart[] {
  const trust = trustChart(facts);
  const enough = chairing !== null && chairing.meetings >= LEAST_MEETINGS;
  const voices = (enough ? chairing.voices : []).map(({ name, share, target }) => ({ name, share, target }));
  return [
    ...(trust === null ? [] : [trust]),
    ...(voices.length < 2 ? [] : [{ kind: 'chairing' as const, voices }]),
  ];
}

function trustChart(facts: DigestFacts): DigestChart | null {
  const all = showingsOf(roundsOf(facts), facts.circle, measuring('trust'));
  const latest = all.at(-1);
  if (latest === undefined) return null;
  const { text } = latest.question;
  const { outcome } = latest.release;
  const byWeek = new Map(
    all
      .filter(({ question, release }) => question.text === text && release.outcome === outcome)
      .map((each) => [each.week, each]),
  );
  const span = Array.from({ length: WEEKS_BACK }, (_, index) => addWeeks(facts.week, index - WEEKS_BACK + 1));
  const weeks = span.slice(span.findIndex((week) => byWeek.has(week)));
  if (weeks.filter((week) => byWeek.has(week)).length < 2) return null;
  const showings = weeks.map((week) => byWeek.get(week));
  return { kind: 'trust', question: text, weeks, series: seriesOf(showings) };
}

/** A line for each voice, or one for everybody: never both, they tell of different people. */
function seriesOf(showings: readonly (Showing | undefined)[]) {
  const names = new Map(
    showings.flatMap((each) => each?.groups.map(({ voice, name }) => [voice, name]) ?? []),
  );
  return [...names].map(([voice, name]) => ({
    voice,
    name,
    points: showings.map((showing) => pointOf(showing, voice)),
  }));
}

function pointOf(showing: Showing | undefined, voice: string | null): CodedMean | null {
  const figures = showing?.groups.find((group) => group.voice === voice)?.figures;
  return figures !== undefined && 'mean' in figures ? figures.mean : null;
}
