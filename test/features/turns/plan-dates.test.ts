import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOLIDAY_RULES, isBankHoliday, isRegion, regionName } from '../../../src/core/calendar/holidays.ts';
import { localTime } from '../../../src/core/calendar/local-time.ts';
import { nextOccurrence } from '../../../src/core/calendar/occurrences.ts';
import type { Schedule } from '../../../src/core/calendar/schedule.ts';
import { parseSchedule } from '../../../src/core/calendar/schedule-words.ts';
import { WEEKDAYS } from '../../../src/core/calendar/weekday.ts';
import { DAY } from '../../../src/core/instant.ts';
import {
  firstHolidayDate,
  type MeetingDates,
  meetsWithinAYear,
  nextMeetingDate,
} from '../../../src/features/turns/rules/plan-dates.ts';

const LONDON = 'Europe/London';
const ENGLAND = 'GB-ENG';

function every(rhythm: string, on: string, anchor = '2026-01-01'): Schedule {
  const schedule = parseSchedule(rhythm, on, anchor);
  if (!schedule.ok) throw new Error(schedule.code);
  return schedule.value;
}

function datesOf(plan: MeetingDates, from: string, count: number): string[] {
  const dates: string[] = [];
  let at = nextMeetingDate(plan, LONDON, Date.parse(from));
  for (; at !== null && dates.length < count; at = nextMeetingDate(plan, LONDON, at))
    dates.push(localTime(at, LONDON).date);
  return dates;
}

const planned = (schedule: Schedule, what: (typeof HOLIDAY_RULES)[number] = 'skip', region = ENGLAND) => ({
  schedule,
  holidays: { region, what },
});

describe('bank holidays', () => {
  it('are those of the region, with the days that stand in for them', () => {
    expect(isBankHoliday('2026-12-25', ENGLAND)).toBe(true);
    expect(isBankHoliday('2026-12-28', ENGLAND)).toBe(true);
    expect(isBankHoliday('2026-12-24', ENGLAND)).toBe(false);
    expect(isBankHoliday('2026-08-31', ENGLAND)).toBe(true);
    expect(isBankHoliday('2026-08-31', 'GB-SCT')).toBe(false);
    expect(isBankHoliday('2027-11-30', 'GB-SCT')).toBe(true);
    expect(isBankHoliday('2026-03-17', 'IE')).toBe(true);
  });

  it('are known for countries and their parts, and nothing else is', () => {
    for (const code of ['IE', 'GB', ENGLAND, 'GB-SCT', 'DE-BY']) expect(isRegion(code), code).toBe(true);
    for (const code of ['', 'XX', 'gb', 'GB-XXX', 'GB-', 'toString', 'GB-toString', 'England', 'GB-ENG-X'])
      expect(isRegion(code), code).toBe(false);
    expect([ENGLAND, 'IE'].map(regionName)).toEqual(['England', 'Ireland']);
  });
});

describe('the dates of a plan', () => {
  it('leave Christmas out, or move it, as the circle chose', () => {
    const fridays = every('week', 'Friday 10:00');
    expect(datesOf({ schedule: fridays, holidays: null }, '2026-12-19', 3)).toEqual([
      '2026-12-25',
      '2027-01-01',
      '2027-01-08',
    ]);
    expect(datesOf(planned(fridays), '2026-12-19', 2)).toEqual(['2027-01-08', '2027-01-15']);
    expect(datesOf(planned(fridays, 'next-working-day'), '2026-12-19', 3)).toEqual([
      '2026-12-29',
      '2027-01-04',
      '2027-01-08',
    ]);
    // Three dates come to one day: there is one meeting.
    expect(datesOf(planned(fridays, 'week-later'), '2026-12-19', 2)).toEqual(['2027-01-08', '2027-01-15']);
    expect(datesOf(planned(every('month', 'last Friday 10:00'), 'week-later'), '2026-12-01', 2)).toEqual([
      '2027-01-08',
      '2027-01-29',
    ]);
  });

  it('have a first working day that is one', () => {
    const first = every('month', 'first working day 10:00');
    expect(datesOf({ schedule: first, holidays: null }, '2026-12-05', 2)).toEqual([
      '2027-01-01',
      '2027-02-01',
    ]);
    expect(datesOf(planned(first), '2026-12-05', 2)).toEqual(['2027-01-04', '2027-02-01']);
    const last = every('month', 'last working day 10:00');
    expect(datesOf(planned(last, 'skip', 'GB-ENG'), '2026-05-05', 2)).toEqual(['2026-05-29', '2026-06-30']);
    expect(datesOf(planned(last, 'skip', 'GB-ENG'), '2026-08-05', 1)).toEqual(['2026-08-28']);
  });

  it('tell of the first day that falls out or moves', () => {
    const [now, until] = [Date.parse('2026-12-19'), Date.parse('2027-02-01')];
    const day = firstHolidayDate(planned(every('week', 'Friday 10:00')), LONDON, now, until);
    expect(day && localTime(day, LONDON).date).toBe('2026-12-25');
    expect(firstHolidayDate(planned(every('week', 'Thursday 10:00')), LONDON, now, until)).toBeNull();
  });

  it('are none where a rule leaves no day', () => {
    const now = Date.parse('2026-12-01');
    const christmas: Schedule = { kind: 'once', date: '2026-12-25', time: '10:00' };
    expect(meetsWithinAYear(planned(christmas), LONDON, now)).toBe(false);
    expect(meetsWithinAYear(planned(christmas, 'week-later'), LONDON, now)).toBe(true);
    expect(meetsWithinAYear(planned(every('week', 'Friday 10:00')), LONDON, now)).toBe(true);
    // Over already: an edit of its name is no new plan.
    expect(meetsWithinAYear(planned(christmas), LONDON, Date.parse('2027-12-01'))).toBe(true);
  });

  it('rise, fall on no bank holiday, and are the plan’s own wherever those are none', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.tuple(fc.constantFrom('week', 'fortnight', '4 weeks'), fc.constantFrom(...WEEKDAYS)),
          fc.constantFrom(
            ['month', 'fifth friday'] as const,
            ['month', '25th'] as const,
            ['month', 'last working day'] as const,
            ['quarter', 'first thursday'] as const,
          ),
        ),
        fc.constantFrom(...HOLIDAY_RULES),
        fc.constantFrom(ENGLAND, 'GB-SCT', 'IE', 'DE-BY'),
        fc.integer({ min: 0, max: 1500 }),
        ([rhythm, day], what, region, later) => {
          const schedule = every(rhythm, `${day} 10:00`);
          const plan = planned(schedule, what, region);
          const after = Date.parse('2026-01-01') + later * DAY;
          let [at, previous] = [nextMeetingDate(plan, LONDON, after), after];
          for (let count = 0; at !== null && count < 20; count += 1) {
            expect(at).toBeGreaterThan(previous);
            expect(isBankHoliday(localTime(at, LONDON).date, region)).toBe(false);
            // From anywhere between two dates the later one is next.
            expect(nextMeetingDate(plan, LONDON, Math.floor((previous + at) / 2))).toBe(at);
            const own = nextOccurrence(schedule, LONDON, previous);
            if (own !== null && !isBankHoliday(localTime(own, LONDON).date, region)) {
              expect(at).toBeLessThanOrEqual(own);
            }
            previous = at;
            at = nextMeetingDate(plan, LONDON, at);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});
