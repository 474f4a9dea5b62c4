import { describe, expect, test } from 'vitest';
import { DAY } from '../../../src/core/instant.ts';
import { judgePromise, reopenPromise } from '../../../src/features/promises/rules/closing.ts';
import {
  agreeToOwn,
  askToOwn,
  beginWork,
  declineToOwn,
  giveBack,
  mayBeTakenOver,
  nudgesFrom,
  takeOver,
  takePromise,
  withoutGone,
} from '../../../src/features/promises/rules/owner.ts';
import type { PromiseItem } from '../../../src/features/promises/rules/promise.ts';
import {
  amina,
  answered,
  at,
  bex,
  carer,
  EVERYBODY,
  gwen,
  hasan,
  judge,
  kept,
  must,
  NOW,
  raised,
  stranger,
} from './circle-of-five.ts';

describe('its owner', () => {
  const TODAY = '2026-11-16';
  const owned = must(takePromise(raised(), amina, '2026-12-01', TODAY));

  test('takes it, or is asked and says yes; there is one', () => {
    expect(owned).toMatchObject({ ownerId: 'amina', dueOn: '2026-12-01', state: 'raised' });
    expect(takePromise(owned, bex, null, TODAY)).toMatchObject({ code: 'has-owner' });
    expect(askToOwn(owned, bex, hasan)).toMatchObject({ code: 'has-owner' });
    const asked = must(askToOwn(raised(), bex, hasan));
    expect(must(askToOwn(asked, gwen, hasan))).toBe(asked);
    expect(agreeToOwn(asked, gwen)).toMatchObject({ code: 'request-over' });
    const agreed = must(agreeToOwn(asked, hasan));
    expect(agreed).toMatchObject({ ownerId: 'hasan', askedId: null });
    expect(must(agreeToOwn(agreed, hasan))).toBe(agreed);
    expect(askToOwn(raised(), bex, stranger)).toMatchObject({ code: 'no-choice' });
    expect(must(takePromise(asked, amina, null, TODAY)).askedId).toBeNull();
  });

  test('who is asked and says no is asked no more; a second no, or one of somebody else, changes nothing', () => {
    const asked = must(askToOwn(raised(), bex, hasan));
    expect(must(declineToOwn(asked, carer))).toBe(asked);
    const declined = must(declineToOwn(asked, hasan));
    expect(declined).toEqual(raised());
    expect(must(declineToOwn(declined, hasan))).toBe(declined);
    expect(agreeToOwn(declined, hasan)).toMatchObject({ code: 'request-over' });
    expect(must(takePromise(declined, hasan, null, TODAY)).ownerId).toBe('hasan');
    expect(declineToOwn(asked, stranger)).toMatchObject({ code: 'other-circle' });
  });

  describe('is somebody else from now on', () => {
    const NEXT = '2026-12-02';
    const over = (item: PromiseItem, by = bex, today = TODAY, from = 'amina') =>
      takeOver(item, by, { from, dueOn: null, today });
    const dayless = must(takePromise(raised(), amina, null, TODAY));

    test('where the day they named is over, whether or not the work had begun', () => {
      const begun = must(beginWork(owned, amina, '2026-12-01', TODAY));
      for (const item of [owned, begun]) {
        expect(over(item, bex, '2026-12-01')).toMatchObject({ code: 'has-owner' });
        expect(mayBeTakenOver(item, bex, '2026-12-01')).toBe(false);
        expect(mayBeTakenOver(item, bex, NEXT)).toBe(true);
        expect(must(over(item, bex, NEXT))).toMatchObject({ ownerId: 'bex', dueOn: null, state: 'raised' });
      }
    });

    test('where they named none and have not begun', () => {
      expect(must(over(dayless))).toMatchObject({ ownerId: 'bex', state: 'raised' });
      expect(over(must(beginWork(dayless, amina, null, TODAY)))).toMatchObject({ code: 'has-owner' });
    });

    test('once: who has it keeps it, and a day of the new one counts like any other', () => {
      const taken = must(over(dayless));
      expect(must(over(taken))).toBe(taken);
      expect(over(taken, hasan)).toMatchObject({ code: 'has-owner' });
      const past = takeOver(dayless, bex, { from: 'amina', dueOn: '2026-11-15', today: TODAY });
      expect(past).toMatchObject({ code: 'due-passed' });
    });

    test('not while a reply waits, nor once it is closed, nor from another circle, nor from oneself', () => {
      expect(over(answered(dayless))).toMatchObject({ code: 'reply-waits' });
      expect(over(kept(answered(dayless)))).toMatchObject({ code: 'kept-before' });
      expect(over(dayless, stranger)).toMatchObject({ code: 'other-circle' });
      expect(mayBeTakenOver(dayless, amina, TODAY)).toBe(false);
      expect(mayBeTakenOver(raised(), bex, TODAY)).toBe(false);
    });
  });

  test('who opens it again asks for another day: the one of before does not stand', () => {
    const closed = must(judge(answered(owned), gwen));
    expect(closed.dueOn).toBe('2026-12-01');
    const open = must(reopenPromise(closed, hasan, { reason: 'It stopped.', week: '2026-W50' }));
    expect(open).toMatchObject({ ownerId: 'amina', dueOn: null });
  });

  test('names a day that is not over, says that it is in progress, and may give it back', () => {
    expect(takePromise(raised(), amina, '2026-11-15', TODAY)).toMatchObject({ code: 'due-passed' });
    expect(beginWork(owned, amina, '2026-11-15', TODAY)).toMatchObject({ code: 'due-passed' });
    for (const far of ['2027-11-18', '9999-12-31'])
      expect(takePromise(raised(), amina, far, TODAY)).toMatchObject({ code: 'due-too-far' });
    expect(must(beginWork(owned, amina, TODAY, TODAY))).toMatchObject({ state: 'in-progress', dueOn: TODAY });
    expect(beginWork(owned, bex, null, TODAY)).toMatchObject({ code: 'not-its-owner' });
    expect(beginWork(answered(owned), amina, null, TODAY)).toMatchObject({ code: 'reply-waits' });
    const begun = must(beginWork(owned, amina, null, TODAY));
    const back = must(giveBack(begun, amina));
    expect(back).toMatchObject({ state: 'raised', ownerId: null, dueOn: null });
    expect(must(giveBack(back, amina))).toBe(back);
    expect(giveBack(owned, bex)).toMatchObject({ code: 'not-its-owner' });
  });

  test('given back after a “not yet” it still waits because of that', () => {
    const sentBack = must(judgePromise(answered(owned), gwen, 'not-yet', at()));
    const begun = must(beginWork(sentBack, amina, null, TODAY));
    expect(begun.state).toBe('in-progress');
    expect(must(giveBack(begun, amina)).state).toBe('not-yet');
    expect(withoutGone(begun, [gwen]).state).toBe('not-yet');
  });

  test('is nobody once they have left', () => {
    expect(withoutGone({ ...owned, askedId: 'gone' }, [gwen])).toMatchObject({
      ownerId: null,
      askedId: null,
      dueOn: null,
    });
    expect(withoutGone(must(beginWork(owned, amina, null, TODAY)), [gwen]).state).toBe('raised');
    expect(withoutGone(owned, EVERYBODY)).toEqual(owned);
  });

  test('is nudged before and after the day they named, or once; never in the past', () => {
    const due = NOW + 10 * DAY;
    expect(nudgesFrom(NOW, due)).toEqual([due - 2 * DAY, due + DAY]);
    expect(nudgesFrom(NOW, NOW)).toEqual([NOW + DAY]);
    expect(nudgesFrom(NOW, null)).toEqual([NOW + 28 * DAY]);
  });
});
