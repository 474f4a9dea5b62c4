import { describe, expect, test } from 'vitest';
import { DAY, HOUR } from '../../../src/core/instant.ts';
import {
  type CoveredRound,
  coverRate,
  drawMood,
  drawWait,
  MOOD_LASTS,
} from '../../../src/features/pulses/rules/cover.ts';
import { aucOf } from '../../support/auc.ts';
import { seededRandom } from '../../support/seeded-random.ts';

const TRIALS = 400;
const random = seededRandom(1);

/** How many covers a round has in its first hour. */
function coversInFirstHour(seats: number): number {
  const round: CoveredRound = {
    id: 'r',
    circleId: 'c',
    voices: [{ voice: 'staff', invited: seats }],
    openedAt: 0,
    remindedAt: null,
    closesAt: 2 * DAY,
  };
  let covers = 0;
  let mood = { value: drawMood(random), until: drawWait(MOOD_LASTS, random) };
  for (let now = 0; ; covers += 1) {
    now += drawWait(1 / (coverRate(round, now) * mood.value), random);
    if (now > mood.until) mood = { value: drawMood(random), until: now + drawWait(MOOD_LASTS, random) };
    if (now >= HOUR) return covers;
  }
}

describe('how many answered in the first hour, guessed from how often the seal was written', () => {
  test.each([12, 200, 5_000])('a third or two thirds of %i', (seats) => {
    // Everybody opened the form in both: what that draws takes nothing away.
    const writes = (replies: number) =>
      Array.from({ length: seats > 1_000 ? TRIALS / 4 : TRIALS }, () => replies + coversInFirstHour(seats));
    const auc = aucOf(writes(Math.round(seats / 3)), writes(Math.round((2 * seats) / 3)));
    process.stdout.write(`rounds of ${seats}, how many from one copy: ${auc.toFixed(2)}\n`);
    // The promise is 0.65; so few trials are off by some hundredths.
    expect(auc).toBeLessThan(0.73);
  });
});
