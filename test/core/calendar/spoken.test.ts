import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseDuration } from '../../../src/core/calendar/duration.ts';
import { addDays, instantAt } from '../../../src/core/calendar/local-time.ts';
import { parseMoment, parseRhythm } from '../../../src/core/calendar/schedule-words.ts';
import { parseClock, parseDate } from '../../../src/core/calendar/spoken.ts';
import { cityFor, timezonesNamed } from '../../../src/core/calendar/timezone-names.ts';
import { DAY, HOUR, MINUTE } from '../../../src/core/instant.ts';
import { clockTime, dateName, dayAndTime, dayName } from '../../../src/core/messages/dates.ts';

const TODAY = '2026-11-28';

test.each([
  ['2pm', '14:00'],
  ['2 pm', '14:00'],
  ['2PM', '14:00'],
  ['2:30pm', '14:30'],
  ['2.30 p.m.', '14:30'],
  ['9pm', '21:00'],
  ['12am', '00:00'],
  ['12pm', '12:00'],
  ['12:05am', '00:05'],
  ['14:00', '14:00'],
  ['14.00', '14:00'],
  ['1400', '14:00'],
  ['9:05', '09:05'],
  ['0000', '00:00'],
  ['midday', '12:00'],
  ['Noon', '12:00'],
  ['midnight', '00:00'],
])('the time %s', (text, time) => {
  expect(parseClock(text)).toEqual({ ok: true, value: time });
});

test.each([
  ['2', 'hour-alone'],
  ['14', 'hour-alone'],
  ['2 o’clock', 'hour-alone'],
  ['24:00', 'no-such-time'],
  ['14:60', 'no-such-time'],
  ['2560', 'no-such-time'],
  ['14pm', 'no-such-time'],
  ['0am', 'no-such-time'],
  ['', 'not-a-time'],
  ['900', 'not-a-time'],
  ['2pm or 3pm', 'not-a-time'],
  ['2pm-3pm', 'not-a-time'],
  ['afternoon', 'not-a-time'],
  ['12:00:00', 'not-a-time'],
  ['１４:00', 'not-a-time'],
  ['1e3', 'not-a-time'],
  ['-2pm', 'not-a-time'],
])('no time: %s', (text, code) => {
  expect(parseClock(text)).toEqual({ ok: false, code });
});

test.each([
  ['24/12/2026', '2026-12-24'],
  ['24.12.2026', '2026-12-24'],
  ['24-12-2026', '2026-12-24'],
  ['2026-12-24', '2026-12-24'],
  ['04/05/2026', '2026-05-04'],
  ['4/5/2026', '2026-05-04'],
  ['24 December 2026', '2026-12-24'],
  ['24th of Dec. 2026', '2026-12-24'],
  ['3rd Sept 2027', '2027-09-03'],
  ['December 24, 2026', '2026-12-24'],
  ['Thursday 24 December 2026', '2026-12-24'],
  ['Thurs, 24/12/2026', '2026-12-24'],
  ['24 December', '2026-12-24'],
  ['24/12', '2026-12-24'],
  ['28 November', '2026-11-28'],
  ['27 November', '2027-11-27'],
  ['29 February', '2028-02-29'],
])('the date %s', (text, date) => {
  expect(parseDate(text, TODAY)).toEqual({ ok: true, value: date });
});

test.each([
  ['12/24/2026', 'no-such-date'],
  ['31/02/2026', 'no-such-date'],
  ['2026-02-29', 'no-such-date'],
  ['30 February', 'no-such-date'],
  ['24/12/0026', 'no-such-date'],
  ['24/12/26', 'no-year'],
  ['24 Dec 26', 'no-year'],
  ['Friday 24 December 2026', 'wrong-weekday'],
  ['Friday 24 December', 'wrong-weekday'],
  ['', 'not-a-date'],
  ['soon', 'not-a-date'],
  ['Thursday', 'not-a-date'],
  ['24/12-2026', 'not-a-date'],
  ['24 Foo 2026', 'not-a-date'],
  ['24/12/2026 or 25/12/2026', 'not-a-date'],
  ['2026', 'not-a-date'],
  ['24/12/20267', 'not-a-date'],
])('no date: %s', (text, code) => {
  expect(parseDate(text, TODAY)).toEqual({ ok: false, code });
});

test('without a today, a date needs its year', () => {
  expect(parseDate('24 December')).toEqual({ ok: false, code: 'no-year' });
  expect(parseDate('24/12')).toEqual({ ok: false, code: 'no-year' });
});

test.each([
  ['Thursday 2pm', 'thursday', '14:00'],
  ['Thursday 10.00', 'thursday', '10:00'],
  ['Thursday 14.00', 'thursday', '14:00'],
  ['Thursday 1400', 'thursday', '14:00'],
  ['Thurs 14:00', 'thursday', '14:00'],
  ['Tues 10:00', 'tuesday', '10:00'],
  ['Weds. 10:00', 'wednesday', '10:00'],
  ['Thursdays 14:00', 'thursday', '14:00'],
  ['Thursday, 14:00', 'thursday', '14:00'],
  ['on Thursday at 2.30 pm', 'thursday', '14:30'],
  ['THU midday', 'thursday', '12:00'],
])('the moment %s', (text, weekday, time) => {
  expect(parseMoment(text)).toEqual({ ok: true, value: { kind: 'weekday', ordinal: null, weekday, time } });
});

test.each([
  ['5th Thursday 2pm', { kind: 'weekday', ordinal: 'fifth', weekday: 'thursday', time: '14:00' }],
  ['15th 2pm', { kind: 'month-day', day: 15, time: '14:00' }],
  ['the 1st of the month at 9am', { kind: 'month-day', day: 1, time: '09:00' }],
  ['on the 31st 14.00', { kind: 'month-day', day: 31, time: '14:00' }],
  ['first working day 10:00', { kind: 'working-day', which: 'first', time: '10:00' }],
  ['last working day of each month, 4pm', { kind: 'working-day', which: 'last', time: '16:00' }],
  ['second Tuesday 2pm', { kind: 'weekday', ordinal: 'second', weekday: 'tuesday', time: '14:00' }],
  ['2nd Tues 2pm', { kind: 'weekday', ordinal: 'second', weekday: 'tuesday', time: '14:00' }],
  ['24/12/2026 14.00', { kind: 'date', date: '2026-12-24', time: '14:00' }],
  ['Thursday 24 December 2026, 2pm', { kind: 'date', date: '2026-12-24', time: '14:00' }],
  ['24 December 1400', { kind: 'date', date: '2026-12-24', time: '14:00' }],
])('the moment %s', (text, value) => {
  expect(parseMoment(text, TODAY)).toEqual({ ok: true, value });
});

test.each([
  ['Thursday', 'no-time'],
  ['24/12/2026', 'no-time'],
  ['24 December 2026', 'no-time'],
  ['Thursday soon', 'no-time'],
  ['Thursday 2', 'hour-alone'],
  ['Thursday at 2', 'hour-alone'],
  ['Thursday 2 o’clock', 'hour-alone'],
  ['Thursday 25:00', 'no-such-time'],
  ['Thurzday 2pm', 'no-such-weekday'],
  ['second Thurzday 2pm', 'no-such-weekday'],
  ['th 2pm', 'no-such-weekday'],
  ['12/24/2026 14:00', 'no-such-date'],
  ['24/12/26 14:00', 'no-year'],
  ['Friday 24/12/2026 14:00', 'wrong-weekday'],
  ['Thursday or Friday 2pm', 'not-a-moment'],
  ['Thursday 2pm not 3pm', 'not-a-moment'],
  ['Thursday afternoon', 'no-time'],
  ['2pm', 'not-a-moment'],
  ['', 'not-a-moment'],
])('no moment: %s', (text, code) => {
  expect(parseMoment(text, TODAY)).toEqual({ ok: false, code });
});

test.each([
  ['14 days', 2],
  ['7 days', 1],
  ['fortnightly', 2],
  ['weekly', 1],
  ['two weeks', 2],
  ['every two weeks', 2],
  ['every other week', 2],
  ['Every Fortnight', 2],
  ['a week', 1],
])('the rhythm %s', (text, weeks) => {
  expect(parseRhythm(text)).toEqual({ ok: true, value: { kind: 'weekly', weeks } });
});

test.each([
  ['monthly', { kind: 'monthly' }],
  ['every month', { kind: 'monthly' }],
  ['3 months', { kind: 'quarterly' }],
  ['quarterly', { kind: 'quarterly' }],
  ['Quarter from February', { kind: 'quarterly', month: 2 }],
  ['every three months from Aug', { kind: 'quarterly', month: 2 }],
  ['quarter from march', { kind: 'quarterly', month: 3 }],
  ['quarter from January', { kind: 'quarterly', month: 1 }],
])('the rhythm %s', (text, value) => {
  expect(parseRhythm(text)).toEqual({ ok: true, value });
});

test.each([
  ['3 days', 'too-often'],
  ['daily', 'too-often'],
  ['10 days', 'not-whole-weeks'],
  ['371 days', 'too-seldom'],
  ['0 days', 'not-a-rhythm'],
  // Twice a week, or every other one?
  ['biweekly', 'not-a-rhythm'],
  ['2 months', 'not-a-rhythm'],
])('no rhythm: %s', (text, code) => {
  expect(parseRhythm(text)).toEqual({ ok: false, code });
});

test.each([
  ['two days', 2 * DAY],
  ['an hour', HOUR],
  ['90 mins', 90 * MINUTE],
  ['48hrs', 48 * HOUR],
])('the length %s', (text, value) => {
  expect(parseDuration(text)).toEqual({ ok: true, value });
});

test('a length without a unit says that it has none', () => {
  expect(parseDuration('48')).toEqual({ ok: false, code: 'no-unit' });
});

test('a city is found as a time zone; a fixed offset offers one', () => {
  expect(timezonesNamed('London')).toEqual(['Europe/London']);
  expect(timezonesNamed('new york')).toEqual(['America/New_York']);
  expect(timezonesNamed('europe/london')).toEqual(['Europe/London']);
  expect(timezonesNamed('GMT')).toEqual(['GMT']);
  expect(timezonesNamed('Atlantis')).toEqual([]);
  for (const fixed of ['GMT', 'UTC', 'Etc/GMT-1', 'gmt+0', 'Zulu'])
    expect(cityFor(fixed)).toBe('Europe/London');
  expect(cityFor('EST')).toBe('America/New_York');
  for (const place of ['Europe/London', 'Japan', 'Africa/Abidjan', 'GB', 'EST5EDT'])
    expect(cityFor(place)).toBeNull();
});

const date = fc.integer({ min: 0, max: 3000 }).map((days) => addDays(TODAY, days));
const clock = fc.integer({ min: 0, max: 1439 }).map((minutes) => {
  const two = (number: number) => String(number).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
});

test('what the bot prints in English reads back as what it was printed from', () => {
  fc.assert(
    fc.property(date, clock, fc.constantFrom('en-GB', 'en'), (day, time, language) => {
      const at = instantAt(`${day}T${time}`, 'UTC');
      expect(parseClock(clockTime(at, language, 'UTC'))).toEqual({ ok: true, value: time });
      expect(parseDate(dateName(day, 'en-GB'))).toEqual({ ok: true, value: day });
      expect(parseDate(dayName(at, 'en-GB', 'UTC'), day)).toEqual({ ok: true, value: day });
      expect(parseMoment(dayAndTime(at, 'en-GB', 'UTC'), day)).toEqual({
        ok: true,
        value: { kind: 'date', date: day, time },
      });
    }),
  );
});

test('no text makes it throw, or is read as more than one line of it says', () => {
  const pieces = fc.constantFrom(
    'Thursday',
    'second',
    '2',
    '14:00',
    '2pm',
    '24/12/2026',
    'May',
    '1400',
    'at',
    ',',
    '‮',
    '1e9',
    '٢',
    'of',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.array(pieces, { maxLength: 6 }).map((all) => all.join(' ')),
      ),
      (text) => {
        for (const read of [
          parseClock(text),
          parseDate(text, TODAY),
          parseMoment(text, TODAY),
          parseRhythm(text),
          parseDuration(text),
        ]) {
          if (read.ok) expect(text.trim().length).toBeLessThan(60);
        }
      },
    ),
  );
});
