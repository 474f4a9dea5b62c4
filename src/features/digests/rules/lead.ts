import { ageInWeeks } from '../../promises/rules/promise.ts';
import type { Digest, Lead } from './digest.ts';
import type { DigestFacts } from './facts.ts';
import type { Measure, ScoreMeasure } from './measure.ts';
import { oldPromises } from './promises.ts';

const PULSE_JOBS: readonly string[] = ['open-round', 'close-round'];

/** What became of the pulse this week: silence has six causes, and people should not have to guess which. */
export function pulseOutcome(facts: DigestFacts): Digest['pulse'] {
  const { closed, failures, cancelled, open } = facts;
  const shown = closed.some(({ release }) => release.questions.some(({ outcome }) => outcome !== 'withheld'));
  if (shown) return 'results';
  if (failures.some(({ job }) => PULSE_JOBS.includes(job))) return 'failed';
  if (closed.length > 0) return 'too-few';
  if (open.length > 0) return 'open';
  return cancelled.length > 0 ? 'cancelled' : 'nothing-asked';
}

/**
 * The one thing to know, and never in words that somebody wrote: they stand in their section. In this order: our own failure; a promise that grew old; a voice far behind its share of the
 * chair; meetings without reps; a change people can feel; silence; otherwise how things stand.
 */
export function leadOf(facts: DigestFacts, measures: readonly Measure[]): Lead {
  if (facts.failures.length > 0) return { kind: 'failure' };
  return (
    oldPromise(facts) ??
    chairingBehind(measures) ??
    withoutReps(measures) ??
    change(measures) ??
    quiet(facts) ??
    standing(measures)
  );
}

function oldPromise(facts: DigestFacts): Lead | null {
  const old = oldPromises(facts);
  const [oldest] = old;
  if (oldest === undefined) return null;
  return { kind: 'old-promise', weeks: ageInWeeks(oldest, facts.week), old: old.length };
}

function chairingBehind(measures: readonly Measure[]): Lead | null {
  const chairing = measures.find((measure) => measure.id === 'chairing');
  const voice = chairing?.voices.find(({ voice }) => voice === chairing.behind);
  if (chairing === undefined || voice === undefined) return null;
  const { name, turns, target } = voice;
  return { kind: 'chairing', name, turns, meetings: chairing.meetings, target };
}

/** One such meeting may be chance; half of them, and more than one, is how the circle meets. */
function withoutReps(measures: readonly Measure[]): Lead | null {
  const presence = measures.find((measure) => measure.id === 'presence');
  if (presence === undefined || presence.noRep < 2 || presence.noRep * 2 < presence.meetings) return null;
  return { kind: 'no-rep', missed: presence.noRep, meetings: presence.meetings };
}

/** A fall comes before a rise. The sentence names every voice, so that none is shown alone. */
function change(measures: readonly Measure[]): Lead | null {
  const scores = measures.filter(isScore);
  for (const wanted of ['down', 'mixed', 'up']) {
    const changed = scores.find(({ direction }) => direction === wanted);
    if (changed === undefined) continue;
    const groups = changed.groups.map(({ voice, name, direction }) => ({ voice, name, direction }));
    return { kind: 'change', measure: changed.id, groups };
  }
  return null;
}

function quiet(facts: DigestFacts): Lead | null {
  const outcome = pulseOutcome(facts);
  switch (outcome) {
    case 'results':
      return null;
    case 'failed':
      return { kind: 'failure' };
    case 'open':
      return { kind: 'open', closesAt: closingTime(facts) ?? 0 };
    default:
      return { kind: outcome };
  }
}

/** Trust where it was shown, for it is what a circle lives on; otherwise voice. Names every voice, like a change. */
function standing(measures: readonly Measure[]): Lead {
  for (const { id, groups, direction } of measures.filter(isScore)) {
    const shown = groups.flatMap(({ voice, name, mean }) => (mean === null ? [] : [{ voice, name, mean }]));
    if (shown.length < groups.length) continue;
    const since = direction === 'same' || direction === 'first' ? direction : 'unknown';
    return { kind: 'standing', measure: id, since, groups: shown };
  }
  return { kind: 'answers' };
}

function isScore(measure: Measure): measure is ScoreMeasure {
  return measure.id === 'trust' || measure.id === 'voice';
}

/** When the first of the open pulses closes. */
export function closingTime(facts: DigestFacts): number | null {
  return facts.open.length === 0 ? null : Math.min(...facts.open.map(({ closesAt }) => closesAt));
}
