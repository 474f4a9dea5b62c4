import { describe, expect, it } from 'vitest';
import { type Schedule, scheduleSchema, shortestInterval } from '../../../src/core/calendar/schedule.ts';
import { parseSchedule } from '../../../src/core/calendar/schedule-words.ts';
import { DAY, HOUR } from '../../../src/core/instant.ts';

const anchor = '2026-11-22';

describe('the words of a schedule', () => {
  it.each<[string, string, Schedule]>([
    ['week', 'Tuesday 10:00', { kind: 'weekly', weeks: 1, weekday: 'tuesday', time: '10:00', anchor }],
    ['fortnight', 'tue 9:05', { kind: 'weekly', weeks: 2, weekday: 'tuesday', time: '09:05', anchor }],
    ['3 weeks', ' Sunday  23:59 ', { kind: 'weekly', weeks: 3, weekday: 'sunday', time: '23:59', anchor }],
    ['1 week', 'FRIDAY 00:00', { kind: 'weekly', weeks: 1, weekday: 'friday', time: '00:00', anchor }],
    [
      'month',
      'second Tuesday 10:00',
      { kind: 'monthly', ordinal: 'second', weekday: 'tuesday', time: '10:00', anchor },
    ],
    [
      'quarter',
      'last Friday 15:00',
      { kind: 'quarterly', ordinal: 'last', weekday: 'friday', time: '15:00', anchor },
    ],
    ['once', '2026-12-01 10:00', { kind: 'once', date: '2026-12-01', time: '10:00' }],
  ])('every %s on %s', (every, on, schedule) => {
    expect(parseSchedule(every, on, anchor)).toEqual({ ok: true, value: schedule });
    expect(scheduleSchema.parse(schedule)).toEqual(schedule);
  });

  it.each([
    ['day', 'Tuesday 10:00', 'too-often'],
    ['3 days', 'Tuesday 10:00', 'too-often'],
    ['2 hours', 'Tuesday 10:00', 'too-often'],
    ['0 weeks', 'Tuesday 10:00', 'not-a-rhythm'],
    ['99 weeks', 'Tuesday 10:00', 'too-seldom'],
    ['weekly-ish', 'Tuesday 10:00', 'not-a-rhythm'],
    ['week', 'Tuesday', 'no-time'],
    ['week', '', 'not-a-moment'],
    ['week', '10:00', 'not-a-moment'],
    ['week', 'Tuesday 24:00', 'no-such-time'],
    ['week', 'Tuesday 10:60', 'no-such-time'],
    ['week', 'Tuseday 10:00', 'no-such-weekday'],
    ['week', 'second Tuesday 10:00', 'needs-plain-weekday'],
    ['week', '2026-12-01 10:00', 'needs-weekday'],
    ['month', 'Tuesday 10:00', 'needs-ordinal'],
    ['month', 'sixth Tuesday 10:00', 'not-a-moment'],
    ['quarter', 'fifth Tuesday 10:00', 'needs-month'],
    ['week', '15th 10:00', 'needs-month'],
    ['quarter', 'first working day 10:00', 'needs-month'],
    ['month', '32nd 10:00', 'no-such-date'],
    ['month', '0th 10:00', 'no-such-date'],
    ['month', 'second working day 10:00', 'no-such-weekday'],
    ['once', 'Tuesday 10:00', 'needs-date'],
    ['once', '2026-02-29 10:00', 'no-such-date'],
    ['once', 'second 2026-02-01 10:00', 'no-such-weekday'],
  ])('refuses every %s on %s: %s', (every, on, code) => {
    expect(parseSchedule(every, on, anchor)).toEqual({ ok: false, code });
  });

  it('knows the least time between two occurrences', () => {
    const former: Schedule = { kind: 'weekly', weeks: 2, weekday: 'thursday', time: '14:00', anchor };
    expect(shortestInterval(former)).toBe(14 * DAY - HOUR);
    expect(shortestInterval({ kind: 'once', date: anchor, time: '10:00' })).toBe(Number.POSITIVE_INFINITY);
  });
});
