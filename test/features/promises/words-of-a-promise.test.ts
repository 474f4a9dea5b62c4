import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { answerPromise } from '../../../src/features/promises/rules/closing.ts';
import { takePromise } from '../../../src/features/promises/rules/owner.ts';
import {
  ageInWeeks,
  inOrder,
  isShown,
  MAX_PROMISE_LENGTH,
  raisePromise,
  showPromise,
} from '../../../src/features/promises/rules/promise.ts';
import { amina, at, did, gwen, must, raised, stranger } from './circle-of-five.ts';

describe('words', () => {
  test('are trimmed, must be there, and have at most 500 characters', () => {
    const raise = (words: string) =>
      raisePromise({ id: 'p', circleId: 'c', words, by: null, week: '2026-W45' });
    expect(raise('  \n ')).toMatchObject({ code: 'no-words' });
    expect(must(raise('  Ramps, please. ')).words).toBe('Ramps, please.');
    expect(raise('🙂'.repeat(MAX_PROMISE_LENGTH)).ok).toBe(true);
    expect(raise('🙂'.repeat(MAX_PROMISE_LENGTH + 1))).toMatchObject({ code: 'words-too-long' });
  });

  test('of people of another circle are refused', () => {
    expect(
      raisePromise({ id: 'p', circleId: 'ward-7', words: 'Hello', by: stranger, week: '2026-W45' }),
    ).toMatchObject({ code: 'other-circle' });
  });

  test('age in weeks, across a year with 53 weeks', () => {
    const item = must(raisePromise({ id: 'p', circleId: 'c', words: 'x', by: null, week: '2026-W52' }));
    expect(ageInWeeks(item, '2026-W52')).toBe(0);
    expect(ageInWeeks(item, '2026-W53')).toBe(1);
    expect(ageInWeeks(item, '2027-W01')).toBe(2);
  });
});

describe('unnamed words', () => {
  const unshown = must(
    raisePromise({ id: 'p1', circleId: 'ward-7', words: 'Ramps', by: null, week: '2026-W45' }),
  );

  test('keep neither person nor voice nor a time finer than the week', () => {
    const week = fc.integer({ min: 1, max: 52 }).map((number) => `2026-W${String(number).padStart(2, '0')}`);
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), week, (words, raisedIn) => {
        const result = raisePromise({ id: 'p', circleId: 'c', words, by: null, week: raisedIn });
        if (!result.ok) return words.trim() === '';
        const { id, circleId, words: kept, raisedIn: keptWeek, state, ...rest } = result.value;
        expect([id, circleId, kept, keptWeek, state]).toEqual([
          'p',
          'c',
          words.normalize('NFC').trim(),
          raisedIn,
          'raised',
        ]);
        expect(Object.values(rest).every((each) => each === null)).toBe(true);
        return true;
      }),
    );
  });

  test('are shown by the next digest first, and cannot be answered before', () => {
    expect(isShown(unshown)).toBe(false);
    expect(answerPromise(unshown, amina, did, at())).toMatchObject({ code: 'not-shown-yet' });
    expect(takePromise(unshown, amina, null, '2026-11-16')).toMatchObject({ code: 'not-shown-yet' });
    const shown = showPromise(unshown, '2026-W45');
    expect(isShown(shown)).toBe(true);
    expect(showPromise(shown, '2026-W46').shownIn).toBe('2026-W45');
    expect(answerPromise(shown, amina, did, at()).ok).toBe(true);
    expect(isShown(raised(gwen))).toBe(true);
  });

  test('look alike where one digest shows them first, whichever was expected to', () => {
    const weeks = fc.constantFrom('2026-W44', '2026-W45', '2026-W46', '2026-W47');
    fc.assert(
      fc.property(weeks, weeks, weeks, (one, other, week) => {
        const unnamed = [one, other].map((raisedIn) => showPromise({ ...unshown, raisedIn }, week));
        expect(unnamed[0]).toEqual(unnamed[1]);
        expect(unnamed.map((item) => ageInWeeks(item, week))).toEqual([0, 0]);
        expect(showPromise({ ...raised(gwen), raisedIn: one }, week).raisedIn).toBe(one);
      }),
    );
  });

  test('stand in an order that does not depend on the order of writing', () => {
    const items = ['a', 'b', 'c', 'd'].map((id) => ({ ...unshown, id }));
    fc.assert(
      fc.property(fc.shuffledSubarray(items, { minLength: 4 }), (shuffled) => {
        expect(inOrder(shuffled).map((item) => item.id)).toEqual(['a', 'b', 'c', 'd']);
      }),
    );
  });
});
