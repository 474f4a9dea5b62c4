import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY } from '../../../src/core/instant.ts';
import type { Result } from '../../../src/core/result.ts';
import {
  ASKER_FIRST_FOR,
  answerPromise,
  judgePromise,
  mayClose,
  mayJudge,
  mayTakeYesBack,
  reopenPromise,
  type Verdict,
} from '../../../src/features/promises/rules/closing.ts';
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
import {
  type Actor,
  ageInWeeks,
  inOrder,
  isOpen,
  isReadable,
  isShown,
  MAX_PROMISE_LENGTH,
  type PromiseItem,
  raisePromise,
  rewordPromise,
  showPromise,
  takingBackFault,
  withdrawPromise,
} from '../../../src/features/promises/rules/promise.ts';

const amina: Actor = { id: 'amina', circleId: 'ward-7', voice: 'staff' };
const bex: Actor = { id: 'bex', circleId: 'ward-7', voice: 'staff' };
const gwen: Actor = { id: 'gwen', circleId: 'ward-7', voice: 'reps' };
const hasan: Actor = { id: 'hasan', circleId: 'ward-7', voice: 'reps' };
const carer: Actor = { id: 'carer', circleId: 'ward-7', voice: 'carers' };
const stranger: Actor = { id: 'zed', circleId: 'ward-8', voice: 'reps' };
const EVERYBODY = [amina, bex, gwen, hasan, carer];

const NOW = Date.UTC(2026, 10, 16, 9);
const LATER = NOW + ASKER_FIRST_FOR;
const at = (now = NOW, present: readonly Actor[] = EVERYBODY) => ({ now, present, week: '2026-W48' });

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`refused: ${result.code}`);
  return result.value;
}

/** Gwen's, where nobody else is named; null: without a name, and shown. */
function raised(by: Actor | null = gwen): PromiseItem {
  const item = must(
    raisePromise({ id: 'p1', circleId: 'ward-7', words: 'Minutes within a week', by, week: '2026-W45' }),
  );
  return by === null ? showPromise(item, '2026-W45') : item;
}

const did = { outcome: 'we-did', words: 'They come on Mondays now.' } as const;
const cannot = { outcome: 'we-cannot', words: 'There is no minute taker.' } as const;

function answered(item = raised(), by: Actor = amina, reply: typeof did | typeof cannot = did): PromiseItem {
  return must(answerPromise(item, by, reply, at()));
}
const judge = (item: PromiseItem, by: Actor, verdict: Verdict = 'done', moment = at(LATER)) =>
  judgePromise(item, by, verdict, moment);
const kept = (item = answered()) => must(judge(item, gwen));

describe('a promise with a named asker', () => {
  test('is closed by the one who asked, alone, and nobody else is asked before seven days are over', () => {
    const item = answered();
    expect(item.reply).toMatchObject({ number: 1, askerUntil: NOW + 7 * DAY, firstYes: null });
    for (const rep of [hasan, carer]) {
      expect(judge(item, rep, 'done', at(LATER - 1))).toMatchObject({ code: 'asker-first' });
      expect(judge(item, rep, 'not-yet', at(LATER - 1))).toMatchObject({ code: 'asker-first' });
      expect([mayJudge(item, rep, LATER - 1), mayJudge(item, rep, LATER)]).toEqual([false, true]);
    }
    expect(mayJudge(item, gwen, NOW)).toBe(true);
    expect(must(judge(item, gwen, 'done', at()))).toMatchObject({
      state: 'kept',
      closed: { by: 'asker', week: '2026-W48' },
    });
    expect(must(judge(item, gwen, 'not-yet', at()))).toMatchObject({ state: 'not-yet', closed: null });
    // Late is not too late for the one who asked.
    expect(must(judge(item, gwen)).closed?.by).toBe('asker');
  });

  test('a no stays a no: accepting the reason closes it as refused, and nothing else does', () => {
    const item = answered(raised(), amina, cannot);
    expect(judge(item, gwen, 'done')).toMatchObject({ code: 'reply-changed' });
    expect(must(judge(item, gwen, 'reason'))).toMatchObject({ state: 'refused', closed: { by: 'asker' } });
    expect(judge(answered(), gwen, 'reason')).toMatchObject({ code: 'reply-changed' });
  });

  test.each<[string, PromiseItem, readonly Actor[]]>([
    ['has no name', raised(null), EVERYBODY],
    ['was raised by staff', raised(bex), EVERYBODY],
    ['was raised by who has gone', raised(gwen), [amina, hasan, carer]],
  ])('where it %s there is nobody to ask first', (_, item, present) => {
    const { reply } = must(answerPromise(item, amina, did, at(NOW, present)));
    expect(reply?.askerUntil).toBeNull();
  });

  test('who answers their own is not asked, nor do they close it', () => {
    const item = answered(raised(), gwen);
    expect(item.reply?.askerUntil).toBeNull();
    expect(judge(item, gwen)).toMatchObject({ code: 'own-reply' });
    expect(judge(item, hasan).ok).toBe(true);
  });
});

describe('who else closes it', () => {
  test('two reps, whose second yes closes it; one of them twice is one', () => {
    const one = must(judge(answered(), hasan));
    expect(one).toMatchObject({ state: 'answered', closed: null, reply: { firstYes: 'hasan' } });
    expect(must(judge(one, hasan))).toBe(one);
    expect(mayJudge(one, hasan, LATER)).toBe(false);
    expect(must(judge(one, carer))).toMatchObject({
      state: 'kept',
      closed: { by: 'reps' },
      reply: { firstYes: null },
    });
  });

  test('the yes of somebody who has left counts no more', () => {
    const one = must(judge(answered(), hasan));
    const present = [amina, gwen, carer];
    expect(must(judge(one, carer, 'done', at(LATER, present))).state).toBe('answered');
  });

  test('one is enough where no other may', () => {
    const unnamed = answered(raised(null));
    expect(must(judge(unnamed, hasan, 'done', at(LATER, [amina, hasan]))).state).toBe('kept');
    expect(must(judge(unnamed, hasan, 'done', at(LATER, [amina, hasan, carer]))).state).toBe('answered');
  });

  test('never staff, who wrote the reply, or who looks after it', () => {
    expect(judge(answered(), bex)).toMatchObject({ code: 'not-a-rep' });
    expect(judge(answered(raised(), hasan), hasan)).toMatchObject({ code: 'own-reply' });
    const owned = answered(must(takePromise(raised(), hasan, null, '2026-11-16')));
    expect(judge(owned, hasan)).toMatchObject({ code: 'own-reply' });
    expect(must(judge(owned, carer)).state).toBe('answered');
  });

  test('one “not yet” sends it back, with its reply and its age; a new reply begins anew', () => {
    const back = must(judge(must(judge(answered(), hasan)), carer, 'not-yet'));
    expect(back).toMatchObject({ state: 'not-yet', reply: { words: did.words, firstYes: null } });
    expect(ageInWeeks(back, '2026-W49')).toBe(4);
    expect(judge(back, gwen)).toMatchObject({ code: 'nothing-to-confirm' });
    expect(answered(back, bex, cannot).reply).toMatchObject({ number: 2, askerUntil: NOW + 7 * DAY });
  });

  test('the same reply again changes nothing; another one asks everybody anew', () => {
    const one = must(judge(answered(), hasan));
    expect(must(answerPromise(one, amina, did, at(LATER)))).toBe(one);
    expect(must(answerPromise(one, bex, did, at(LATER))).reply).toMatchObject({ number: 2, firstYes: null });
  });

  test('nobody before there is a reply, after it is closed, or of another circle', () => {
    expect(judge(raised(), hasan)).toMatchObject({ code: 'nothing-to-confirm' });
    expect(judge(kept(), gwen)).toMatchObject({ code: 'kept-before' });
    const refused = must(judge(answered(raised(), amina, cannot), gwen, 'reason'));
    expect(judge(refused, gwen, 'not-yet')).toMatchObject({ code: 'refused-before' });
    expect(answerPromise(refused, amina, did, at())).toMatchObject({ code: 'refused-before' });
    expect(judge(answered(), stranger)).toMatchObject({ code: 'other-circle' });
  });
});

describe('opening it again', () => {
  const again = { reason: ' They stopped coming. ', week: '2026-W49' };

  test('is for anybody, once, with a reason; it waits for a new reply', () => {
    const open = must(reopenPromise(kept(), bex, again));
    expect(open).toMatchObject({
      state: 'raised',
      closed: null,
      reply: { words: did.words },
      reopened: {
        by: { memberId: 'bex' },
        reason: 'They stopped coming.',
        was: 'kept',
        closedIn: '2026-W48',
      },
    });
    expect(reopenPromise(open, bex, again)).toMatchObject({ code: 'not-closed' });
    const closed = kept(answered(open));
    expect(reopenPromise(closed, gwen, again)).toMatchObject({ code: 'opened-before' });
  });

  test('wants words, and a promise that was kept or refused', () => {
    expect(reopenPromise(kept(), bex, { ...again, reason: ' ' })).toMatchObject({ code: 'no-words' });
    expect(reopenPromise(raised(), bex, again)).toMatchObject({ code: 'not-closed' });
    expect(reopenPromise(kept(), stranger, again)).toMatchObject({ code: 'other-circle' });
    const gone = must(withdrawPromise(raised(), gwen, '2026-W48'));
    expect(reopenPromise(gone, bex, again)).toMatchObject({ code: 'no-such-promise' });
  });

  test('keeps nobody where the promise has no name', () => {
    const closed = must(judge(must(judge(answered(raised(null)), hasan)), carer));
    const open = must(reopenPromise(closed, gwen, again));
    // Words without a name would go past the stewards who look at such words first.
    expect(open.reopened).toMatchObject({ by: null, reason: null });
    expect(JSON.stringify(open)).not.toMatch(/gwen|hasan|carer/);
  });
});

test('a first yes can be taken back by who gave it, until the second', () => {
  const once = must(judge(answered(), hasan));
  expect(once.reply?.firstYes).toBe('hasan');
  expect(mayTakeYesBack(once, hasan, LATER)).toBe(true);
  for (const other of [gwen, carer, amina]) expect(mayTakeYesBack(once, other, LATER)).toBe(false);
  const back = must(judge(once, hasan, 'not-yet'));
  expect(back).toMatchObject({ state: 'not-yet', reply: { firstYes: null } });
  expect(mayTakeYesBack(back, hasan, LATER)).toBe(false);
  const twice = must(judge(once, carer));
  expect(mayTakeYesBack(twice, hasan, LATER)).toBe(false);
});

test('a reply in place of another one gives the asker no more time, but after “not yet” it does', () => {
  const again = must(answerPromise(answered(), bex, cannot, at(NOW + 6 * DAY)));
  expect(again.reply).toMatchObject({ number: 2, askerUntil: NOW + 7 * DAY });
  expect(must(judge(again, hasan, 'reason', at(NOW + 7 * DAY))).reply?.firstYes).toBe('hasan');
  const sentBack = must(judge(answered(), gwen, 'not-yet'));
  const anew = must(answerPromise(sentBack, amina, did, at(LATER)));
  expect(anew.reply?.askerUntil).toBe(LATER + 7 * DAY);
});

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
    const back = must(judge(answered(), hasan, 'not-yet'));
    expect(rewordPromise(back, gwen, change)).toMatchObject({ code: 'answered-before' });
    expect(rewordPromise(raised(), gwen, { ...change, words: ' ' })).toMatchObject({ code: 'no-words' });
  });

  test('alone changes it or takes it back, and only until it is closed', () => {
    expect(takingBackFault(answered(), gwen)).toBeNull();
    expect(takingBackFault(kept(), gwen)).toBe('kept-before');
    for (const other of [hasan, amina, { ...gwen, id: 'amina' }]) {
      expect(takingBackFault(raised(), other)).toBe('not-its-author');
      expect(rewordPromise(raised(), other, change)).toMatchObject({ code: 'not-its-author' });
      expect(withdrawPromise(raised(), other, '2026-W46')).toMatchObject({ code: 'not-its-author' });
    }
    expect(takingBackFault(raised(), { ...gwen, circleId: 'ward-8' })).toBe('other-circle');
  });

  test('takes it back, and what is left is that one was', () => {
    const owned = must(takePromise(answered(), amina, '2026-12-01', '2026-11-16'));
    const gone = must(withdrawPromise(owned, gwen, '2026-W48'));
    expect(gone).toEqual({
      ...raised(),
      words: '',
      raisedBy: null,
      shownIn: '2026-W48',
      state: 'withdrawn',
      closed: { by: 'author', week: '2026-W48' },
    });
    expect([isShown(gone), isReadable(gone), isOpen(gone)]).toEqual([true, false, false]);
    expect(takingBackFault(gone, gwen)).toBe('no-such-promise');
  });

  test('of words without a name is nobody, not even who wrote them', () => {
    expect(takingBackFault(raised(null), gwen)).toBe('not-its-author');
    expect(takingBackFault({ ...raised(null), shownIn: null }, gwen)).toBe('not-shown-yet');
  });
});

/** Whatever people press, in whatever order. */
describe('any order of commands', () => {
  const who = fc.constantFrom(...EVERYBODY, stranger);
  const owner = fc.constantFrom(amina, hasan, stranger);
  const verdict = fc.constantFrom<Verdict>('done', 'done', 'reason', 'reason', 'not-yet');
  const command = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({ do: fc.constant('answer' as const), who, reply: fc.constantFrom(did, cannot) }),
    },
    { weight: 8, arbitrary: fc.record({ do: fc.constant('judge' as const), who, verdict }) },
    {
      weight: 2,
      arbitrary: fc.record({ do: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 9 }) }),
    },
    { weight: 8, arbitrary: fc.record({ do: fc.constantFrom('take' as const, 'begin'), who: owner }) },
    {
      weight: 2,
      arbitrary: fc.record({ do: fc.constantFrom('agree' as const, 'give-back', 'reopen'), who }),
    },
    fc.record({ do: fc.constant('withdraw' as const), who }),
    fc.record({ do: fc.constant('ask' as const), who, whom: owner }),
  );
  type Command = typeof command extends fc.Arbitrary<infer Each> ? Each : never;

  function play(item: PromiseItem, each: Exclude<Command, { do: 'wait' }>, now: number): Result<PromiseItem> {
    switch (each.do) {
      case 'answer':
        return answerPromise(item, each.who, each.reply, at(now));
      case 'judge':
        return judgePromise(item, each.who, each.verdict, at(now));
      case 'reopen':
        return reopenPromise(item, each.who, { reason: 'It came back', week: '2026-W49' });
      case 'take':
        return takePromise(item, each.who, null, '2026-11-16');
      case 'ask':
        return askToOwn(item, each.who, each.whom);
      case 'agree':
        return agreeToOwn(item, each.who);
      case 'begin':
        return beginWork(item, each.who, null, '2026-11-16');
      case 'give-back':
        return giveBack(item, each.who);
      case 'withdraw':
        return withdrawPromise(item, each.who, '2026-W48');
    }
  }

  test('keeps a no a no, asks who asked first, and is opened again once', () => {
    const ends = new Set<string>();
    fc.assert(
      fc.property(
        fc.constantFrom(gwen, bex, null),
        fc.array(command, { maxLength: 40, size: 'max' }),
        (author, commands) => {
          let item = raised(author);
          let now = NOW;
          let reopenings = 0;
          const yeses = new Map<number, Set<string>>();
          for (const each of commands) {
            if (each.do === 'wait') {
              now += each.days * DAY;
              continue;
            }
            const played = play(item, each, now);
            const before = item;
            if (!played.ok) continue;
            item = played.value;
            ends.add(item.state);
            expect(each.who.circleId).toBe('ward-7');
            if (before.closed !== null) {
              expect([each.do, item.state]).toEqual(['reopen', 'raised']);
              reopenings += 1;
            }
            if (each.do === 'judge' && each.verdict !== 'not-yet') {
              const number = before.reply?.number ?? 0;
              yeses.set(number, new Set([...(yeses.get(number) ?? []), each.who.id]));
            }
            if (before.closed === null && item.closed !== null && item.state !== 'withdrawn') {
              // Kept is what was done, refused is what was not, and neither by staff or by who replied.
              expect([each.do, each.do === 'judge' && each.verdict]).toEqual([
                'judge',
                item.state === 'kept' ? 'done' : 'reason',
              ]);
              expect(item.reply?.outcome).toBe(item.state === 'kept' ? 'we-did' : 'we-cannot');
              expect(each.who.voice).not.toBe('staff');
              expect(each.who.id).not.toBe(item.reply?.by.memberId);
              if (item.closed.by === 'asker') expect(each.who.id).toBe(author?.id);
              else {
                const may = EVERYBODY.filter((who) => mayClose(before, who)).length;
                const said = yeses.get(item.reply?.number ?? 0)?.size;
                expect(said).toBeGreaterThanOrEqual(Math.min(2, may));
                expect(now).toBeGreaterThanOrEqual(item.reply?.askerUntil ?? 0);
              }
            }
            expect(item.closed !== null).toBe(['kept', 'refused', 'withdrawn'].includes(item.state));
            if (item.state === 'in-progress') expect(item.ownerId).not.toBeNull();
            if (author === null) {
              expect(item.raisedBy).toBeNull();
              expect(item.reply?.askerUntil ?? null).toBeNull();
              expect(item.reopened?.by ?? null).toBeNull();
            }
            if (item.state === 'withdrawn') {
              expect(each.who.id).toBe(author?.id);
              expect(JSON.stringify(item)).not.toMatch(/Minutes|Mondays|gwen|amina|bex|hasan/);
            }
          }
          expect(reopenings).toBeLessThanOrEqual(1);
        },
      ),
      { numRuns: 1000 },
    );
    expect([...ends].sort()).toEqual([
      'answered',
      'in-progress',
      'kept',
      'not-yet',
      'raised',
      'refused',
      'withdrawn',
    ]);
  });
});
