import fc from 'fast-check';
import { expect, test } from 'vitest';
import { localTime } from '../../../src/core/calendar/local-time.ts';
import { WEEKDAYS } from '../../../src/core/calendar/weekday.ts';
import { DAY, HOUR } from '../../../src/core/instant.ts';
import { type Asked, hindrance, openingsAhead } from '../../../src/features/pulses/rules/openings.ts';

const LONDON = 'Europe/London';
const at = (text: string) => Date.parse(`${text}Z`);
const iso = (instant: number) => new Date(instant).toISOString().slice(0, 16);
const TUESDAY = at('2026-11-17T10:00');
const closed = (openedAt: number): Asked['rounds'][number] => ({
  state: 'closed',
  openedAt,
  closesAt: openedAt + 2 * DAY,
});
const asked = (...rounds: Asked['rounds']): Asked => ({ rounds, restsUntil: null });

test.each<[string, Asked, string, string | null]>([
  ['nothing was asked', asked(), '2026-11-18T10:00', null],
  ['six days after', asked(closed(TUESDAY)), '2026-11-23T23:59', 'asked-lately'],
  ['seven days after, by the calendar', asked(closed(TUESDAY)), '2026-11-24T00:00', null],
  [
    'one that was cancelled does not count',
    asked({ ...closed(TUESDAY), state: 'cancelled' }),
    '2026-11-18T10:00',
    null,
  ],
  [
    'while one is open',
    asked({ ...closed(TUESDAY), state: 'open', closesAt: TUESDAY + 20 * DAY }),
    '2026-12-01T10:00',
    'still-open',
  ],
  ['open, and its time is over', asked({ ...closed(TUESDAY), state: 'open' }), '2026-11-24T10:00', null],
  ['its questions rest', { rounds: [], restsUntil: TUESDAY + DAY }, '2026-11-17T10:00', 'question-rests'],
  ['rested', { rounds: [], restsUntil: TUESDAY + DAY }, '2026-11-18T10:00', null],
])('whether a round may open: %s', (_what, known, moment, why) => {
  expect(hindrance(at(moment), known, LONDON)?.why ?? null).toBe(why);
});

test('a pulse moved to an earlier day leaves a week out, and says which day and why', () => {
  const monday = {
    kind: 'weekly',
    weeks: 1,
    weekday: 'monday',
    time: '10:00',
    anchor: '2026-11-16',
  } as const;
  const ahead = openingsAhead(monday, LONDON, at('2026-11-20T09:00'), asked(closed(TUESDAY)), 3);
  expect(ahead.dates.map(iso)).toEqual(['2026-11-30T10:00', '2026-12-07T10:00', '2026-12-14T10:00']);
  expect(ahead.leftOut).toEqual({ at: at('2026-11-23T10:00'), why: 'asked-lately', last: TUESDAY });
});

test('nobody is ever asked the same twice in seven days of their own calendar', () => {
  const zones = fc.constantFrom(LONDON, 'America/New_York', 'Australia/Lord_Howe');
  fc.assert(
    fc.property(
      zones,
      fc.constantFrom(...WEEKDAYS),
      fc.constantFrom('00:30', '01:30', '12:00', '23:45'),
      fc.integer({ min: 0, max: 400 * 24 }),
      fc.nat(14 * 24),
      (timezone, weekday, time, hours, later) => {
        const opened = at('2026-01-01T00:00') + hours * HOUR;
        const schedule = { kind: 'weekly', weeks: 1, weekday, time, anchor: '2025-12-01' } as const;
        const { dates } = openingsAhead(schedule, timezone, opened + later * HOUR, asked(closed(opened)), 4);
        const days = [opened, ...dates].map((each) => Date.parse(localTime(each, timezone).date));
        for (const [index, day] of days.slice(1).entries())
          expect(day - (days[index] ?? 0)).toBeGreaterThanOrEqual(7 * DAY);
      },
    ),
  );
});
