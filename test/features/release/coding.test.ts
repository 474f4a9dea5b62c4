import { describe, expect, it } from 'vitest';
import { codedMean } from '../../../src/features/release/rules/coded-mean.ts';
import { codedShare } from '../../../src/features/release/rules/coded-share.ts';
import { figuresOf } from '../../../src/features/release/rules/figures.ts';
import { bandOf, reachOf, releaseParticipation } from '../../../src/features/release/rules/participation.ts';
import { precisionFor, toldSize } from '../../../src/features/release/rules/precision.ts';
import { oneEach, optionsOf, SCALE, YES_NO } from './questions.ts';

describe('a coded mean', () => {
  it.each([
    ['the lowest of five', [5, 0, 0, 0, 0], 5, { value: 2.5, end: 'or-lower', step: 0.5 }],
    ['three of five', [0, 0, 5, 0, 0], 5, { value: 3, end: 'none', step: 0.5 }],
    ['the highest of ten', [0, 0, 0, 0, 10], 10, { value: 4.2, end: 'or-higher', step: 0.2 }],
    ['2.1 of ten, a tie', [3, 3, 4, 0, 0], 10, { value: 2.2, end: 'none', step: 0.2 }],
    ['3.9 of ten, its mirror', [0, 0, 4, 3, 3], 10, { value: 3.8, end: 'none', step: 0.2 }],
    ['2.37 of thirty', [5, 15, 5, 4, 1], 30, { value: 2.4, end: 'none', step: 0.1 }],
    ['the lowest of thirty', [30, 0, 0, 0, 0], 30, { value: 1.3, end: 'or-lower', step: 0.1 }],
    [
      'the lowest of seven, in the widths of five',
      [7, 0, 0, 0, 0],
      5,
      { value: 2.5, end: 'or-lower', step: 0.5 },
    ],
  ] as const)('%s', (_, counts, told, mean) => {
    expect(codedMean(counts, 1, told)).toEqual(mean);
  });

  it('is not told where the margins meet: five answers from 1 to 3', () => {
    expect(codedMean([5, 0, 0], 1, 5)).toBeNull();
  });
});

describe('a coded share', () => {
  it('is the mirror of the share of all others', () => {
    const mirror: Record<string, string> = {
      few: 'nearly-all',
      some: 'most',
      'about-half': 'about-half',
      'two-or-fewer': 'all-but-two-or-more',
      'in-between': 'in-between',
      'half-or-fewer': 'half-or-more',
    };
    for (const [key, value] of Object.entries(mirror)) mirror[value] = key;
    for (let n = 5; n <= 200; n += 1) {
      for (let count = 0; count <= n; count += 1) {
        for (const told of [5, 6, 15, 30].filter((each) => each <= n)) {
          const { value } = codedShare(count, n, { told, percent: true, tie: 'half-or-more' });
          const opposite = typeof value === 'number' ? 100 - value : mirror[value];
          expect(codedShare(n - count, n, { told, percent: true, tie: 'half-or-fewer' }).value).toBe(
            opposite,
          );
        }
      }
    }
  });

  it.each([
    [2, 5, 5, 'half-or-fewer'],
    [3, 6, 5, 'half-or-more'],
    [3, 5, 5, 'half-or-more'],
    [2, 6, 6, 'two-or-fewer'],
    [2, 9, 9, 'two-or-fewer'],
    [3, 9, 9, 'in-between'],
    [7, 9, 9, 'all-but-two-or-more'],
    [3, 14, 14, 'in-between'],
    [2, 15, 15, 'few'],
    [2, 20, 20, 'few'],
    [3, 20, 20, 'some'],
    [7, 21, 21, 'some'],
    [8, 21, 21, 'about-half'],
    [14, 21, 21, 'most'],
    [18, 20, 20, 'nearly-all'],
    [2, 30, 30, 'few'],
    [3, 30, 30, 10],
    [3, 50, 50, 'few'],
    [20, 30, 30, 65],
    [28, 30, 30, 'nearly-all'],
  ] as const)('%i of %i, in the widths of %i: %s', (count, n, told, value) => {
    expect(codedShare(count, n, { told, percent: true, tie: 'half-or-more' }).value).toBe(value);
  });
});

describe('widths', () => {
  it('leave room for two who stayed silent, and never go under the threshold', () => {
    expect([7, 8, 9].map((n) => toldSize(n, 9, 5))).toEqual([7, 7, 7]);
    expect([5, 6].map((n) => toldSize(n, 6, 5))).toEqual([5, 5]);
    expect([5, 9].map((n) => toldSize(n, 40, 5))).toEqual([5, 9]);
    expect(toldSize(12, 12, 11)).toBe(11);
  });

  it('grow finer with the answers', () => {
    expect([9, 10, 29, 30].map(precisionFor)).toEqual(['coarse', 'medium', 'medium', 'fine']);
  });

  it('two options tell per cent, three never do', () => {
    expect(codedShare(12, 40, { told: 38, percent: false, tie: 'half-or-more' }).value).toBe('some');
    expect(figuresOf(YES_NO, oneEach([12, 28]), 38)).toMatchObject({
      options: [{ share: { value: 30 } }, {}],
    });
    expect(figuresOf(optionsOf('single', 3), oneEach([2, 2, 36]), 38)).toMatchObject({
      options: [{ share: { value: 'few' } }, { share: { value: 'few' } }, { share: { value: 'most' } }],
    });
  });

  it('a tie is half or more of the first option, half or fewer of every other', () => {
    expect(figuresOf(YES_NO, oneEach([3, 3]), 5)).toMatchObject({
      options: [{ share: { value: 'half-or-more' } }, { share: { value: 'half-or-fewer' } }],
    });
  });

  it('of three options or more at most one stands in between', () => {
    const three = optionsOf('single', 3);
    expect(figuresOf(three, oneEach([4, 4, 1]), 9)).toEqual({ kind: 'single', options: null });
    expect(figuresOf(three, oneEach([4, 2, 1]), 6)).not.toEqual({ kind: 'single', options: null });
    expect(figuresOf(optionsOf('single', 2), oneEach([4, 4]), 8)).not.toEqual({
      kind: 'single',
      options: null,
    });
  });

  it('a scale shows its mean alone, however many answered', () => {
    expect(figuresOf(SCALE, oneEach([0, 0, 0, 50, 50]), 98)).toEqual({
      kind: 'scale',
      mean: { value: 4.5, end: 'none', step: 0.1 },
    });
  });
});

describe('participation', () => {
  const turnout = (...pairs: [number, number][]) =>
    pairs.map(([counted, invited], index) => ({ voice: `v${index}`, counted, invited }));

  it('is told by voice where every voice has five or more invited, else overall, never both', () => {
    expect(releaseParticipation(turnout([3, 5], [2, 12]))).toEqual({
      outcome: 'by-voice',
      voices: [
        { voice: 'v0', band: 'half-or-more' },
        { voice: 'v1', band: 'under-a-third' },
      ],
    });
    expect(releaseParticipation(turnout([3, 4], [2, 12]))).toEqual({
      outcome: 'overall',
      band: 'under-a-third',
    });
    expect(releaseParticipation(turnout([2, 2], [2, 2]))).toEqual({ outcome: 'withheld', reason: 'too-few' });
    expect(releaseParticipation([])).toEqual({ outcome: 'withheld', reason: 'too-few' });
  });

  it('leaves others to reckon with the top of each published band', () => {
    const reach = reachOf(turnout([3, 5], [2, 12]));
    expect([...reach.byVoice.values(), reach.overall]).toEqual([5, 3, 8]);
    const small = reachOf(turnout([4, 4], [5, 12]));
    expect([...small.byVoice.values(), small.overall]).toEqual([4, 12, 10]);
  });

  it('has bands of three numbers or more', () => {
    for (let invited = 5; invited <= 300; invited += 1) {
      const sizes = new Map<string, number>();
      for (let counted = 0; counted <= invited; counted += 1) {
        const band = bandOf(counted, invited);
        sizes.set(band, (sizes.get(band) ?? 0) + 1);
      }
      expect(Math.min(...sizes.values())).toBeGreaterThanOrEqual(3);
    }
  });
});
