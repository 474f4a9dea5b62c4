import { describe, expect, test } from 'vitest';
import { renderMail } from '../../../adapters/mail/render/mail.ts';
import type { Block, Message } from '../../../src/core/ports/message.ts';
import { EVERY_BLOCK, message, said } from '../../contract/chat.fixtures.ts';
import { everyMessage, plainTyped, reader } from '../../messages/samples.ts';
import { notForMail, wordsOf } from './mail-checker.ts';
import { BARE, EVERYTHING, FRAME } from './sample-frame.ts';

const text = (...blocks: readonly Block[]): string => renderMail(message('Summary', ...blocks), BARE).text;
const html = (...blocks: readonly Block[]): string => renderMail(message('Summary', ...blocks), BARE).html;
const action = { name: 'turn.show', subject: 'm1' } as const;

describe('every block', () => {
  test.each(EVERY_BLOCK.map(([block, words]) => [block.kind, block, words] as const))(
    '%s arrives whole, as text and as HTML',
    (_, block, words) => {
      const mail = renderMail(message('Summary', block), FRAME);
      for (const word of words) {
        expect(mail.text.replace(/\s+/g, ' ')).toContain(word);
        expect(wordsOf(mail.html)).toContain(word);
      }
      for (const foot of [...FRAME.foot, FRAME.stop?.text ?? '']) {
        expect(mail.text).toContain(foot);
        expect(wordsOf(mail.html)).toContain(foot);
      }
      expect(notForMail(mail.html)).toEqual([]);
    },
  );

  test('of everything that the bot says fits the lines and the mail programs', () => {
    for (const [name, each] of Object.entries(everyMessage(plainTyped, reader))) {
      const mail = renderMail(each, FRAME);
      expect(notForMail(mail.html), name).toEqual([]);
      for (const line of mail.text.split('\n')) {
        if (!/^ *https?:\/\/\S+$/.test(line)) expect(line.length, `${name}: ${line}`).toBeLessThanOrEqual(72);
      }
    }
  });

  test('nothing in it is fetched, sent or filled in', () => {
    const mail = renderMail(EVERYTHING, FRAME);
    expect(mail.html).not.toMatch(/<(?:form|input|select|button|img|link|script|svg|iframe)\b|\bsrc=|url\(/);
    expect(mail.html.match(/https?:/g)).toHaveLength(
      mail.html.match(/href="https?:|<br>https?:/g)?.length ?? 0,
    );
  });
});

describe('as text', () => {
  test('an offer reads like this', () => {
    const offer = everyMessage(plainTyped, reader).turnOffer as Message;
    const mail = renderMail(offer, FRAME);
    expect(mail.subject).toBe('Would you like to chair “Having a voice” on Tuesday 24 November, 10am?');
    expect(mail.text).toBe(`Your turn to chair

You are next to chair “Having a voice” on Tuesday 24 November, 10am.

Where: Having a voice.

Having a voice

Join the meeting:
https://meet.example.org/ward-7

You can say yes or no. You do not have to give a reason. If you say no,
you keep your place.

Please answer by Friday 20 November, 10am. Until you say yes, we tell
nobody else that we asked you.

Yes, I will chair:
https://roundtable.example.org/mail/turn.accept/m1

No, not this time:
https://roundtable.example.org/mail/turn.decline/m1

Why me?
https://roundtable.example.org/mail/turn.show/m1

-- 
You get this because you are a member of Ward 7.
Northfield Hospital runs this server.
Stop letters like this by mail:
https://roundtable.example.org/stop/abc
`);
  });

  test('headings stand apart, a list hangs, each row of a table is a sentence', () => {
    const shown = text(
      { kind: 'heading', level: 1, text: 'This week' },
      said('One.'),
      { kind: 'heading', level: 2, text: 'Chairs' },
      { kind: 'heading', level: 3, text: 'Next' },
      { kind: 'list', items: [`${'word '.repeat(14)}word`, 'two\nlines'] },
      { kind: 'facts', items: [{ label: 'Where?', value: 'Here' }] },
      { kind: 'table', caption: 'Turns', columns: ['', 'Times'], rows: [['Reps', '3', 'more'], ['Staff']] },
      { kind: 'divider' },
      { kind: 'text', text: 'Read this.', tone: 'warning' },
    );
    expect(shown).toBe(`This week

One.


Chairs

Next
- ${'word '.repeat(13)}word
  word
- two
  lines

Where? Here

Turns:
- Reps – Times: 3; more
- Staff – Times: nothing to show; nothing to show


Important: Read this.
`);
  });

  test('what somebody wrote cannot pass for a signature, a quotation, a list, a warning or a link of ours', () => {
    const lines = (words: string): string[] => text(said(words)).split('\n').slice(2, -1);
    for (const forged of ['-- ', '> quoted', '- item', 'Important: go there', 'https://evil.example/x']) {
      const alone = lines(forged);
      const later = lines(`Hello.\n${forged}`).slice(1);
      const wrapped = lines(`${'x'.repeat(40)} ${'y'.repeat(30)} ${forged}`).slice(1);
      for (const each of [alone, later, wrapped]) expect(each).toEqual([`  ${forged.trimEnd()}`]);
    }
    expect(lines('\u200b\u2060-- x')).toEqual(['  \u200b\u2060-- x']);
    expect(lines('a\n\n\n\nb')).toEqual(['a', '', '  b']);
    expect(lines('a\u2028b\u0085c\vd\re')).toEqual(['a', '  b', '  c', '  d', '  e']);
  });

  test('an address is never parted and stands in a line of its own; other long words are parted', () => {
    const url = `https://meet.example.org/${'a'.repeat(90)}`;
    expect(
      text(said(`Come to ${url} at two.`))
        .split('\n')
        .slice(2, -1),
    ).toEqual(['Come to', `  ${url}`, 'at two.']);
    expect(text(said('x'.repeat(100))).split('\n')[2]).toHaveLength(61);
  });
});

describe('direction', () => {
  test('words cannot turn what stands beside them, and isolated names stay so', () => {
    const shown = text(said('\u202Eevil\u202C \u2069x \u2068احمد\u2069 and \u2067open'));
    expect(shown).toContain('\nevil x \u2068احمد\u2069 and \u2067open\u2069\n');
  });

  test('a mail in Arabic, Persian, Hebrew or Urdu runs from right to left', () => {
    for (const language of ['ar', 'fa-IR', 'he', 'ur']) {
      const mail = renderMail({ ...EVERYTHING, language }, FRAME);
      expect(mail.html).toContain(`<html lang="${language}" dir="rtl">`);
      expect(mail.html).toContain(`<div role="article" lang="${language}" dir="rtl">`);
      expect(mail.html).not.toMatch(/align[=:]"?left/);
      expect(notForMail(mail.html)).toEqual([]);
    }
    expect(renderMail({ ...EVERYTHING, language: 'arn' }, FRAME).html).toContain(
      '<html lang="arn" dir="ltr">',
    );
  });
});

describe('the subject', () => {
  const subject = (summary: string): string => renderMail({ ...message(summary) }, BARE).subject;

  test('is one line that can bring no header of its own', () => {
    expect(subject('Hello\r\nBcc: evil@example.org\u2028\u0000x\ty')).toBe('Hello Bcc: evil@example.org x y');
    expect(subject('\u202Eab\u2068c\u2069')).toBe('abc');
    expect(subject(' \u0007\n')).toBe('Roundtable');
  });

  test('ends at a word, in 120 characters', () => {
    const cut = subject('longer '.repeat(40));
    expect(cut).toMatch(/^(?:longer )+longer…$/);
    expect(cut.length).toBeLessThanOrEqual(120);
  });
});

describe('links', () => {
  test('lead to the page of the frame, and stand out only once', () => {
    const primary = { action, weight: 'primary' } as const;
    const mail = renderMail(
      message('S', {
        kind: 'actions',
        buttons: [
          { ...primary, label: 'Yes' },
          { ...primary, label: 'Also' },
          { action, weight: 'warning', label: 'No' },
          { action, weight: 'secondary', label: '' },
        ],
      }),
      BARE,
    );
    expect(mail.html.match(/class="rt-primary /g)).toHaveLength(1);
    expect(mail.html.match(/class="rt-secondary /g)).toHaveLength(3);
    expect(mail.html.match(/href="https:\/\/roundtable\.example\.org\/mail\/turn\.show\/m1"/g)).toHaveLength(
      4,
    );
    expect(mail.text).toContain('Open this page:\nhttps://roundtable.example.org/mail/turn.show/m1\n');
  });

  test('are none where the address is no page of the web', () => {
    for (const url of [
      'javascript:alert(1)',
      'data:text/html,x',
      'mailto:a@example.org',
      '//evil.example',
      'https://',
    ]) {
      const blocks: Block[] = [{ kind: 'address', text: 'Open', url }];
      expect(html(...blocks)).not.toContain('<a ');
      expect(wordsOf(html(...blocks))).toContain(`Open: ${url}`);
      expect(text(...blocks)).toContain(`Open: ${url}`.replace(/ (?=https)/, '\n  '));
    }
    const odd = 'https://example.org/a b\n"><script>';
    expect(text({ kind: 'address', text: 'Open', url: odd })).toContain(
      'Open:\nhttps://example.org/a%20b%22%3E%3Cscript%3E\n',
    );
  });

  test('a form says that it opens as a page, once, shows what is asked, and nothing that was answered', () => {
    const mail = renderMail(EVERYTHING, FRAME);
    for (const shown of [mail.text.replace(/\s+/g, ' '), wordsOf(mail.html)]) {
      expect(shown.split('You cannot fill this in here.')).toHaveLength(2);
      expect(shown.indexOf('You cannot fill this in here.')).toBeLessThan(
        shown.indexOf('Which is the first day?'),
      );
    }
    const input: Block = {
      kind: 'text-input',
      name: 'n',
      label: 'More?',
      hint: null,
      lines: 1,
      maxLength: 9,
      value: 'secret',
      optional: '(optional)',
    };
    expect(text(input)).toContain('More? (optional)\n');
    expect(text(input) + html(input)).not.toContain('secret');
  });
});

describe('as HTML', () => {
  test('a message without a heading gets one from its summary, and says a sentence once', () => {
    expect(html(said('Summary'), said('More')).match(/Summary/g)).toHaveLength(2);
    expect(html(said('More'))).toMatch(/<h1 [^>]*>Summary<\/h1>/);
    expect(html({ kind: 'heading', level: 1, text: 'Title' })).not.toMatch(/<h1 [^>]*>Summary/);
  });

  test('a table has a caption and heads of rows and columns; a wide one is told as a list', () => {
    const table = (columns: readonly string[]): Block => ({
      kind: 'table',
      caption: 'Turns',
      columns,
      rows: [columns],
    });
    const four = html(table(['A', 'B', 'C', 'D']));
    expect(four).toMatch(/<caption [^>]*><strong>Turns<\/strong><\/caption>/);
    expect(four.match(/<th scope="col"/g)).toHaveLength(4);
    expect(four.match(/<th scope="row"/g)).toHaveLength(1);
    const five = html(table(['A', 'B', 'C', 'D', 'E']));
    expect(five).not.toContain('<th');
    expect(wordsOf(five)).toContain('Turns A: A – B: B; C: C; D: D; E: E');
  });

  test('a language tag stays within its attribute', () => {
    const { html } = renderMail({ ...EVERYTHING, language: 'en" onload="x' }, FRAME);
    expect(html).toContain('<html lang="en&quot; onload=&quot;x" dir="ltr">');
    expect(notForMail(html)).toEqual([]);
  });

  test('layout is no table to a screen reader', () => {
    const { html } = renderMail(EVERYTHING, FRAME);
    for (const [table] of html.matchAll(/<table [^>]*>/g)) {
      expect(table).toMatch(/role="presentation"|class="rt-table"/);
    }
  });

  test('every element tells of its colour in dark too', () => {
    const { html } = renderMail(EVERYTHING, FRAME);
    const [, sheet = ''] = /<style>([^<]*)</.exec(html) ?? [];
    for (const [, classes = '', style = ''] of html.matchAll(/class="([^"]*)" style="([^"]*)"/g)) {
      for (const [, property = ''] of style.matchAll(/(?:^|;)((?:background-|border-)?color):/g)) {
        const dark = classes.split(' ').some((name) => sheet.includes(`.${name}{${property}:#`));
        expect(dark, `${classes}: ${property}`).toBe(true);
      }
    }
  });
});
