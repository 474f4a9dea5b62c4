import { splitAtWord } from '../../chat/text.ts';
import { WORDS } from '../words.ts';
import type { Part } from './letter.ts';
import { asLabel, oneLine, said } from './said.ts';
import { captionBeside, rowsAsWords } from './table.ts';

const WIDTH = 72;
const INDENT = '  ';
const BULLET = '- ';
/** From here on mail programs see the foot: https://www.rfc-editor.org/rfc/rfc3676#section-4.3 */
const SIGNATURE = '-- ';
const ADDRESS = /https?:\/\//i;
/** What at the margin would read as a list, a quotation, a signature, a warning or the address of a link of ours. */
const STRUCTURE = new RegExp(`^(?:[->]|https?:|${WORDS.important})`, 'i');
/** A longer word, if it is no address, is parted: it would find no room behind `WORDS.important`. */
const LONGEST_WORD = WIDTH - WORDS.important.length - 1;

/** Lines that belong together, and how many empty ones stand above and below: two set a heading off without any sign. */
interface Piece {
  readonly lines: readonly string[];
  readonly above?: number;
  readonly below?: number;
}

/**
 * The letter as plain text, in lines of at most 72 UTF-16 units but for addresses, which are never parted. What somebody wrote
 * cannot pass for structure: behind their line breaks, and where it looks like some, it is indented, as nothing of ours is that
 * no bullet or label stands above.
 */
export function renderText(parts: readonly Part[], foot: readonly Part[]): string {
  const body = joined(parts.flatMap(piecesOf));
  if (foot.length === 0) return body;
  return `${body}\n${SIGNATURE}\n${joined(foot.flatMap(piecesOf).map(({ lines }) => ({ lines, below: 0 })))}`;
}

function joined(pieces: readonly Piece[]): string {
  let text = '';
  let gap = 0;
  for (const { lines, above = 1, below = 1 } of pieces) {
    if (above > 1) gap = above;
    if (lines.length === 0) continue;
    text += `${text === '' ? '' : '\n'.repeat(gap)}${lines.join('\n')}\n`;
    gap = below;
  }
  return text;
}

function piecesOf(part: Part): Piece[] {
  switch (part.kind) {
    case 'heading': {
      const lines = wrapped(oneLine(part.text));
      return [part.level === 3 ? { lines, below: 0 } : { lines, above: 2 }];
    }
    case 'text':
      return [{ lines: wrapped(part.text, part.tone === 'warning' ? `${WORDS.important} ` : '') }];
    case 'list':
      return [{ lines: bulleted(part.items) }];
    case 'facts':
      return [
        {
          lines: part.items.flatMap(({ label, value }) => wrapped(`${asLabel(label)} ${value}`, '', INDENT)),
        },
      ];
    case 'table':
      return [{ lines: [...wrapped(asLabel(part.caption)), ...bulleted(rowsAsWords(part))] }];
    case 'chart': {
      const captions = captionBeside(part).flatMap((caption) => wrapped(asLabel(caption)));
      const lines = [...wrapped(oneLine(part.title)), ...wrapped(part.sentence), ...captions];
      return [{ lines: [...lines, ...bulleted(rowsAsWords(part.table))] }];
    }
    case 'asked':
      return [{ lines: [...wrapped(oneLine(part.label)), ...wrapped(part.hint), ...bulleted(part.options)] }];
    case 'way':
      return [{ lines: [...wrapped(asLabel(part.text)), part.url] }];
    case 'divider':
      return [{ lines: [], above: 2 }];
  }
}

function bulleted(items: readonly string[]): string[] {
  return items.flatMap((item) => wrapped(item, BULLET, INDENT));
}

/** None for nothing. `begin`: what of ours the first line begins with; `margin`: what those begin with that we broke. */
function wrapped(text: string, begin = '', margin = ''): string[] {
  const words = said(text);
  if (words === '') return [];
  const [first = '', ...typed] = words.split('\n');
  return [
    ...filled(first, begin, margin),
    ...typed.flatMap((line) => (line === '' ? [''] : filled(line, INDENT, INDENT))),
  ];
}

function filled(text: string, begin: string, margin: string): string[] {
  const lines: string[] = [];
  let line: string | null = null;
  let full = false;
  for (const word of text.split(' ').flatMap(unbroken)) {
    const isAddress = ADDRESS.test(word);
    if (line !== null && !full && !isAddress && line.length + 1 + word.length <= WIDTH) {
      line += ` ${word}`;
      continue;
    }
    if (line !== null) lines.push(line);
    const start: string = line === null ? begin : margin;
    line = `${start === '' && isStructure(word) ? INDENT : start}${word}`;
    full = isAddress;
  }
  return line === null ? lines : [...lines, line];
}

function unbroken(word: string): string[] {
  return ADDRESS.test(word) ? [word] : splitAtWord(word, LONGEST_WORD);
}

function isStructure(word: string): boolean {
  return STRUCTURE.test(word.replace(/\p{Default_Ignorable_Code_Point}/gu, ''));
}
