import { expect, test } from 'vitest';
import { together } from '../../src/core/together.ts';

test('puts parts together, and refuses a name that two declare', () => {
  expect(together('action', ['one', 'two'], [{ a: 1 }, { b: 2 }])).toEqual({ a: 1, b: 2 });
  expect(() => together('action', ['one', 'two', 'one'], [{ a: 1 }, { b: 2 }, {}])).toThrow(
    'The name "one" stands twice among the features: src/features/one is listed twice, or another folder took its name.',
  );
  expect(() => together('action', ['one', 'two'], [{ a: 1 }, { b: 2, a: 3 }])).toThrow(
    'Two features declare the action "a": one and two.',
  );
});
