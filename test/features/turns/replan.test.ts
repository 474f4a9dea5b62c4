import fc from 'fast-check';
import { expect, test } from 'vitest';
import { localTime } from '../../../src/core/calendar/local-time.ts';
import type { Schedule } from '../../../src/core/calendar/schedule.ts';
import { WEEKDAYS } from '../../../src/core/calendar/weekday.ts';
import { DAY } from '../../../src/core/instant.ts';
import { movedStarts, startsAhead } from '../../../src/features/turns/rules/replan.ts';

const LONDON = 'Europe/London';
const at = (text: string) => Date.parse(`${text}Z`);
const iso = (instants: readonly number[]) =>
  instants.map((each) => new Date(each).toISOString().slice(0, 16));
const weekly = (weekday: (typeof WEEKDAYS)[number], time: string, anchor: string, weeks = 2): Schedule => ({
  kind: 'weekly',
  weeks,
  weekday,
  time,
  anchor,
});
const NOW = at('2026-11-23T09:00');
const CHAIRED = ['2026-12-03T14:00'];
const TWO = ['2026-12-03T14:00', '2026-12-17T14:00'];

const kept = (schedule: Schedule) => ({ schedule, holidays: null });

test.each<[string, string[], Schedule, string[]]>([
  ['another time', CHAIRED, weekly('thursday', '14:30', '2026-11-30'), ['2026-12-03T14:30']],
  [
    'another day of its week',
    TWO,
    weekly('monday', '09:00', '2026-11-30'),
    ['2026-11-30T09:00', '2026-12-14T09:00'],
  ],
  [
    'the other weeks',
    TWO,
    weekly('thursday', '14:00', '2026-12-10'),
    ['2026-12-10T14:00', '2026-12-24T14:00'],
  ],
  [
    'a day that has passed: it stays',
    ['2026-11-26T14:00'],
    weekly('monday', '08:00', '2026-11-23'),
    ['2026-11-26T14:00'],
  ],
  [
    'more seldom: one after the other',
    ['2026-11-26T14:00', '2026-12-03T14:00'],
    weekly('thursday', '14:00', '2026-11-26', 4),
    ['2026-11-26T14:00', '2026-12-24T14:00'],
  ],
  ['once', CHAIRED, { kind: 'once', date: '2026-12-01', time: '10:00' }, ['2026-12-01T10:00']],
  [
    'once, for two: nothing is put on top of another',
    TWO,
    { kind: 'once', date: '2026-12-17', time: '14:00' },
    TWO,
  ],
  [
    'by months',
    CHAIRED,
    { kind: 'monthly', ordinal: 'second', weekday: 'friday', time: '10:00', anchor: '2026-12-01' },
    ['2026-12-11T10:00'],
  ],
])('a meeting with a chair moves with the plan: %s', (_what, starts, schedule, moved) => {
  expect(iso(movedStarts(starts.map(at), kept(schedule), LONDON, NOW))).toEqual(moved);
});

test.each<[string, string[], Schedule, string[]]>([
  [
    'none yet',
    [],
    weekly('thursday', '14:00', '2026-12-03'),
    ['2026-12-03T14:00', '2026-12-17T14:00', '2026-12-31T14:00'],
  ],
  [
    'one that has its chair',
    CHAIRED,
    weekly('thursday', '14:00', '2026-12-03'),
    ['2026-12-03T14:00', '2026-12-17T14:00', '2026-12-31T14:00'],
  ],
  [
    'one before it',
    CHAIRED,
    weekly('thursday', '14:00', '2026-11-26', 1),
    ['2026-11-26T14:00', '2026-12-03T14:00', '2026-12-10T14:00'],
  ],
  [
    'one under way',
    ['2026-11-23T08:30'],
    weekly('monday', '08:30', '2026-11-23', 1),
    ['2026-11-23T08:30', '2026-11-30T08:30', '2026-12-07T08:30'],
  ],
  [
    'one that stayed',
    ['2026-11-26T14:00'],
    weekly('monday', '08:00', '2026-11-23'),
    ['2026-11-26T14:00', '2026-12-07T08:00', '2026-12-21T08:00'],
  ],
  [
    'more than are planned ahead',
    ['2027-02-01T10:00'],
    weekly('thursday', '14:00', '2026-12-03'),
    ['2026-12-03T14:00', '2026-12-17T14:00', '2026-12-31T14:00', '2027-02-01T10:00'],
  ],
  ['once', [], { kind: 'once', date: '2026-12-01', time: '10:00' }, ['2026-12-01T10:00']],
])('the next meetings: %s', (_what, taken, schedule, starts) => {
  expect(iso(startsAhead(taken.map(at), [], kept(schedule), LONDON, NOW, 3))).toEqual(starts);
});

test('on the day of a meeting that was called off none is planned, whatever the time is now', () => {
  const off = [at('2026-12-03T14:30')];
  const schedule = weekly('thursday', '14:00', '2026-12-03');
  expect(iso(startsAhead([], off, kept(schedule), LONDON, NOW, 3))).toEqual([
    '2026-12-17T14:00',
    '2026-12-31T14:00',
    '2027-01-14T14:00',
  ]);
});

test('moved meetings stay in their order, apart, ahead, and on the plan’s dates or where they were', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(LONDON, 'America/New_York', 'Pacific/Auckland'),
      fc.uniqueArray(fc.integer({ min: 1, max: 90 * 24 }), { maxLength: 3 }),
      fc.constantFrom(...WEEKDAYS),
      fc.integer({ min: 1, max: 5 }),
      fc.nat(40),
      (timezone, hours, weekday, weeks, days) => {
        const starts = hours.sort((one, other) => one - other).map((each) => NOW + (each * DAY) / 24);
        const anchor = new Date(NOW - days * DAY).toISOString().slice(0, 10);
        const moved = movedStarts(starts, kept(weekly(weekday, '10:00', anchor, weeks)), timezone, NOW);
        for (const [index, start] of moved.entries()) {
          expect(start).toBeGreaterThan(Math.max(NOW, moved[index - 1] ?? NOW));
          if (start !== starts[index])
            expect(localTime(start, timezone)).toMatchObject({ weekday, time: '10:00' });
        }
      },
    ),
  );
});
