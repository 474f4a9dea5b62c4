import { describe, expect, it } from 'vitest';
import type { CodedMean } from '../../../src/features/release/rules/coded-mean.ts';
import { gapBetweenVoices, trendOfMeans } from '../../../src/features/release/rules/comparison.ts';
import type { QuestionRelease } from '../../../src/features/release/rules/question-release.ts';

const mean = (value: number, step = 0.5, end: CodedMean['end'] = 'none'): CodedMean => ({ value, end, step });
const lower = (value: number, step = 0.5) => mean(value, step, 'or-lower');
const higher = (value: number, step = 0.5) => mean(value, step, 'or-higher');

describe('a trend of means', () => {
  it.each([
    ['one step is no change', mean(3), mean(3.5), 'same'],
    ['two steps up', mean(2.5), mean(3.5), 'up'],
    ['two steps down', mean(3.5), mean(2.5), 'down'],
    ['one step of tenths that binary numbers cannot hold', mean(3.1, 0.2), mean(3.3, 0.2), 'same'],
    ['judged by the coarser step', mean(3, 0.5), mean(3.4, 0.1), 'same'],
    ['from an end away from it', lower(2.5), mean(3.5), 'up'],
    ['equal ends', lower(2.5), lower(2.5), 'same'],
    ['an end and something beyond it', lower(2.5), mean(1.8, 0.2), 'unknown'],
    ['from one end to the other', higher(3.5), lower(2.5), 'down'],
    ['one step from an end', lower(2.5), mean(3), 'unknown'],
    ['nothing before', null, mean(3), 'unknown'],
    ['nothing now', mean(3), null, 'unknown'],
  ] as const)('%s', (_, before, after, trend) => {
    expect(trendOfMeans(before, after)).toBe(trend);
  });
});

describe('the gap between voices', () => {
  const released = (means: Readonly<Record<string, CodedMean | null>>): QuestionRelease => ({
    question: 'rung',
    outcome: 'by-voice',
    voices: Object.entries(means).map(([voice, each]) => ({
      voice,
      figures: { kind: 'rating', mean: each },
    })),
  });

  it.each([
    [
      'two voices',
      { staff: mean(5), reps: mean(3.5) },
      { higher: 'staff', lower: 'reps', value: 1.5, bound: 'about' },
    ],
    [
      'a hidden end',
      { staff: mean(5), reps: lower(3.5) },
      { higher: 'staff', lower: 'reps', value: 1.5, bound: 'at-least' },
    ],
    [
      'the widest of three',
      { staff: mean(4), reps: mean(4.5), carers: mean(2.8, 0.2) },
      { higher: 'reps', lower: 'carers', value: 1.7, bound: 'about' },
    ],
    [
      'the same end',
      { staff: lower(3.5), reps: lower(3.5) },
      { higher: 'reps', lower: 'staff', value: 0, bound: 'unknown' },
    ],
    [
      'an end that may pass the other',
      { staff: lower(3.5), reps: mean(3, 0.2) },
      { higher: 'staff', lower: 'reps', value: 0.5, bound: 'unknown' },
    ],
    ['one voice', { staff: mean(4) }, null],
    ['a mean that is not told', { staff: mean(4), reps: null }, null],
  ])('%s', (_, means, gap) => {
    expect(gapBetweenVoices(released(means))).toEqual(gap);
  });

  it('is nothing where the question was not released by voice', () => {
    expect(gapBetweenVoices({ question: 'rung', outcome: 'withheld', reason: 'too-few' })).toBeNull();
  });
});
