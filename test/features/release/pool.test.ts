import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addToPool,
  emptyPool,
  type Pool,
  questionKey,
  releasePool,
} from '../../../src/features/release/rules/pool.ts';
import { decodePool, encodePool } from '../../../src/features/release/rules/pool-encoding.ts';
import { oneEach, SCALE, YES_NO } from './questions.ts';

/** A pool fed by rounds: circle, yes, no, and what else differs from the usual. */
function fed(rounds: readonly [string, number, number, { threshold?: number; atMost?: number }?][]): Pool {
  return rounds.reduce(
    (pool, [circle, yes, no, { threshold = 5, atMost = 4 } = {}]) => {
      const counts = oneEach([yes, no]);
      const added = addToPool(pool, circle, { question: YES_NO, voice: 'reps', atMost, threshold, counts });
      if (!added.ok) throw new Error(added.code);
      return added.value;
    },
    emptyPool(YES_NO, 'reps'),
  );
}

describe('a pool', () => {
  it('is shown where three circles and five people came together, and another circle could have been silent', () => {
    expect(
      releasePool(
        fed([
          ['a', 2, 0],
          ['b', 1, 1],
          ['c', 1, 0],
          ['d', 0, 0],
        ]),
      ),
    ).toEqual({
      outcome: 'released',
      voice: 'reps',
      figures: {
        kind: 'yes-no',
        options: [
          { choice: 'yes', share: { form: 'halves', value: 'half-or-more' } },
          { choice: 'no', share: { form: 'halves', value: 'half-or-fewer' } },
        ],
      },
    });
  });

  it.each<[string, Pool]>([
    [
      'two circles gave answers',
      fed([
        ['a', 4, 0],
        ['b', 0, 4],
        ['c', 0, 0],
        ['d', 0, 0],
      ]),
    ],
    [
      'four people answered',
      fed([
        ['a', 2, 0],
        ['b', 1, 0],
        ['c', 1, 0],
        ['d', 0, 0],
      ]),
    ],
    [
      'only three circles fed it',
      fed([
        ['a', 2, 0],
        ['b', 2, 0],
        ['c', 2, 0],
      ]),
    ],
    [
      'three weeks of the same people',
      fed([
        ['a', 2, 0],
        ['a', 2, 0],
        ['a', 2, 0],
        ['b', 1, 0],
        ['c', 1, 0],
        ['d', 0, 0],
      ]),
    ],
    [
      'one circle asked for more',
      fed([
        ['a', 2, 0],
        ['b', 2, 0],
        ['c', 2, 0, { threshold: 11 }],
        ['d', 2, 0],
      ]),
    ],
    [
      'without the largest circle there were too few people to ask',
      fed([
        ['a', 3, 0],
        ['b', 1, 0, { atMost: 1 }],
        ['c', 1, 0, { atMost: 1 }],
        ['d', 1, 0, { atMost: 1 }],
      ]),
    ],
    ['nobody fed it', emptyPool(YES_NO, 'reps')],
  ])('is withheld where %s', (_, pool) => {
    expect(releasePool(pool)).toEqual({ outcome: 'withheld', reason: 'too-few' });
  });

  it('keeps the largest round of a circle', () => {
    const entries = fed([
      ['a', 1, 0],
      ['a', 0, 3],
      ['a', 2, 0],
    ]).entries;
    expect(entries.map(({ answered, choices }) => [answered, choices])).toEqual([[3, [0, 3]]]);
  });

  it('refuses another question and another voice', () => {
    const contribution = {
      question: SCALE,
      voice: 'reps',
      atMost: 4,
      threshold: 5,
      counts: oneEach([1, 0, 0, 0, 0]),
    };
    expect(addToPool(emptyPool(YES_NO, 'reps'), 'a', contribution)).toMatchObject({ code: 'other-question' });
    expect(addToPool(emptyPool(SCALE, 'staff'), 'a', contribution)).toMatchObject({ code: 'other-question' });
  });

  it('knows the same question by its words and choices, not by its id', () => {
    expect(questionKey({ ...SCALE, id: 'other' })).toBe(questionKey(SCALE));
    expect(questionKey({ ...SCALE, text: 'I was not heard.' })).not.toBe(questionKey(SCALE));
  });

  it('comes back from its bytes, whose number and order tell which circles fed it and no more', () => {
    const rounds = fc.array(
      fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.nat(4), fc.nat(4)).map((each) => each),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(rounds, (each) => {
        const pool = fed(each);
        const bytes = encodePool(pool);
        expect(decodePool(YES_NO, 'reps', bytes)).toEqual({ ok: true, value: pool });
        expect(bytes).toHaveLength(encodePool(fed(each.map(([circle]) => [circle, 0, 0]))).length);
        expect(decodePool(YES_NO, 'staff', bytes)).toMatchObject({ code: 'other-question' });
        expect(decodePool(YES_NO, 'reps', bytes.subarray(0, -1))).toMatchObject({ ok: false });
        expect(decodePool(YES_NO, 'reps', new Uint8Array())).toMatchObject({ code: 'unknown-version' });
      }),
    );
  });
});
