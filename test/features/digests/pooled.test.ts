import { describe, expect, test } from 'vitest';
import { composeDigest } from '../../../src/features/digests/rules/compose.ts';
import { digestSchema } from '../../../src/features/digests/rules/digest.ts';
import type { DigestFacts, PoolFact } from '../../../src/features/digests/rules/facts.ts';
import { emptyWeek, mean, round, scale, split } from './northfield.ts';

const question = { id: 'heard', kind: 'scale' as const, text: 'I was heard.' };
const staff = { voice: 'staff', figures: scale(mean(3.5)) };
const reps = { voice: 'reps', figures: scale(mean(2.5)) };
const pool: PoolFact = {
  id: '2026-Q3 heard',
  quarter: '2026-Q3',
  question,
  asked: ['staff', 'reps'],
  released: [reps, staff],
};
const compose = (more: Partial<DigestFacts>) => composeDigest({ ...emptyWeek, ...more }, () => 0.5);
const hidden = [{ what: 'pool', questions: ['I was heard.'], from: null }];

describe('several circles together', () => {
  test('are told with every voice, in the circle’s order, mean and shares', () => {
    const digest = compose({ pools: [pool] });
    expect(digestSchema.parse(digest)).toEqual(digest);
    expect(digest.pooled).toMatchObject([
      {
        quarter: '2026-Q3',
        question: 'I was heard.',
        scale: { from: 1, to: 5 },
        groups: [
          { voice: 'staff', name: 'Staff', mean: mean(3.5) },
          { voice: 'reps', name: 'Service-user reps', mean: mean(2.5) },
        ],
      },
    ]);
    expect(digest.hidden).toEqual([]);
  });

  test('one voice alone is not told, and the digest says so without a voice', () => {
    for (const one of [staff, reps]) {
      const digest = compose({ pools: [{ ...pool, released: [one] }] });
      expect(digest.pooled).toEqual([]);
      expect(digest.hidden).toEqual(hidden);
    }
  });

  test('a voice this circle never asked cannot stand in for one it did', () => {
    const carers = { voice: 'carers', figures: scale(mean(3)) };
    const digest = compose({ pools: [{ ...pool, released: [staff, carers] }] });
    expect(digest.pooled).toEqual([]);
    expect(digest.hidden).toEqual(hidden);
  });

  test('a circle of two voices that asked only one of them is told of none', () => {
    expect(compose({ pools: [{ ...pool, asked: ['staff'], released: [staff] }] }).pooled).toEqual([]);
  });

  test('a circle of one voice is told of it', () => {
    const circle = { ...emptyWeek.circle, voices: [{ id: 'staff', name: 'Staff' }] };
    const digest = compose({ circle, pools: [{ ...pool, asked: ['staff'], released: [staff] }] });
    expect(digest.pooled).toHaveLength(1);
  });

  test('are kept by id among what the digest told', () => {
    const closed = [round('2026-W47', { questions: [split('trust', mean(3), mean(3))] })];
    expect(compose({ closed, pools: [pool] }).tells).toEqual(['round of 2026-W47', '2026-Q3 heard']);
  });
});

test('a result that comes late is compared with what was shown before it, not after', () => {
  const later = round('2026-W46', { questions: [split('trust', mean(3.5), mean(3.5))] });
  const late = round('2026-W45', { questions: [split('trust', mean(2), mean(2))] });
  const digest = compose({ history: [later], closed: [late] });
  expect(digest.measures[0]).toMatchObject({ id: 'trust', direction: 'first' });
  expect(digest.charts[0]).toMatchObject({
    weeks: ['2026-W45', '2026-W46', '2026-W47'],
    series: [{ points: [mean(2), mean(3.5), null] }, {}],
  });
});
