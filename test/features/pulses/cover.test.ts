import { expect, test } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND } from '../../../src/core/instant.ts';
import {
  type CoveredRound,
  coverRate,
  drawByWeight,
  drawMood,
  drawWait,
  waitAfterForm,
} from '../../../src/features/pulses/rules/cover.ts';

const OPENED = Date.parse('2026-11-17T10:00:00Z');
const round = (invited: number, remindedAt: number | null = null): CoveredRound => ({
  id: 'r',
  circleId: 'c',
  voices: [
    { voice: 'staff', invited: invited / 2 },
    { voice: 'reps', invited: invited / 2 },
  ],
  openedAt: OPENED,
  remindedAt,
  closesAt: OPENED + 2 * DAY,
});

test('a round is covered every 20 seconds for two hours after it opened and after its reminder, else every two minutes', () => {
  const every = (at: number, remindedAt: number | null = null) =>
    Math.round(1 / coverRate(round(12, remindedAt), at));
  expect(every(OPENED)).toBe(20 * SECOND);
  expect(every(OPENED + 2 * HOUR - 1)).toBe(20 * SECOND);
  expect(every(OPENED + 2 * HOUR)).toBe(2 * MINUTE);
  const reminded = OPENED + DAY;
  expect(every(reminded - 1, reminded)).toBe(2 * MINUTE);
  expect(every(reminded, reminded)).toBe(20 * SECOND);
  expect(every(reminded + 2 * HOUR, reminded)).toBe(2 * MINUTE);
  expect(coverRate(round(12), OPENED + 2 * DAY)).toBe(0);
});

test('a big round is covered more, by how many were invited, never by how many answered', () => {
  const anHour = (invited: number, at: number) => Math.round(coverRate(round(invited), at) * HOUR);
  expect([12, 60, 200, 5_000].map((invited) => anHour(invited, OPENED))).toEqual([180, 180, 500, 12_500]);
  expect([12, 200, 5_000].map((invited) => anHour(invited, OPENED + 3 * HOUR))).toEqual([30, 50, 1_250]);
});

test('waits are drawn around their average, and cannot be foretold', () => {
  const waits = Array.from({ length: 4_000 }, () => drawWait(100, Math.random));
  const mean = waits.reduce((sum, each) => sum + each, 0) / waits.length;
  expect(mean).toBeGreaterThan(90);
  expect(mean).toBeLessThan(110);
  // Of what has no memory, 63 in 100 are shorter than the average.
  const short = waits.filter((each) => each < 100).length / waits.length;
  expect(short).toBeGreaterThan(0.59);
  expect(short).toBeLessThan(0.67);
  expect(drawWait(100, () => 0)).toBeCloseTo(0);
});

test('moods average one, and none of them leaves a round bare', () => {
  expect(drawMood(() => 0)).toBeCloseTo(0.4);
  expect(drawMood(() => 0.5)).toBeCloseTo(1);
  expect(drawMood(() => 0.999_999)).toBeCloseTo(1.6);
});

test('a form draws its cover after ten seconds to three minutes', () => {
  expect([0, 0.5, 0.999_999].map((draw) => Math.round(waitAfterForm(() => draw) / SECOND))).toEqual([
    10, 95, 180,
  ]);
});

test('what weighs more is drawn more often, and what weighs nothing never', () => {
  const items = [
    { item: 'rare', weight: 1 },
    { item: 'never', weight: 0 },
    { item: 'often', weight: 3 },
  ];
  expect([0, 0.24, 0.26, 0.999].map((draw) => drawByWeight(items, () => draw))).toEqual([
    'rare',
    'rare',
    'often',
    'often',
  ]);
  expect(drawByWeight([], Math.random)).toBeNull();
});
