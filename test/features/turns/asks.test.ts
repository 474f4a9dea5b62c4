import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../../src/core/instant.ts';
import { startRota } from '../../../src/features/rota/rules/state.ts';
import {
  answeredAsk,
  asksBegun,
  askTimes,
  MOST_ASKS,
  newAsking,
  nextStepAt,
  unansweredAsk,
} from '../../../src/features/turns/rules/asks.ts';

const START = Date.parse('2026-12-03T14:00:00Z');
/** Days before the meeting. */
const told = (from: number) => {
  const { asks, stewardsAt } = askTimes(START - from * DAY, START);
  return [asks, [stewardsAt]].map((moments) => moments.map((at) => (START - at) / DAY));
};

describe('the times of asks', () => {
  test('each lasts half of what is left until the stewards are asked, two days before', () => {
    expect(told(7)).toEqual([[7, 4.5, 3.25], [2]]);
    expect(told(14)).toEqual([[14, 8, 5, 3.5], [2]]);
    expect(told(28)).toEqual([[28, 15, 8.5, 5.25], [2]]);
    expect(told(4)).toEqual([[4, 3], [2]]);
    expect(told(3)).toEqual([[3], [2]]);
  });

  test('a turn that is drawn late has one ask, of a day or of half of what is left', () => {
    expect(told(2.5)).toEqual([[2.5], [1.5]]);
    expect(told(1)).toEqual([[1], [0.5]]);
    expect(told(0)).toEqual([[0], [0]]);
  });

  test('come from the meeting and the draw alone: one to four, at least a day each, in order, never after the meeting', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100 * DAY }), (before) => {
        const { asks, stewardsAt } = askTimes(START - before, START);
        expect(asks[0]).toBe(START - before);
        expect(asks.length).toBeLessThanOrEqual(MOST_ASKS);
        const ends = [...asks.slice(1), stewardsAt];
        const lasting = ends.map((end, index) => end - (asks[index] ?? Number.NaN));
        if (before >= 3 * DAY) {
          expect(Math.min(...lasting)).toBeGreaterThanOrEqual(DAY);
          expect(stewardsAt).toBe(START - 2 * DAY);
        } else {
          expect(asks).toHaveLength(1);
          expect(START - stewardsAt).toBeGreaterThanOrEqual(before / 2);
        }
      }),
    );
  });

  test('have begun from their very moment on', () => {
    const times = askTimes(START - 7 * DAY, START);
    const begun = (days: number, more = 0) => asksBegun(times, START - days * DAY + more);
    expect([begun(7), begun(4.5, -MINUTE), begun(4.5), begun(3.25), begun(1, HOUR)]).toEqual([1, 1, 2, 3, 3]);
  });
});

test('where nobody could be asked, no end of an ask wakes the series: it would be over again at once, for days', () => {
  const asking = { ...newAsking(START - 7 * DAY), asks: 1 };
  expect(nextStepAt({ asking, startsAt: START, turn: null })).toBe(START - 2 * DAY);
});

test('two asks in a row without a word, and a person rests; any answer begins the count anew', () => {
  const once = unansweredAsk(startRota('seed'), 'joe');
  expect(once.rests).toBe(false);
  const twice = unansweredAsk(once.state, 'joe');
  expect(twice.rests).toBe(true);
  expect(unansweredAsk(twice.state, 'joe').rests).toBe(false);
  expect(unansweredAsk(once.state, 'gwen').rests).toBe(false);
  expect(unansweredAsk(answeredAsk(once.state, 'joe'), 'joe').rests).toBe(false);
});
