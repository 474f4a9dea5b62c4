import { describe, expect, test } from 'vitest';
import { composeDigest } from '../../../src/features/digests/rules/compose.ts';
import { digestSchema } from '../../../src/features/digests/rules/digest.ts';
import type { PromiseFact } from '../../../src/features/digests/rules/facts.ts';
import {
  rewordInDigest,
  tellTakenOut,
  withoutComment,
  withoutSaid,
} from '../../../src/features/digests/rules/rewrite.ts';
import { emptyWeek, promiseItem } from './northfield.ts';

const fact = (id: string, words: string, name: string | null): PromiseFact => ({
  item: promiseItem(id, words, { raisedBy: name === null ? null : { memberId: 'gwen', voice: 'reps' } }),
  raisedBy: name,
  repliedBy: null,
  owner: null,
});
const digest = composeDigest(
  {
    ...emptyWeek,
    week: '2026-W47',
    promises: [fact('a', 'Ramps', null), fact('b', 'Ramps', 'Gwen Abara'), fact('c', 'Tea', null)],
  },
  () => 0.5,
);
const open = (of: typeof digest) => of.promises.open.map(({ words, raisedBy }) => [words, raisedBy]);

describe('a published digest', () => {
  test('loses a promise, and only that one, though others say the same', () => {
    const without = rewordInDigest(digest, { words: 'Ramps', named: true }, null);
    expect(open(without)).toEqual([
      ['Ramps', null],
      ['Tea', null],
    ]);
    expect(digestSchema.parse(without)).toEqual(without);
  });

  test('says that words were changed by their author', () => {
    const changed = rewordInDigest(digest, { words: 'Ramps', named: true }, 'Ramps by door nine');
    expect(changed.promises.open[1]).toMatchObject({ words: 'Ramps by door nine', changed: true });
    expect(JSON.stringify(rewordInDigest(digest, { words: 'Tea', named: true }, null))).toBe(
      JSON.stringify(digest),
    );
  });

  test('loses what was said once, and a comment of its own rounds alone; a question without comments goes', () => {
    const said = { ...digest, said: ['a', 'b', 'a'] };
    expect(withoutSaid(said, 'a').said).toEqual(['b', 'a']);
    expect(withoutSaid(said, 'x')).toBe(said);
    const comments = [
      { question: 'Q', texts: ['one'] },
      { question: 'R', texts: ['one', 'two'] },
    ];
    const told = { ...digest, tells: ['r1'], comments };
    expect(withoutComment(told, 'r1', 'one').comments).toEqual([comments[1]]);
    expect(withoutComment(told, 'r1', 'two').comments[1]?.texts).toEqual(['one']);
    expect(withoutComment(told, 'r2', 'one')).toBe(told);
  });

  test('tells each time how many, by whom and why', () => {
    const first = { what: 'withdrawn', count: 1, why: 'could-hurt', by: ['Amina', 'Gwen'] } as const;
    const told = tellTakenOut(tellTakenOut(digest, { ...first, by: [...first.by] }), {
      ...first,
      count: 2,
      by: [],
    });
    expect(told.takenOut?.map(({ count }) => count)).toEqual([1, 2]);
    expect(digestSchema.parse(told)).toEqual(told);
  });

  test('is the same object where it shows nothing of it, so that nothing is saved or edited for nothing', () => {
    expect(rewordInDigest(digest, { words: 'Coffee', named: false }, null)).toBe(digest);
  });
});
