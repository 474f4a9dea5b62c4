import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY } from '../../../src/core/instant.ts';
import type { Result } from '../../../src/core/result.ts';
import {
  answerPromise,
  judgePromise,
  mayClose,
  reopenPromise,
  type Verdict,
} from '../../../src/features/promises/rules/closing.ts';
import {
  agreeToOwn,
  askToOwn,
  beginWork,
  giveBack,
  takePromise,
} from '../../../src/features/promises/rules/owner.ts';
import {
  isOpen,
  isReadable,
  isShown,
  type PromiseItem,
  rewordPromise,
  takingBackFault,
  withdrawPromise,
} from '../../../src/features/promises/rules/promise.ts';
import {
  amina,
  answered,
  at,
  bex,
  cannot,
  did,
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
