import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MAX_WORDS_LENGTH } from '../../../src/core/written-words.ts';
import { sayUnnamed } from '../../../src/features/unnamed-words/rules/words.ts';

const place = { id: 'w1', circleId: 'ward-7', week: '2026-W47' };

test('words said without a name keep the words, the circle and the week, and nothing else', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 300 }), (words) => {
      const said = sayUnnamed({ ...place, words });
      if (!said.ok) return words.trim() === '';
      expect(said.value).toEqual({ ...place, words: words.normalize('NFC').trim(), shownIn: null });
      return true;
    }),
  );
});

test('empty words and too many are refused', () => {
  expect(sayUnnamed({ ...place, words: ' \n ' })).toMatchObject({ code: 'no-words' });
  expect(sayUnnamed({ ...place, words: '🙂'.repeat(MAX_WORDS_LENGTH) }).ok).toBe(true);
  expect(sayUnnamed({ ...place, words: '🙂'.repeat(MAX_WORDS_LENGTH + 1) })).toMatchObject({
    code: 'words-too-long',
  });
});
