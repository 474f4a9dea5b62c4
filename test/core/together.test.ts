import { expect, test } from 'vitest';
import { together } from '../../src/core/together.ts';

test('puts parts together, and refuses a name that two declare', () => {
  expect(together('action', ['one', 'two'], [{ a: 1 }, { b: 2 }])).toEqual({ a: 1, b: 2 });
  expect(() => together('action', ['one', 'two'], [{ a: 1 }, { b: 2, a: 3 }])).toThrow(
    'Two features declare the action "a": one and two.',
  );
});
