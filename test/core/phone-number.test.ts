import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { endOfNumber, readPhoneNumber } from '../../src/core/phone-number.ts';

describe('a number as somebody typed it', () => {
  test.each([
    '07700 900123',
    '07700900123',
    '(07700) 900-123',
    '07700.900.123',
    '+44 7700 900123',
    '+44 (0)7700 900123',
    '0044 7700 900123',
    '447700900123',
    '7700900123',
    'tel:+447700900123',
    '\u202a07700 900123\u202c',
    '０７７００ ９００１２３',
  ])('%j', (typed) => {
    expect(readPhoneNumber(typed)).toEqual({ ok: true, value: '+447700900123' });
  });

  test.each([
    ['+353 85 012 3456', '+353850123456'],
    ['00 48 512 345 678', '+48512345678'],
    ['07624 123456', '+447624123456'],
  ])('%j is %j', (typed, value) => {
    expect(readPhoneNumber(typed)).toEqual({ ok: true, value });
  });

  test.each([
    '',
    'joe',
    '999',
    '07700 90012',
    '07700 9001234',
    '020 7946 0018',
    '070 1234 5678',
    '0800 BANANA',
    '+44 7700 900123 ext 5',
    '+999 123 456 789',
    '07700 900123, 07700 900124',
    '07700900123\n07700900124',
    '+1'.repeat(200),
  ])('%j is none', (typed) => {
    expect(readPhoneNumber(typed)).toMatchObject({ ok: false, code: 'not-a-number' });
  });

  test('no text makes it throw, and what it gives it reads as the same', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[+0-9 ()-]{0,24}$/)), (typed) => {
        const read = readPhoneNumber(typed);
        if (!read.ok) return;
        expect(read.value).toMatch(/^\+\d{7,15}$/);
        expect(readPhoneNumber(read.value)).toEqual(read);
      }),
    );
  });

  test('is shown by its end', () => {
    expect(endOfNumber('+447700900123')).toBe('123');
  });
});
