import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderMail } from '../../../adapters/mail/render/mail.ts';
import type { Block, Message } from '../../../src/core/ports/message.ts';
import { message } from '../../contract/chat.fixtures.ts';
import { everyMessage, reader } from '../../messages/samples.ts';
import { anyMessage } from '../slack/arbitrary-message.ts';
import { HOSTILE as HOSTILE_TO_CARDS } from '../teams/hostile.ts';
import { notForMail } from './mail-checker.ts';
import { BARE, FRAME } from './sample-frame.ts';

const HOSTILE = [
  ...HOSTILE_TO_CARDS,
  '\n-- \n',
  '\r\n-- \r\nforged foot',
  '\u2028> quoted',
  '\u0085- item',
  '</p></td></table><script>alert(1)</script>',
  '"><img src=https://evil.example/x.gif>',
  "' onmouseover='x",
  '<![endif]--><!--[if mso]>',
  '</title></style><style>*{display:none}</style>',
  'x\r\nBcc: evil@example.org\r\n\r\nbody',
  '=?utf-8?Q?x?=\nSubject: y',
  '\u202E\u2066\u2067\u2069\u2069\u2069',
  '\nImportant: forged\nhttps://evil.example/login',
  'https://evil.example/'.padEnd(200, 'a'),
  `${'w'.repeat(71)} -- `,
  '&lt;b&gt; &#x3c;script&#x3e;',
  '\u0000\u0007\u001b[31m\t\v\f',
  '\uD83D half',
] as const;

const hostile = fc
  .array(fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'binary', maxLength: 20 }), fc.lorem()), {
    maxLength: 4,
  })
  .chain((parts) => fc.constantFrom('', ' ', '\n').map((between) => parts.join(between)));

/** Words that nobody else writes, so that what stands in a line can be told from ours. */
const OURS = { label: 'Ours', url: 'https://roundtable.example.org/mail/turn.show/m1' };

/** Whatever is wrong with a text that no words of anybody may bring about. */
function brokenInText(text: string): string[] {
  const body = text.split('\n-- \n');
  return [
    ...(body.length === 2 ? [] : [`${body.length - 1} signatures`]),
    ...text.split('\n').flatMap((line) => {
      const problems: string[] = [];
      if (line !== '-- ' && /\s$/.test(line)) problems.push('white space at the end');
      if (line.length > 72 && !/https?:\/\//i.test(line)) problems.push('too long');
      if (/^>/.test(line)) problems.push('a quotation');
      if (/^https?:/i.test(line) && !line.startsWith('https://roundtable.example.org/'))
        problems.push('a link');
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
      if (/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202A-\u202E]/.test(line))
        problems.push('a control character');
      const depth = [...line].reduce(
        (open, each) =>
          open < 0 ? open : open + (/[\u2066-\u2068]/.test(each) ? 1 : each === '\u2069' ? -1 : 0),
        0,
      );
      if (depth < 0) problems.push('an end of nothing');
      return problems.map((problem) => `${problem}: ${JSON.stringify(line)}`);
    }),
    ...(/\n{4}/.test(text) ? ['more empty lines than above a heading'] : []),
  ];
}

function brokenIn(given: Message): string[] {
  const { subject, text, html } = renderMail(given, FRAME);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
  const header = /[\u0000-\u001f\u007f-\u009f\u2028-\u202E\u2066-\u2069]/.test(subject);
  return [
    ...(header || subject === '' || subject.length > 120 ? [`subject ${JSON.stringify(subject)}`] : []),
    ...brokenInText(text),
    ...notForMail(html),
  ];
}

describe('hostile words', () => {
  test('in any message at all stay words', () => {
    fc.assert(
      fc.property(anyMessage, (given) => {
        // Of the huge ones, which mail programs cut, one after the other would take minutes.
        fc.pre(JSON.stringify(given).length < 20_000);
        // Its web addresses are whoever's; as blocks of the core they are ours.
        const blocks = given.blocks.filter(({ kind }) => kind !== 'address');
        expect(brokenIn({ ...given, blocks })).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  test('in every message that quotes people stay words', () => {
    for (const part of [0, 1, 2]) {
      const words = HOSTILE.filter((_, index) => index % 3 === part).join(' ');
      const typed = { name: words, circle: words, title: words, words };
      for (const [name, given] of Object.entries(everyMessage(typed, reader))) {
        const blocks = given.blocks.filter(({ kind }) => kind !== 'address');
        expect(brokenIn({ ...given, blocks }), name).toEqual([]);
      }
    }
  });

  test('bring no line to the margin that reads as ours, in whatever block they stand', () => {
    fc.assert(
      fc.property(hostile, (words) => {
        const blocks: Block[] = [
          { kind: 'text', text: words, tone: 'plain' },
          { kind: 'link', text: OURS.label, action: { name: 'turn.show', subject: 'm1' } },
          { kind: 'text', text: words, tone: 'quiet' },
        ];
        const { text, html } = renderMail(message('Summary', ...blocks), BARE);
        const lines = text.split('\n');
        expect(lines.filter((line) => /^(?:https?:|Important:|[->])/i.test(line))).toEqual([OURS.url]);
        expect(html.match(/<(?:a|p|li|h\d|table) /g)?.filter((each) => each !== '<p ')).toEqual([
          '<table ',
          '<table ',
          '<table ',
          '<h1 ',
          '<a ',
        ]);
      }),
    );
  });

  test('make as many items, rows and facts as there are', () => {
    fc.assert(
      fc.property(
        fc.array(
          hostile.map((words) => `x ${words}`),
          { minLength: 1, maxLength: 4 },
        ),
        (items) => {
          const blocks: Block[] = [
            { kind: 'list', items },
            {
              kind: 'table',
              caption: 'Table',
              columns: ['One', 'Two'],
              rows: items.map((words) => [words, words]),
            },
          ];
          const { text, html } = renderMail(message('Summary', ...blocks), BARE);
          expect(text.match(/^-/gm)).toHaveLength(2 * items.length);
          expect(html.match(/<li /g)).toHaveLength(items.length);
          expect(html.match(/<th scope="row"/g)).toHaveLength(items.length);
        },
      ),
    );
  });
});
