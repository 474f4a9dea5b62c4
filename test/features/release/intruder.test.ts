import { describe, expect, it } from 'vitest';
import { codedMean } from '../../../src/features/release/rules/coded-mean.ts';
import { codedShare } from '../../../src/features/release/rules/coded-share.ts';
import { figuresOf, type ScoredQuestion } from '../../../src/features/release/rules/figures.ts';
import { toldSize } from '../../../src/features/release/rules/precision.ts';
import {
  ABOUT_A_SCALE,
  ALL_ALIKE,
  allWithin,
  type Certainty,
  type Conclusion,
  type CountVector,
  certainties,
  vectors,
} from './intruder.ts';
import {
  adding,
  choiceSets,
  LADDER,
  multipleCounts,
  oneEach,
  optionsOf,
  SCALE,
  YES_NO,
} from './questions.ts';

const SMALL = [5, 6, 7, 8, 9, 10, 11, 12];
// Every size up to 40, so as to pass both changes of precision, and two larger ones.
const LARGE = [...Array.from({ length: 28 }, (_, more) => 13 + more), 50, 60];

/** Every width in which n answers can be told, however many were invited. */
function widths(n: number): number[] {
  return [...new Set([0, 1, 2].map((more) => toldSize(n, n + more, 5)))];
}

/** Looks for certainties in what the product shows of one group. */
function attack(
  question: ScoredQuestion,
  n: number,
  width: number,
  conclusions: readonly Conclusion[],
): Certainty[] {
  return widths(n).flatMap((told) =>
    certainties(
      vectors(n, width),
      (counts) => JSON.stringify(figuresOf(question, oneEach(counts), told)),
      conclusions,
    ),
  );
}

/** A number for each different value, so that hundreds of thousands of releases can be told apart quickly. */
function numbered(values: readonly unknown[]): number[] {
  const texts = values.map((value) => JSON.stringify(value));
  return texts.map((text) => texts.indexOf(text));
}

/**
 * The same figures as `figuresOf` shows of a scale or rating, put together from tables: the mean, and beside it the shares
 * of some answers, which the product does not show.
 */
function quickFigures(n: number, width: number, told: number, shares: readonly (readonly number[])[] = []) {
  const means = numbered(
    Array.from({ length: n * (width - 1) + 1 }, (_, above) => codedMean(adding(n, width, above), 1, told)),
  );
  const parts = numbered(
    Array.from({ length: n + 1 }, (_, count) =>
      codedShare(count, n, { told: Math.max(6, told), percent: true, tie: 'half-or-fewer' }),
    ),
  );
  return (counts: CountVector): number => {
    let above = 0;
    for (let answer = 1; answer < width; answer += 1) above += answer * (counts[answer] ?? 0);
    let key = means[above] ?? -1;
    for (const share of shares) {
      let count = 0;
      for (const answer of share) count += counts[answer] ?? 0;
      key = key * 64 + (parts[count] ?? -1);
    }
    return key;
  };
}

const EACH_OF_SEVEN = Array.from({ length: 7 }, (_, answer) => [answer]);
const ABOUT_SEVEN = [
  ALL_ALIKE,
  allWithin('all others are above the middle', [4, 5, 6]),
  allWithin('all others are below the middle', [0, 1, 2]),
];

describe('what an insider can conclude from one group', () => {
  it.each(SMALL)('nothing from a scale, every set of %i answers', (n) => {
    expect(attack(SCALE, n, 5, ABOUT_A_SCALE)).toEqual([]);
  });

  it.each(LARGE)('nothing from a scale, every count of %i answers', (n) => {
    for (const told of widths(n)) {
      const figures = quickFigures(n, 5, told);
      expect(certainties(vectors(n, 5), figures, ABOUT_A_SCALE)).toEqual([]);
    }
  });

  it('the tables used for many answers tell the same releases apart as the product', () => {
    for (const n of [9, 12]) {
      for (const told of widths(n)) {
        const figures = quickFigures(n, 5, told);
        const seen = new Map<number, string>();
        for (const counts of vectors(n, 5)) {
          const shown = JSON.stringify(figuresOf(SCALE, oneEach(counts), told));
          expect(seen.get(figures(counts)) ?? shown).toBe(shown);
          seen.set(figures(counts), shown);
        }
        expect(new Set(seen.values()).size).toBe(seen.size);
      }
    }
  });

  it.each(SMALL)('nothing from a ladder of seven rungs, every set of %i answers', (n) => {
    for (const told of widths(n)) {
      const figures = quickFigures(n, 7, told);
      expect(certainties(vectors(n, 7), figures, ABOUT_SEVEN)).toEqual([]);
    }
    if (n <= 8) expect(attack(LADDER, n, 7, ABOUT_SEVEN)).toEqual([]);
  });

  it.each([13, 16, 19, 22, 30])('nothing from a ladder of seven rungs, every count of %i answers', (n) => {
    for (const told of widths(n)) {
      const figures = quickFigures(n, 7, told);
      expect(certainties(vectors(n, 7), figures, ABOUT_SEVEN)).toEqual([]);
    }
  });

  it.each([3, 4, 5, 6, 10])('nothing from a rating of 1 to %i', (to) => {
    const rating: ScoredQuestion = { ...LADDER, kind: 'rating', to, low: 'low', high: 'high' };
    const middle = (to - 1) / 2;
    const steps = Array.from({ length: to }, (_, index) => index);
    const conclusions = [
      ALL_ALIKE,
      allWithin(
        'all above',
        steps.filter((step) => step > middle),
      ),
      allWithin(
        'all below',
        steps.filter((step) => step < middle),
      ),
    ];
    for (const n of to === 10 ? [5, 6] : [5, 6, 7, 8, 9, 10, 12]) {
      expect(attack(rating, n, to, conclusions)).toEqual([]);
    }
  });

  it('nothing from yes or no, 5 to 120 answers', () => {
    for (let n = 5; n <= 120; n += 1) expect(attack(YES_NO, n, 2, [ALL_ALIKE])).toEqual([]);
  });

  it.each([3, 4, 5])('nothing from a single choice of %i', (width) => {
    for (const n of [...SMALL, 16, 30]) {
      if (width === 5 && n > 12) continue;
      expect(attack(optionsOf('single', width), n, width, [ALL_ALIKE])).toEqual([]);
    }
  });

  it.each([2, 3])('nothing from any option of a multiple choice of %i', (width) => {
    const question = optionsOf('multiple', width);
    const kinds = choiceSets(width);
    const conclusions = Array.from({ length: width }, (_, option) => {
      const withIt = kinds.flatMap((kind, index) => (kind.includes(option) ? [index] : []));
      const without = kinds.flatMap((kind, index) => (kind.includes(option) ? [] : [index]));
      return [
        allWithin(`all others chose ${option}`, withIt),
        allWithin(`no other chose ${option}`, without),
      ];
    }).flat();
    for (const n of width === 2 ? [...SMALL, ...LARGE] : [5, 6, 7, 8, 10, 12, 16]) {
      for (const told of widths(n)) {
        const found = certainties(
          vectors(n, kinds.length),
          (counts) => JSON.stringify(figuresOf(question, multipleCounts(kinds, counts, width), told)),
          [ALL_ALIKE, ...conclusions],
        );
        expect(found).toEqual([]);
      }
    }
  });
});

describe('the attacker sees what weaker rules would give away', () => {
  it('a fixed margin of half a point', () => {
    const weak = (counts: CountVector) => {
      const n = counts.reduce((sum, each) => sum + each, 0);
      const mean = counts.reduce((sum, each, index) => sum + each * (index + 1), 0) / n;
      return Math.min(4.5, Math.max(1.5, Math.round(mean * 2) / 2));
    };
    expect(certainties(vectors(5, 5), weak, ABOUT_A_SCALE)).toContainEqual({
      release: 1.5,
      own: 3,
      conclusion: 'all others gave one answer',
    });
  });

  it('shares in plain words down to nobody', () => {
    const weak = ([yes = 0, no = 0]: CountVector) => (yes === 0 || no === 0 ? 'all alike' : 'mixed');
    expect(certainties(vectors(8, 2), weak, [ALL_ALIKE])).not.toEqual([]);
  });

  it('the share of each rung beside the mean', () => {
    const figures = quickFigures(5, 7, 5, EACH_OF_SEVEN);
    expect(certainties(vectors(5, 7), figures, ABOUT_SEVEN)).toContainEqual(
      expect.objectContaining({ own: 0, conclusion: 'all others are above the middle' }),
    );
  });

  it('split and overall released together: two voices of five', () => {
    const figures = (counts: CountVector) => JSON.stringify(figuresOf(SCALE, oneEach(counts), 5));
    const both = (counts: CountVector) => {
      const staff = counts.slice(0, 5);
      const reps = counts.slice(5);
      const all = oneEach(staff.map((count, answer) => count + (reps[answer] ?? 0)));
      return figures(staff) + figures(reps) + JSON.stringify(figuresOf(SCALE, all, 10));
    };
    const sets = function* () {
      const one = [...vectors(5, 5)].map((counts) => [...counts]);
      for (const staff of one) for (const reps of one) yield [...staff, ...reps];
    };
    const aboutStaff = ABOUT_A_SCALE.map(({ name, holds }) => ({
      name,
      holds: (others: CountVector) => holds(others.slice(0, 5)),
    }));
    expect(certainties(sets(), both, aboutStaff)).not.toEqual([]);
  });
});
