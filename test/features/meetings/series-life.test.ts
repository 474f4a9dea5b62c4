import { expect, test } from 'vitest';
import { EPSILON } from '../../../src/features/rota/rules/voice-rule.ts';
import { seededRandom } from '../../support/seeded-random.ts';
import { liveSeries, startsOf } from '../../support/series-life.ts';
import { startCore } from '../../support/test-core.ts';

test.each([1, 2])('a year of a series, whatever happens to it, keeps its promises: life %i', async (seed) => {
  const core = await startCore();
  try {
    const group = await core.group({ staff: 6, reps: 4 });
    const became = { held: 0, cancelled: 0, planned: 0 };
    for await (const { meeting, series, outstanding } of liveSeries(core, group, 26, seededRandom(seed))) {
      became[meeting.state] += 1;
      expect(meeting.settlesAt).toBeNull();
      const furthest = Math.max(...Object.values(series.rota.count.owed).map(Math.abs), 0);
      expect(furthest).toBeLessThanOrEqual(1 + outstanding + EPSILON);
      const credits = Object.values(series.rota.credits);
      expect(Math.abs(credits.reduce((sum, credit) => sum + credit, 0))).toBeLessThan(EPSILON * 100);
      const starts = await startsOf(core, series);
      expect(starts.length).toBeGreaterThanOrEqual(3);
      expect([...new Set(starts)].sort((one, other) => one - other)).toEqual(starts);
    }
    expect(became.held).toBeGreaterThan(15);
    expect(became.planned).toBe(0);
  } finally {
    await core.stop();
  }
});
