import type { VoiceId } from '../../../core/circle.ts';
import type { CodedMean } from './coded-mean.ts';
import type { QuestionRelease } from './question-release.ts';

/** `same`: no change that could be told from rounding. `unknown`: cannot be said, or there is nothing to compare. */
export type Trend = 'up' | 'down' | 'same' | 'unknown';

/**
 * Compares two released means. A change is a change only where it certainly exceeds one rounding step (the coarser of the
 * two). "2.5 or lower" may be any value up to 2.5; where such an end leaves both open, the trend is `unknown`,
 * except that two equal figures read `same`.
 */
export function trendOfMeans(before: CodedMean | null, after: CodedMean | null): Trend {
  if (before === null || after === null) return 'unknown';
  if (before.value === after.value && before.end === after.end) return 'same';
  const step = Math.max(before.step, after.step);
  const [from, to] = [rangeOf(before), rangeOf(after)];
  if (exceeds(to.least - from.most, step)) return 'up';
  if (exceeds(from.least - to.most, step)) return 'down';
  const widest = Math.max(to.most - from.least, from.most - to.least);
  return exceeds(widest, step) ? 'unknown' : 'same';
}

/** How far apart the two voices are whose means differ most. */
export interface VoiceGap {
  readonly higher: VoiceId;
  readonly lower: VoiceId;
  /** In points of the scale, at least 0. */
  readonly value: number;
  /** `at-least` where an end hides how far the means go; `unknown` where an end hides which way the gap goes, or whether there is one. */
  readonly bound: 'about' | 'at-least' | 'unknown';
}

/**
 * The widest gap between voices, worked out from released figures alone. null unless the question was released by
 * voice, with a mean for every voice, and there are two or more.
 */
export function gapBetweenVoices(release: QuestionRelease): VoiceGap | null {
  if (release.outcome !== 'by-voice' || release.voices.length < 2) return null;
  const means: { voice: VoiceId; mean: CodedMean }[] = [];
  for (const { voice, figures } of release.voices) {
    const mean = 'mean' in figures ? figures.mean : null;
    if (mean === null) return null;
    means.push({ voice, mean });
  }
  means.sort((a, b) => a.mean.value - b.mean.value);
  const [lowest, highest] = [means.at(0), means.at(-1)];
  if (lowest === undefined || highest === undefined) return null;
  return {
    higher: highest.voice,
    lower: lowest.voice,
    value: tidy(highest.mean.value - lowest.mean.value),
    bound: boundOf(lowest.mean, highest.mean),
  };
}

function boundOf(lower: CodedMean, higher: CodedMean): VoiceGap['bound'] {
  if (lower.end === 'none' && higher.end === 'none') return 'about';
  const opens = lower.end !== 'or-higher' && higher.end !== 'or-lower';
  return opens && higher.value > lower.value ? 'at-least' : 'unknown';
}

function rangeOf(mean: CodedMean): { least: number; most: number } {
  return {
    least: mean.end === 'or-lower' ? Number.NEGATIVE_INFINITY : mean.value,
    most: mean.end === 'or-higher' ? Number.POSITIVE_INFINITY : mean.value,
  };
}

function exceeds(difference: number, step: number): boolean {
  return tidy(difference) > step;
}

/** Takes the binary dust off a difference of tenths: 3.3 - 3.1 is a little more than 0.2. */
function tidy(value: number): number {
  return Math.round(value * 10) / 10;
}
