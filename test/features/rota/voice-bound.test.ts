import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Claim, dueVoices, EPSILON, voiceBound } from '../../../src/features/rota/rules/voice-rule.ts';
import { seededRandom } from '../../support/seeded-random.ts';
import { drawn, furthest, live, situationOf } from './simulation.ts';

const MEETINGS = 10_000;

type Rule = (claims: readonly Claim[], k: number) => readonly string[];

const largestDeficitFirst: Rule = (claims) => {
  const most = Math.max(...claims.map(({ owed }) => owed));
  return claims.filter(({ owed }) => owed === most).map(({ voice }) => voice);
};

/** Furthest any voice gets from its share at any of `meetings` prefixes, adding up floating-point shares as the rota does. */
function furthestEver(weights: readonly number[], meetings: number, rule: Rule): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const owed = weights.map(() => 0);
  let most = 0;
  for (let meeting = 0; meeting < meetings; meeting += 1) {
    const claims = weights.map((weight, i) => {
      owed[i] = (owed[i] ?? 0) + weight / total;
      return { voice: String(i), share: weight / total, owed: owed[i] ?? 0 };
    });
    const chosen = Number(rule(claims, weights.length)[0]);
    owed[chosen] = (owed[chosen] ?? 0) - 1;
    for (const left of owed) most = Math.max(most, Math.abs(left));
  }
  return most;
}

/** Tijdeman's rule in whole numbers only, so without any rounding: all of the first `meetings` choices. */
function exactChoices(weights: readonly number[], meetings: number): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const span = 2 * weights.length - 2;
  const turns = weights.map(() => 0);
  return Array.from({ length: meetings }, (_, n) => {
    const due = weights
      .map((weight, i) => ({ i, weight, owed: (n + 1) * weight - total * (turns[i] ?? 0) }))
      .filter(({ owed }) => owed * span >= total)
      .map(({ i, weight, owed }) => ({ i, weight, slack: (span - 1) * total - span * owed }))
      .reduce((best, next) => (next.slack * best.weight < best.slack * next.weight ? next : best));
    turns[due.i] = (turns[due.i] ?? 0) + 1;
    return due.i;
  });
}

describe.each([2, 3, 4, 5, 6, 7, 8])('%i voices with fixed shares', (k) => {
  const weights = fc.array(fc.integer({ min: 1, max: 1_000 }), { minLength: k, maxLength: k });

  test('stay within 1 − 1/(2k−2) of them at every one of 10,000 meetings', () => {
    fc.assert(
      fc.property(weights, (shares) => {
        // Two hairs: one by which the rule may call an amount enough, one for rounding in the sums.
        expect(furthestEver(shares, MEETINGS, dueVoices)).toBeLessThanOrEqual(voiceBound(k) + 2 * EPSILON);
      }),
      { numRuns: 12 },
    );
  });

  test('stay within it through the whole rota, by number of members', () => {
    const random = seededRandom(k);
    const heads = Object.fromEntries(
      Array.from({ length: k }, (_, i) => [`voice-${i}`, 1 + Math.floor(random() * 4)]),
    );
    const situation = situationOf(heads, { policy: { kind: 'per-head' } });
    let [most, drift] = [0, 0];
    for (const { after } of live(MEETINGS, () => situation)) {
      most = Math.max(most, furthest(after.count.owed));
      drift = Math.abs(Object.values(after.count.owed).reduce((sum, owed) => sum + owed, 0));
    }
    expect(most).toBeLessThanOrEqual(voiceBound(k) + 2 * EPSILON);
    expect(drift).toBeLessThan(EPSILON / 10);
  });
});

test('rounding never changes a choice: the same voices as in whole numbers, over 10,000 meetings', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 2, maxLength: 8 }), (weights) => {
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      const owed = weights.map(() => 0);
      for (const exact of exactChoices(weights, MEETINGS)) {
        const claims = weights.map((weight, i) => {
          owed[i] = (owed[i] ?? 0) + weight / total;
          return { voice: String(i), share: weight / total, owed: owed[i] ?? 0 };
        });
        expect(dueVoices(claims, weights.length)[0]).toBe(String(exact));
        owed[exact] = (owed[exact] ?? 0) - 1;
      }
    }),
    { numRuns: 10 },
  );
});

test('largest deficit first would break the bound of three voices', () => {
  const random = seededRandom(3);
  let [deficit, tijdeman] = [0, 0];
  for (let run = 0; run < 300; run += 1) {
    const shares = [1, 2, 3].map(() => 1 + Math.floor(random() * 100));
    deficit = Math.max(deficit, furthestEver(shares, 300, largestDeficitFirst));
    tijdeman = Math.max(tijdeman, furthestEver(shares, 300, dueVoices));
  }
  expect(tijdeman).toBeLessThanOrEqual(0.75 + 2 * EPSILON);
  expect(deficit).toBeGreaterThan(0.8);
});

test('one voice skips the choice between voices', () => {
  const { after, turn } = [...live(50, () => situationOf({ staff: 3 }))].at(-1) ?? {};
  expect(after?.count.owed.staff).toBe(0);
  expect(turn?.reasons).toMatchObject({ voice: { k: 1, decidedBy: 'only-voice' } });
});

test('of the voices owed enough, the earliest deadline is taken, not the largest debt', () => {
  const claims = [
    { voice: 'large-debt', share: 0.1, owed: 0.6 },
    { voice: 'soon-due', share: 0.7, owed: 0.5 },
    { voice: 'not-yet-owed', share: 0.2, owed: -0.1 },
  ];
  // (0.75 − 0.6) / 0.1 = 1.5 meetings against (0.75 − 0.5) / 0.7 = 0.36.
  expect(dueVoices(claims, 3)).toEqual(['soon-due']);
  expect(dueVoices(claims.slice(2), 3)).toEqual(['not-yet-owed']);
});

test('a voice that is owed too little waits, though its deadline is nearer', () => {
  const claims = [
    { voice: 'fast', share: 0.8, owed: 0.2 },
    { voice: 'slow', share: 0.1, owed: 0.5 },
    { voice: 'other', share: 0.1, owed: 0.3 },
  ];
  expect(dueVoices(claims, 3)).toEqual(['slow']);
});

test('drawing alone changes nothing', () => {
  const held = [...live(7, () => situationOf({ staff: 3, reps: 2 }))].at(-1);
  if (held === undefined) throw new Error('nothing was held');
  const copy = JSON.stringify(held.after);
  drawn(held.after, situationOf({ staff: 3, reps: 2 }));
  expect(JSON.stringify(held.after)).toBe(copy);
});
