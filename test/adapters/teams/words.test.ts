import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openedBy } from '../../../adapters/teams/inbound/commands.ts';
import { plainWords } from '../../../adapters/teams/inbound/plain-words.ts';
import { readInputs } from '../../../adapters/teams/inbound/typed-inputs.ts';
import { LIMITS } from '../../../adapters/teams/limits.ts';
import { idOf, readInputId } from '../../../adapters/teams/render/input-id.ts';

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
const squeezed = (text: string) => text.replace(/\s+/g, ' ').trim();
const word = fc.stringMatching(/^[a-z0-9<>&"']{1,12}$/);

/** A person's own chat with the bot. */
const OWN_CHAT = { kind: 'personal', conversationId: 'a:1' } as const;

describe('the words of a message', () => {
  test.each([
    ['<p>One</p><p>Two</p>', 'One\nTwo'],
    ['<at>Roundtable</at> help', 'help'],
    ['Ask <at id="0"><b>Hasan</b> <i>Ali</i></at> about it', 'Ask about it'],
    ['<AT ID="0">Hasan</AT>now', 'now'],
    ['before <at>Hasan Ali', 'before'],
    ['<at>Hasan <attachment id="1"></attachment> Ali</at> x', 'x'],
    ['<a href="https://example.org/?a=1">the page</a>', 'the page'],
    ['<script>alert(1)</script>ok<style>p{}</style>', 'ok'],
    ['1 &lt; 2 &amp;&amp; 3 &gt; 2 &#65;&#x42;', '1 < 2 && 3 > 2 AB'],
    ['&amp;lt;b&amp;gt;', '&lt;b&gt;'],
    ['&#0; &#xd800; &#1114112; &nonsense;', '&#0; &#xd800; &#1114112; &nonsense;'],
    ['a&#27;[31mb\u0000c\ud800', 'a[31mbc'],
    ['a < b and <3', 'a < b and <3'],
    ['a\n\n\n\n b', 'a\n\nb'],
    ['', ''],
  ])('%j says %j', (html, words) => {
    expect(plainWords(html)).toBe(words);
  });

  test('whatever was typed comes out as it was, and names in mentions never do', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(word, fc.boolean()), { maxLength: 12 }), (parts) => {
        const html = parts
          .map(([text, isName]) =>
            isName ? `<at id="1">NAME${escaped(text)}</at>` : `<b>${escaped(text)}</b>`,
          )
          .join(' ');
        const typed = parts.flatMap(([text, isName]) => (isName ? [] : [text])).join(' ');
        expect(squeezed(plainWords(`<div>${html}</div>`))).toBe(squeezed(typed));
      }),
    );
  });

  test('any text at all: no control characters, nothing twice, and never for long', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const words = plainWords(text);
        expect(words).not.toMatch(/(?!\n)[\p{Cc}\p{Cs}]/u);
        expect(words).toBe(words.trim());
        expect(words.length).toBeLessThanOrEqual(text.length);
      }),
    );
    for (const part of ['<at', '<at>', '<', '</', '<style>', '<a<', '&#', '&a', '\n ', ' \n', '<at><at ']) {
      const started = performance.now();
      plainWords(part.repeat(Math.ceil(100_000 / part.length)));
      expect([part, performance.now() - started < 1_000]).toEqual([part, true]);
    }
  });

  test('the first word decides what is opened, and nothing else can', () => {
    const names = new Set(
      ['pulse', 'chair', 'say', 'digest', 'circle', 'me', 'help'].map(
        (each) => openedBy(each, OWN_CHAT).name,
      ),
    );
    fc.assert(
      fc.property(fc.string(), (text) => {
        const action = openedBy(text, OWN_CHAT);
        expect(names.has(action.name)).toBe(true);
        expect(action.value).toBeUndefined();
        expect(action.subject).toBe('');
      }),
    );
    expect(openedBy('  Say: the ramp', OWN_CHAT)).toEqual({ name: 'say.form', subject: '' });
    expect(openedBy('constructor', OWN_CHAT).name).toBe('help.show');
    const started = performance.now();
    openedBy(`${'!'.repeat(29_000)}x`, OWN_CHAT);
    expect(performance.now() - started).toBeLessThan(500);
  });
});

describe('what was filled in', () => {
  const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9._:-]{0,30}$/);
  const text = fc.string({ unit: 'grapheme', maxLength: 60 });
  const choice = fc.stringMatching(/^[a-z0-9-]{1,10}$/);

  test('comes out as the card was filled in', () => {
    const input = fc.oneof(
      fc.record({ kind: fc.constant('text' as const), values: text.map((each) => [each]) }),
      fc.record({ kind: fc.constant('one' as const), values: fc.array(choice, { maxLength: 1 }) }),
      fc.record({ kind: fc.constant('many' as const), values: fc.array(choice, { maxLength: 5 }) }),
    );
    fc.assert(
      fc.property(fc.dictionary(name, input, { maxKeys: 20, noNullPrototype: true }), (filled) => {
        const data = Object.fromEntries(
          Object.entries(filled).map(([each, { kind, values }]) => [idOf(each, kind), values.join(',')]),
        );
        const expected = Object.fromEntries(
          Object.entries(filled).map(([each, { values }]) => [each, values]),
        );
        expect(readInputs({ rt: 's1.x', msteams: {}, ...data })).toEqual(expected);
      }),
    );
  });

  test('any data at all is read, or refused by a word; names of ours only', () => {
    const id = fc.oneof(
      fc.string(),
      name.map((each) => `text.${each}`),
      fc.constant('__proto__'),
    );
    fc.assert(
      fc.property(fc.dictionary(id, fc.jsonValue()), (data) => {
        const read = readInputs(data);
        if (typeof read === 'string') {
          expect(['unreadable', 'too-large']).toContain(read);
          return;
        }
        for (const each of Object.keys(read)) {
          expect(['text', 'one', 'many'].some((kind) => `${kind}.${each}` in data)).toBe(true);
        }
        for (const values of Object.values(read))
          expect(values.every((it) => typeof it === 'string')).toBe(true);
      }),
    );
    expect(readInputs({ 'text.words': '😀'.repeat(LIMITS.inputText) })).toMatchObject({});
    expect(readInputs({ 'text.words': 'x'.repeat(LIMITS.inputText + 1) })).toBe('too-large');
    expect(readInputId('text.__proto__')).toBeNull();
  });
});
