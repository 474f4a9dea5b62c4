import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cutForSms, foldedForSms, partsOf } from '../../../adapters/chat/sms.ts';
import { renderText } from '../../../adapters/notify/render/text.ts';
import { contentOf, fragmentsOf } from '../../support/notify/content.ts';

describe('a text is sent in parts', () => {
  // Counted by hand after 3GPP TS 23.038 and 23.040.
  test.each([
    ['', 1],
    ['a'.repeat(160), 1],
    ['a'.repeat(161), 2],
    ['a'.repeat(306), 2],
    ['a'.repeat(307), 3],
    ['£'.repeat(160), 1],
    ['é'.repeat(160), 1],
    // Its capital is in it, the small letters with a circumflex are not.
    ['É'.repeat(160), 1],
    [`${'a'.repeat(69)}â`, 1],
    [`${'a'.repeat(70)}â`, 2],
    ['€'.repeat(80), 1],
    ['€'.repeat(81), 2],
    // Two septets that may not be parted: the first part holds 152.
    [`${'a'.repeat(152)}€${'a'.repeat(151)}`, 2],
    [`${'a'.repeat(152)}€${'a'.repeat(152)}`, 3],
    [`${'a'.repeat(151)}€${'a'.repeat(153)}`, 2],
    ['ŵ'.repeat(70), 1],
    ['ŵ'.repeat(71), 2],
    ['ŵ'.repeat(134), 2],
    ['ŵ'.repeat(135), 3],
    ['😀'.repeat(35), 1],
    ['😀'.repeat(36), 2],
    // 67 units hold 33 of them, and no half of one.
    ['😀'.repeat(66), 2],
    ['😀'.repeat(67), 3],
  ])('%s in %i', (text, parts) => {
    expect(partsOf(text)).toBe(parts);
  });

  test('as often as whoever charges for them counts, or once more', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
        expect(partsOf(text) - fragmentsOf(text)).toBeOneOf([0, 1]);
      }),
    );
  });
});

describe('words for a text', () => {
  test.each([
    ['look at 93.184.216.34/x', 'look at 93. 184. 216. 34/x'],
    ['see ❤.ws', 'see ❤. ws'],
    ['“Yes” – it’s… fine', '"Yes" - it\'s... fine'],
    ['one\n\n two\tthree\u00a0four', 'one two three four'],
    ['\u2068Joe\u2069 Brady\u200b', 'Joe Brady'],
    ['e\u0301', 'é'],
    ['Siân Ŵyn', 'Siân Ŵyn'],
    ['שלום \u2068Joe\u2069', 'שלום \u2068Joe\u2069'],
    // A phone makes an address of what looks like one.
    ['See https://evil.example/x', 'See evil. example/x'],
    ['evil.com', 'evil. com'],
    ['at 10.30, 3.5 or e.g. Ms. Bell', 'at 10.30, 3.5 or e.g. Ms. Bell'],
  ])('%j become %j', (words, folded) => {
    expect(foldedForSms(words)).toBe(folded);
  });

  test('are cut behind a word', () => {
    const whole = (words: string) => `Roundtable: ${words}`;
    const cut = cutForSms('word '.repeat(100).trim(), 2, whole);
    expect(cut).toMatch(/^(word )+word\.\.\.$/);
    expect(whole(cut).length).toBeGreaterThan(295);
    expect(cutForSms('short', 2, whole)).toBe('short');
    expect(cutForSms('short', 2, () => 'x'.repeat(400))).toBe('');
  });

  test('never make more than two parts with the template around them, whatever people wrote; folding twice changes nothing', () => {
    const link = 'https://roundtable.northfield-council.gov.uk/t/0123456789abcdefghjk';
    const template = 'Roundtable: ((words))\n\nRead or stop: ((link))';
    const words = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 700 }),
      fc.string({ unit: 'binary', maxLength: 700 }),
      fc.string({ unit: fc.constantFrom('a', ' ', '€', '{', 'ŵ', '😀', '…', '“', 'ب'), maxLength: 700 }),
    );
    fc.assert(
      fc.property(words, (summary) => {
        const values = renderText({ summary }, link);
        const text = contentOf(template, { ...values }, 'sms');
        expect(Math.max(partsOf(text), fragmentsOf(text))).toBeLessThanOrEqual(2);
        expect(text).toContain(link);
        expect(values.words).not.toMatch(/\p{Cc}|:\/\//u);
        expect(foldedForSms(values.words)).toBe(values.words);
      }),
      { numRuns: 300 },
    );
  });
});
