import { expect, test } from 'vitest';
import { figuresOf } from '../../../src/features/release/rules/figures.ts';
import { toldSize } from '../../../src/features/release/rules/precision.ts';
import { releaseQuestion } from '../../../src/features/release/rules/question-release.ts';
import { mergeCounts } from '../../../src/features/release/rules/tally/counts.ts';
import { oneEach, SCALE } from './questions.ts';

/** Staff of seven who all answered, and reps of seven of whom four did: eleven answers with a mean of 3.18. */
const STAFF = { voice: 'staff', counts: oneEach([0, 0, 6, 1, 0]), atMost: 7 };
const REPS = { voice: 'reps', counts: oneEach([0, 0, 3, 1, 0]), atMost: 7 };
const ALL = mergeCounts([STAFF.counts, REPS.counts]);
const shown = (told: number) => ({
  question: SCALE.id,
  outcome: 'overall',
  figures: figuresOf(SCALE, ALL, told),
});

test('of v0.1.0: figures for all tell that some voice fell short, so they are told as for so many fewer', () => {
  expect(shown(9)).not.toEqual(shown(11));
  expect(releaseQuestion(SCALE, [STAFF, REPS], 14, 5, null, null)).toEqual(shown(9));
  // The voice that leaves the most room is the one that can have fallen short.
  const small = { ...REPS, atMost: 4 };
  expect(releaseQuestion(SCALE, [{ ...STAFF, atMost: 10 }, small], 14, 5, null, null)).toEqual(shown(11));
});

test('together: figures for all tell of no voice, so they are told as for everybody who can have answered', () => {
  expect(releaseQuestion(SCALE, [STAFF, REPS], 14, 5, null, 'together')).toEqual(shown(11));
  expect(releaseQuestion(SCALE, [STAFF, REPS], 11, 5, null, 'together')).toEqual(shown(9));
});

test.each([
  [5, 5, 5, 5],
  [6, 6, 5, 5],
  [7, 9, 5, 7],
  [9, 9, 5, 7],
  [30, 31, 5, 29],
  [3, 30, 5, 3],
])('%i answers of at most %i, shown from %i on, are told as %i', (n, atMost, threshold, told) => {
  expect(toldSize(n, atMost, threshold)).toBe(told);
});
