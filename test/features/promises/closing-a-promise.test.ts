import { describe, expect, test } from 'vitest';
import { DAY } from '../../../src/core/instant.ts';
import {
  answerPromise,
  mayJudge,
  mayTakeYesBack,
  reopenPromise,
} from '../../../src/features/promises/rules/closing.ts';
import { takePromise } from '../../../src/features/promises/rules/owner.ts';
import {
  type Actor,
  ageInWeeks,
  type PromiseItem,
  withdrawPromise,
} from '../../../src/features/promises/rules/promise.ts';
import {
  amina,
  answered,
  at,
  bex,
  cannot,
  carer,
  did,
  EVERYBODY,
  gwen,
  hasan,
  judge,
  kept,
  LATER,
  must,
  NOW,
  raised,
  stranger,
} from './circle-of-five.ts';

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
