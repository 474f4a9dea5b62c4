import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localTime } from '../../../src/core/calendar/local-time.ts';
import { quietUntil } from '../../../src/core/calendar/quiet-hours.ts';
import { HOUR } from '../../../src/core/instant.ts';

const night = { from: '21:00', to: '08:00' };
const until = (
  quietHours: { from: string; to: string } | null,
  instant: string,
  timezone = 'Europe/London',
) => {
  const end = quietUntil(quietHours === null ? null : { ...quietHours, timezone }, Date.parse(instant));
  return end === null ? null : new Date(end).toISOString().slice(0, 16);
};

describe('quiet hours', () => {
  it('pass midnight', () => {
    expect(until(night, '2026-11-20T20:59Z')).toBeNull();
    expect(until(night, '2026-11-20T21:00Z')).toBe('2026-11-21T08:00');
    expect(until(night, '2026-11-21T00:00Z')).toBe('2026-11-21T08:00');
    expect(until(night, '2026-11-21T07:59:59Z')).toBe('2026-11-21T08:00');
    expect(until(night, '2026-11-21T08:00Z')).toBeNull();
  });

  it('stay within a day where they do', () => {
    const lunch = { from: '12:00', to: '13:30' };
    expect(until(lunch, '2026-06-01T10:59Z')).toBeNull();
    expect(until(lunch, '2026-06-01T11:00Z')).toBe('2026-06-01T12:30');
    expect(until(lunch, '2026-06-01T12:30Z')).toBeNull();
  });

  it('are none where nobody set them', () => {
    expect(until(null, '2026-11-21T03:00Z')).toBeNull();
    expect(until({ from: '08:00', to: '08:00' }, '2026-11-21T03:00Z')).toBeNull();
  });

  it('follow the clocks through daylight saving', () => {
    expect(until(night, '2026-03-28T23:00Z')).toBe('2026-03-29T07:00');
    expect(until(night, '2026-10-24T21:00Z')).toBe('2026-10-25T08:00');
    const shortNight = { from: '21:00', to: '01:30' };
    // 01:30 is skipped: quiet ends when the clocks jump to 02:00.
    expect(until(shortNight, '2026-03-29T00:30Z')).toBe('2026-03-29T01:00');
    // 01:30 comes twice: in the repeated hour the second one counts.
    expect(until(shortNight, '2026-10-25T00:10Z')).toBe('2026-10-25T00:30');
    expect(until(shortNight, '2026-10-25T01:10Z')).toBe('2026-10-25T01:30');
  });

  it('always end, at a time that is not quiet', () => {
    const clock = fc.integer({ min: 0, max: 1439 }).map((minutes) => {
      const two = (number: number) => String(number).padStart(2, '0');
      return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
    });
    const changes = [
      '2026-03-29',
      '2026-10-25',
      '2026-03-08',
      '2026-11-01',
      '2026-04-05',
      '2026-10-04',
      '2026-06-01',
    ];
    fc.assert(
      fc.property(
        clock,
        clock,
        fc.constantFrom('Europe/London', 'America/New_York', 'Australia/Lord_Howe'),
        fc.constantFrom(...changes),
        fc.integer({ min: -24 * HOUR, max: 24 * HOUR }),
        (from, to, timezone, day, offset) => {
          const instant = Date.parse(day) + offset;
          const end = quietUntil({ from, to, timezone }, instant);
          if (end === null) return;
          expect(end).toBeGreaterThan(instant);
          expect(end - instant).toBeLessThanOrEqual(25 * HOUR);
          expect(localTime(end, timezone).time >= to).toBe(true);
          const again = quietUntil({ from, to, timezone }, end);
          // Only a gap that swallows the whole pause between two quiet spells lets quiet run on.
          if (again !== null) expect(localTime(end, timezone).time).not.toBe(to);
        },
      ),
      { numRuns: 3000 },
    );
  });
});
