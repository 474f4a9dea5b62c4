import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Result } from '../../../src/core/result.ts';
import {
  type Actor,
  ageInWeeks,
  answerPromise,
  confirmPromise,
  inOrder,
  isOpen,
  isShown,
  MAX_PROMISE_LENGTH,
  mayJudge,
  type PromiseItem,
  raisePromise,
  reopenPromise,
  rewordPromise,
  showPromise,
  takingBackFault,
} from '../../../src/features/promises/rules/promise.ts';

const amina: Actor = { id: 'amina', circleId: 'ward-7', voice: 'staff' };
const gwen: Actor = { id: 'gwen', circleId: 'ward-7', voice: 'reps' };
const hasan: Actor = { id: 'hasan', circleId: 'ward-7', voice: 'reps' };
const carer: Actor = { id: 'carer', circleId: 'ward-7', voice: 'carers' };
const stranger: Actor = { id: 'zed', circleId: 'ward-8', voice: 'reps' };

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`refused: ${result.code}`);
  return result.value;
}

function raised(by: Actor | null = gwen): PromiseItem {
  return must(
    raisePromise({ id: 'p1', circleId: 'ward-7', words: 'Minutes within a week', by, week: '2026-W45' }),
  );
}

function answered(by: Actor = amina): PromiseItem {
  const reply = { outcome: 'we-did', words: 'They come on Mondays now.', week: '2026-W47' } as const;
  return must(answerPromise(raised(), by, reply));
}

describe('a promise', () => {
  test('is raised, answered and confirmed', () => {
    const closed = must(confirmPromise(answered(), hasan, '2026-W48'));
    expect(closed.state).toBe('confirmed');
    expect(closed.confirmed).toEqual({ by: { memberId: 'hasan', voice: 'reps' }, week: '2026-W48' });
    expect(isOpen(closed)).toBe(false);
  });

  test('is closed by the reps’ side only, and never by who wrote the reply', () => {
    expect(confirmPromise(answered(), amina, '2026-W48')).toMatchObject({ ok: false, code: 'not-a-rep' });
    expect(confirmPromise(answered(hasan), hasan, '2026-W48')).toMatchObject({
      ok: false,
      code: 'own-reply',
    });
    expect(confirmPromise(answered(hasan), gwen, '2026-W48').ok).toBe(true);
    expect(confirmPromise(answered(), carer, '2026-W48').ok).toBe(true);
    expect(mayJudge(answered(), amina)).toBe(false);
    expect(mayJudge(answered(), gwen)).toBe(true);
  });

  test('cannot be closed before there is a reply, nor twice', () => {
    expect(confirmPromise(raised(), hasan, '2026-W46')).toMatchObject({ code: 'nothing-to-confirm' });
    const closed = must(confirmPromise(answered(), hasan, '2026-W48'));
    expect(confirmPromise(closed, gwen, '2026-W49')).toMatchObject({ code: 'already-confirmed' });
    expect(reopenPromise(closed, gwen)).toMatchObject({ code: 'already-confirmed' });
  });

  test('is open again after "not yet", keeps the reply and its age, and can be answered again', () => {
    const open = must(reopenPromise(answered(), gwen));
    expect(open.state).toBe('reopened');
    expect(open.reply?.words).toBe('They come on Mondays now.');
    expect(ageInWeeks(open, '2026-W49')).toBe(4);
    expect(confirmPromise(open, gwen, '2026-W49')).toMatchObject({ code: 'nothing-to-confirm' });
    const again = must(
      answerPromise(open, amina, { outcome: 'we-cannot', words: 'No minute taker.', week: '2026-W50' }),
    );
    expect(confirmPromise(again, gwen, '2026-W51').ok).toBe(true);
  });

  test('refuses people of another circle', () => {
    expect(confirmPromise(answered(), stranger, '2026-W48')).toMatchObject({ code: 'other-circle' });
    expect(
      raisePromise({ id: 'p', circleId: 'ward-7', words: 'Hello', by: stranger, week: '2026-W45' }),
    ).toMatchObject({ code: 'other-circle' });
  });

  test('counts its age in weeks, across a year with 53 weeks', () => {
    const item = must(raisePromise({ id: 'p', circleId: 'c', words: 'x', by: null, week: '2026-W52' }));
    expect(ageInWeeks(item, '2026-W52')).toBe(0);
    expect(ageInWeeks(item, '2026-W53')).toBe(1);
    expect(ageInWeeks(item, '2027-W01')).toBe(2);
  });
});

describe('words', () => {
  test('are trimmed, must be there, and have at most 500 characters', () => {
    const raise = (words: string) =>
      raisePromise({ id: 'p', circleId: 'c', words, by: null, week: '2026-W45' });
    expect(raise('  \n ')).toMatchObject({ code: 'no-words' });
    expect(must(raise('  Ramps, please. ')).words).toBe('Ramps, please.');
    expect(raise('🙂'.repeat(MAX_PROMISE_LENGTH)).ok).toBe(true);
    expect(raise('🙂'.repeat(MAX_PROMISE_LENGTH + 1))).toMatchObject({ code: 'words-too-long' });
  });
});

describe('unnamed words', () => {
  test('keep neither person nor voice nor a time finer than the week', () => {
    const week = fc.integer({ min: 1, max: 52 }).map((number) => `2026-W${String(number).padStart(2, '0')}`);
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), week, (words, raisedIn) => {
        const result = raisePromise({ id: 'p', circleId: 'c', words, by: null, week: raisedIn });
        if (!result.ok) return words.trim() === '';
        const kept = Object.keys(result.value).sort();
        expect(kept).toEqual(
          [
            'changedIn',
            'circleId',
            'confirmed',
            'id',
            'raisedBy',
            'raisedIn',
            'reply',
            'shownIn',
            'state',
            'words',
          ].sort(),
        );
        expect(result.value.changedIn).toBeNull();
        return result.value.raisedBy === null && result.value.raisedIn === raisedIn;
      }),
    );
  });

  test('are shown by the next digest first, and cannot be answered before', () => {
    const unnamed = raised(null);
    const reply = { outcome: 'we-did', words: 'Done.', week: '2026-W45' } as const;
    expect(isShown(unnamed)).toBe(false);
    expect(answerPromise(unnamed, amina, reply)).toMatchObject({ code: 'not-shown-yet' });
    const shown = showPromise(unnamed, '2026-W45');
    expect(isShown(shown)).toBe(true);
    expect(showPromise(shown, '2026-W46').shownIn).toBe('2026-W45');
    expect(answerPromise(shown, amina, reply).ok).toBe(true);
    expect(isShown(raised(gwen))).toBe(true);
  });

  test('look alike where one digest shows them first, whichever was expected to', () => {
    const weeks = fc.constantFrom('2026-W44', '2026-W45', '2026-W46', '2026-W47');
    fc.assert(
      fc.property(weeks, weeks, weeks, (one, other, week) => {
        const unnamed = [one, other].map((raisedIn) => showPromise({ ...raised(null), raisedIn }, week));
        expect(unnamed[0]).toEqual(unnamed[1]);
        expect(unnamed.map((item) => ageInWeeks(item, week))).toEqual([0, 0]);
        expect(showPromise({ ...raised(gwen), raisedIn: one }, week).raisedIn).toBe(one);
      }),
    );
  });

  test('stand in an order that does not depend on the order of writing', () => {
    const items = ['a', 'b', 'c', 'd'].map((id) => ({ ...raised(null), id }));
    fc.assert(
      fc.property(fc.shuffledSubarray(items, { minLength: 4 }), (shuffled) => {
        expect(inOrder(shuffled).map((item) => item.id)).toEqual(['a', 'b', 'c', 'd']);
      }),
    );
  });
});

describe('its author', () => {
  const change = { words: ' Minutes within two weeks ', week: '2026-W46' } as const;

  test('changes the words until somebody has replied, and it shows that they were changed', () => {
    expect(must(rewordPromise(raised(), gwen, change))).toMatchObject({
      words: 'Minutes within two weeks',
      changedIn: '2026-W46',
      raisedIn: '2026-W45',
      state: 'raised',
    });
    const same = raised();
    expect(must(rewordPromise(same, gwen, { ...change, words: same.words }))).toBe(same);
    expect(rewordPromise(answered(), gwen, change)).toMatchObject({ code: 'answered-before' });
    const again = must(reopenPromise(answered(), hasan));
    expect(rewordPromise(again, gwen, change)).toMatchObject({ code: 'answered-before' });
    expect(rewordPromise(raised(), gwen, { ...change, words: ' ' })).toMatchObject({ code: 'no-words' });
  });

  test('alone changes it or takes it back, and only until it is closed', () => {
    expect(takingBackFault(answered(), gwen)).toBeNull();
    const closed = must(confirmPromise(answered(), hasan, '2026-W48'));
    expect(takingBackFault(closed, gwen)).toBe('already-confirmed');
    for (const other of [hasan, amina, { ...gwen, id: 'amina' }]) {
      expect(takingBackFault(raised(), other)).toBe('not-its-author');
      expect(rewordPromise(raised(), other, change)).toMatchObject({ code: 'not-its-author' });
    }
    expect(takingBackFault(raised(), { ...gwen, circleId: 'ward-8' })).toBe('other-circle');
  });

  test('of words without a name is nobody, not even who wrote them', () => {
    const shown = showPromise(raised(null), '2026-W45');
    expect(takingBackFault(shown, gwen)).toBe('not-its-author');
    expect(takingBackFault(raised(null), gwen)).toBe('not-shown-yet');
  });
});
