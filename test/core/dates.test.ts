import { expect, test } from 'vitest';
import { instantAt } from '../../src/core/calendar/local-time.ts';
import { dayAndTime } from '../../src/core/messages/dates.ts';

const london = (local: string) => instantAt(local, 'Europe/London');
const told = (at: string, now?: string) =>
  dayAndTime(london(at), 'en-GB', 'Europe/London', now === undefined ? undefined : london(now));

test('a date of another year is told with its year, and one of this year without', () => {
  expect(told('2027-01-07T10:00', '2026-12-03T09:00')).toBe('Thursday 7 January 2027, 10am');
  expect(told('2026-12-24T10:00', '2026-12-03T09:00')).toBe('Thursday 24 December, 10am');
  expect(told('2025-12-24T10:00', '2026-12-03T09:00')).toBe('Wednesday 24 December 2025, 10am');
  expect(told('2026-12-24T10:00')).toBe('Thursday 24 December, 10am');
});

test('which year it is goes by the clocks of the reader', () => {
  const at = london('2026-12-31T23:30');
  expect(dayAndTime(at, 'en-GB', 'Asia/Tokyo', london('2027-01-01T00:30'))).toBe('Friday 1 January, 8:30am');
});
