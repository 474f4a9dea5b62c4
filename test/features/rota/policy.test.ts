import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type ChairPolicy,
  chairPolicySchema,
  PARITY,
  validChairPolicy,
} from '../../../src/features/rota/rules/policy.ts';
import { sharesInForce, targetShares } from '../../../src/features/rota/rules/shares.ts';

const floorOf = (floor: number): ChairPolicy => ({ ...PARITY, kind: 'floor', floor });

describe('a chair policy', () => {
  test.each([
    [{ ...PARITY, term: 0 }, 'term-not-whole'],
    [{ ...PARITY, term: 1.5 }, 'term-not-whole'],
    [{ ...PARITY, capPerQuarter: 0 }, 'cap-not-whole'],
    [{ ...PARITY, capPerQuarter: 2, term: 3 }, 'cap-under-term'],
    [{ ...PARITY, kind: 'floor' as const }, 'floor-missing'],
    [{ ...PARITY, floor: 0.3 }, 'floor-not-wanted'],
    [floorOf(0), 'floor-out-of-range'],
    [floorOf(1.2), 'floor-out-of-range'],
    [floorOf(Number.NaN), 'floor-out-of-range'],
    [floorOf(0.4), 'floor-too-high'],
  ])('%o is refused for three voices: %s', (policy, code) => {
    expect(validChairPolicy(policy, 3)).toMatchObject({ ok: false, code });
  });

  test.each([PARITY, floorOf(1 / 3), floorOf(0.2), { ...PARITY, capPerQuarter: 3, term: 3 }])(
    '%o is accepted',
    (policy) => {
      expect(validChairPolicy(policy, 3)).toEqual({ ok: true, value: policy });
      expect(chairPolicySchema.parse(JSON.parse(JSON.stringify(policy)))).toEqual(policy);
    },
  );
});

describe('target shares', () => {
  test('parity gives equal shares to voices with a member', () => {
    expect(targetShares(PARITY, { staff: 8, reps: 3, carers: 0 })).toEqual({ staff: 0.5, reps: 0.5 });
  });

  test('per head follows the members', () => {
    const shares = targetShares({ ...PARITY, kind: 'per-head' }, { staff: 8, reps: 3 });
    expect(shares).toEqual({ staff: 8 / 11, reps: 3 / 11 });
  });

  test('a floor lifts the small, and again whoever sinks under it by that', () => {
    const shares = targetShares(floorOf(0.25), { staff: 73, reps: 26, carers: 1 });
    expect(shares).toEqual({ staff: 0.5, reps: 0.25, carers: 0.25 });
  });

  test('a floor that a new voice made impossible becomes equal shares', () => {
    const shares = targetShares(floorOf(0.5), { staff: 98, reps: 1, carers: 1 });
    for (const share of Object.values(shares)) expect(share).toBeCloseTo(1 / 3, 12);
  });

  test('always sum to one, and with a floor nobody is under it', () => {
    const heads = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(heads, fc.double({ min: 0.01, max: 1, noNaN: true }), (sizes, part) => {
        const floor = part / sizes.length;
        const shares = Object.values(targetShares(floorOf(floor), Object.fromEntries(sizes.entries())));
        expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
        expect(Math.min(...shares)).toBeGreaterThanOrEqual(floor - 1e-9);
      }),
    );
  });

  test('what a voice cannot take goes to the others in proportion', () => {
    const { shares, handedOver } = sharesInForce(
      { staff: 0.5, reps: 0.3, carers: 0.2 },
      new Map([['carers', 'capped']]),
    );
    expect(shares.staff).toBeCloseTo(0.625, 12);
    expect(shares.reps).toBeCloseTo(0.375, 12);
    expect(handedOver).toHaveLength(1);
    expect(handedOver[0]).toMatchObject({ from: 'carers', why: 'capped', share: 0.2 });
    expect(handedOver[0]?.to.staff).toBeCloseTo(0.125, 12);
  });
});
