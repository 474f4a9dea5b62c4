import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseDuration } from '../../../src/core/calendar/duration.ts';
import { ORDINALS, type Schedule } from '../../../src/core/calendar/schedule.ts';
import { toldDuration, toldSchedule } from '../../../src/core/calendar/schedule-told.ts';
import { parseSchedule } from '../../../src/core/calendar/schedule-words.ts';
import { WEEKDAYS } from '../../../src/core/calendar/weekday.ts';
import { DAY, HOUR, MINUTE } from '../../../src/core/instant.ts';

const anchor = '2026-11-24';
const on = {
  weekday: fc.constantFrom(...WEEKDAYS),
  time: fc.constantFrom('00:00', '09:30', '23:59'),
  anchor: fc.constant(anchor),
};
const schedule: fc.Arbitrary<Schedule> = fc.oneof(
  fc.record({ kind: fc.constant('weekly' as const), weeks: fc.integer({ min: 1, max: 52 }), ...on }),
  fc.record({ kind: fc.constant('monthly' as const), ordinal: fc.constantFrom(...ORDINALS), ...on }),
  fc.record(
    {
      kind: fc.constant('quarterly' as const),
      ordinal: fc.constantFrom(...ORDINALS).filter((each) => each !== 'fifth'),
      month: fc.constantFrom(1 as const, 2 as const, 3 as const),
      ...on,
    },
    { requiredKeys: ['kind', 'ordinal', 'weekday', 'time', 'anchor'] },
  ),
  fc.record({
    kind: fc.constant('monthly-date' as const),
    day: fc.integer({ min: 1, max: 31 }),
    time: on.time,
    anchor: on.anchor,
  }),
  fc.record({
    kind: fc.constant('monthly-working-day' as const),
    which: fc.constantFrom('first' as const, 'last' as const),
    time: on.time,
    anchor: on.anchor,
  }),
  fc.record({ kind: fc.constant('once' as const), date: fc.constant('2026-12-01'), time: on.time }),
);

test('a schedule reads back as what it was told from', () => {
  fc.assert(
    fc.property(schedule, (given) => {
      const told = toldSchedule(given);
      expect(parseSchedule(told.every, told.on, anchor)).toEqual({ ok: true, value: given });
    }),
  );
});

test('a length of time reads back as what it was told from', () => {
  const length = fc
    .integer({ min: 1, max: 500 })
    .chain((count) => fc.constantFrom(DAY, HOUR, MINUTE).map((unit) => count * unit));
  fc.assert(
    fc.property(
      length.filter((each) => each <= 366 * DAY),
      (given) => {
        expect(parseDuration(toldDuration(given))).toEqual({ ok: true, value: given });
      },
    ),
  );
  expect(toldDuration(48 * HOUR)).toBe('2 days');
});
