import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wordsOnly } from '../../../adapters/slack/inbound/commands.ts';

describe('the words of a message', () => {
  test.each([
    ['<@U01AMINA> said so', 'said so'],
    ['ask <!subteam^S1|@ward> and <!here>', 'ask and'],
    ['in <#C01|ward-7> and <#C02> and <#C03|>', 'in #ward-7 and and'],
    ['read <https://a.example/x|the notes> or <https://b.example>', 'read the notes or https://b.example'],
    ['3 &lt; 4 &amp;&amp; 5 &gt; 4', '3 < 4 && 5 > 4'],
    ['a > b, <@U1> c', 'a > b, c'],
    ['never closed <@U1', 'never closed <@U1'],
    ['two open < <@U1> left', 'two open < left'],
  ])('%s', (text, words) => {
    expect(wordsOnly(text)).toBe(words);
  });

  test('name nobody, whatever stands around a mention', () => {
    const around = fc.string({ unit: fc.constantFrom('<', '>', '|', '#', '!', 'a', ' ') });
    fc.assert(
      fc.property(around, around, (before, after) => {
        expect(wordsOnly(`${before}<@U01AMINA>${after}`)).not.toContain('U01AMINA');
      }),
    );
  });

  test.each(['<@', '<', '<#', '<a|', '>', '<@>', '<<>', '|'])(
    'take time that grows with their length, not with its square: %s',
    (part) => {
      // Read once for each of its parts, this would take longer than any test may.
      expect(typeof wordsOnly(part.repeat(1_000_000 / part.length))).toBe('string');
    },
  );
});
