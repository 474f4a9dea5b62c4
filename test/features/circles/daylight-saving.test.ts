import { afterEach, describe, expect, test } from 'vitest';
import { localTime } from '../../../src/core/calendar/local-time.ts';
import { DAY } from '../../../src/core/instant.ts';
import { digestTable } from '../../../src/features/digests/tables.ts';
import { roundTable } from '../../../src/features/release/tables/rounds.ts';
import { meetingTable } from '../../../src/features/turns/tables.ts';
import { startCore, type TestCore } from '../../support/test-core.ts';

let core: TestCore;
afterEach(() => core?.stop());

/** Changes of the clocks in 2027: https://www.gov.uk/when-do-the-clocks-change and the IANA time zone database. */
const CHANGES = [
  { what: 'forward in London', timezone: 'Europe/London', before: '2027-03-15T09:00:00Z' },
  { what: 'back in London', timezone: 'Europe/London', before: '2027-10-18T09:00:00Z' },
  { what: 'forward in Hobart', timezone: 'Australia/Hobart', before: '2027-09-19T23:30:00Z' },
  { what: 'back in Hobart', timezone: 'Australia/Hobart', before: '2027-03-21T23:30:00Z' },
];

describe.each(CHANGES)('when the clocks go $what', ({ timezone, before }) => {
  test('everything keeps its time on the wall, and no week is left out', async () => {
    const start = Date.parse(before);
    core = await startCore({ now: start });
    const { store } = core.context;
    const { circle } = await core.group({ staff: 1, reps: 1, timezone });
    await core.passTo(start + 28 * DAY);
    const wall = (instant: number) => {
      const { weekday, time } = localTime(instant, timezone);
      return `${weekday} ${time}`;
    };
    const opened = await roundTable.since(store, circle.id, 0);
    expect(opened.map(({ openedAt }) => wall(openedAt))).toEqual(
      Array(4).fill(wall(start + DAY).replace(/\d\d:\d\d/, '10:00')),
    );
    expect(new Set(opened.map(({ openedAt }) => localTime(openedAt, timezone).date)).size).toBe(4);
    const lengths = new Set(
      opened.slice(1).map(({ openedAt }, index) => openedAt - (opened[index]?.openedAt ?? 0)),
    );
    // One of these weeks is an hour longer or shorter; the rule of seven days goes by the calendar.
    expect(lengths.size).toBe(2);
    expect(new Set(opened.map(({ openedAt, closesAt }) => closesAt - openedAt))).toEqual(new Set([2 * DAY]));

    const held = await meetingTable.held(store, circle.id, 0);
    expect(held).toHaveLength(2);
    expect(new Set(held.map(({ startsAt }) => localTime(startsAt, timezone).time))).toEqual(
      new Set(['14:00']),
    );
    const published = await digestTable.list(store, circle.id, 10);
    expect(published).toHaveLength(4);
    expect(new Set(published.map(({ publishedAt }) => localTime(publishedAt, timezone).time))).toEqual(
      new Set(['15:00']),
    );
    expect(core.log).toEqual([]);
  });
});
