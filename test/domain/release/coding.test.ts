import { describe, expect, it } from 'vitest';
import { codedMean } from '../../../src/domain/release/coded-mean.ts';
import { codedShare } from '../../../src/domain/release/coded-share.ts';
import { bandOf, reachOf, releaseParticipation } from '../../../src/domain/release/participation.ts';
import { precisionFor } from '../../../src/domain/release/precision.ts';

describe('a coded mean', () => {
  it.each([
    ['the lowest of five', [5, 0, 0, 0, 0], 'coarse', { value: 2.5, end: 'or-lower', step: 0.5 }],
    ['three of five', [0, 0, 5, 0, 0], 'coarse', { value: 3, end: 'none', step: 0.5 }],
    ['the highest of ten', [0, 0, 0, 0, 10], 'medium', { value: 4.2, end: 'or-higher', step: 0.2 }],
    ['2.1 of ten, a tie', [3, 3, 4, 0, 0], 'medium', { value: 2.2, end: 'none', step: 0.2 }],
    ['3.9 of ten, its mirror', [0, 0, 4, 3, 3], 'medium', { value: 3.8, end: 'none', step: 0.2 }],
    ['2.37 of thirty', [5, 15, 5, 4, 1], 'fine', { value: 2.4, end: 'none', step: 0.1 }],
    ['the lowest of thirty', [30, 0, 0, 0, 0], 'fine', { value: 1.3, end: 'or-lower', step: 0.1 }],
  ] as const)('%s', (_, counts, precision, mean) => {
    expect(codedMean(counts, 1, precision)).toEqual(mean);
  });

  it('is not told where the margins meet: five answers from 1 to 3', () => {
    expect(codedMean([5, 0, 0], 1, 'coarse')).toBeNull();
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
    };
    for (const [key, value] of Object.entries(mirror)) mirror[value] = key;
    for (let n = 5; n <= 200; n += 1) {
      for (let count = 0; count <= n; count += 1) {
        for (const precision of ['coarse', 'medium', 'fine'] as const) {
          const { value } = codedShare(count, n, precision);
          const opposite = typeof value === 'number' ? 100 - value : mirror[value];
          expect(codedShare(n - count, n, precision).value).toBe(opposite);
        }
      }
    }
  });

  it.each([
    [2, 9, 'coarse', 'two-or-fewer'],
    [3, 9, 'coarse', 'in-between'],
    [7, 9, 'coarse', 'all-but-two-or-more'],
    [2, 20, 'medium', 'few'],
    [3, 20, 'medium', 'some'],
    [7, 21, 'medium', 'some'],
    [8, 21, 'medium', 'about-half'],
    [14, 21, 'medium', 'most'],
    [18, 20, 'medium', 'nearly-all'],
    [2, 30, 'fine', 'few'],
    [3, 30, 'fine', 10],
    [3, 50, 'fine', 'few'],
    [20, 30, 'fine', 65],
    [28, 30, 'fine', 'nearly-all'],
  ] as const)('%i of %i, %s: %s', (count, n, precision, value) => {
    expect(codedShare(count, n, precision).value).toBe(value);
  });
});

describe('precision', () => {
  it('follows the number of answers, where two more could have stayed silent', () => {
    expect([precisionFor(9, 99), precisionFor(10, 99), precisionFor(29, 99), precisionFor(30, 99)]).toEqual([
      'coarse',
      'medium',
      'medium',
      'fine',
    ]);
    expect([precisionFor(10, 11), precisionFor(10, 12), precisionFor(31, 31)]).toEqual([
      'coarse',
      'medium',
      'medium',
    ]);
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
