import type { Block, Message, TableBlock } from '../ports/message.ts';

const WIDTH = 78;

/**
 * A message as plain text of at most 78 columns (a longer word stands alone), for terminals and screen readers: no lines drawn, no colour, lists
 * with hyphens. Buttons and links are named in square brackets; inputs by their labels.
 */
export function plainText(message: Message): string {
  const parts = message.blocks.map((block) => {
    const words = blockText(block);
    return words === '' ? '' : words + (isSmallHeading(block) ? '\n' : '\n\n');
  });
  return `${parts.join('').trimEnd()}\n`;
}

/** It has no line under it: what it is about follows at once. */
function isSmallHeading(block: Block): boolean {
  return block.kind === 'heading' && block.level === 3;
}

function blockText(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return headingText(block.level, block.text);
    case 'text':
      return wrap(block.text);
    case 'list':
      return block.items.map((item) => wrap(item, '- ', '  ')).join('\n');
    case 'facts':
      return block.items.map(({ label, value }) => wrap(`${label}: ${value}`, '', '  ')).join('\n');
    case 'table':
      return tableText(block);
    // Its sentence stands for the picture. Here the table is in its place, and says all of it.
    case 'chart':
      return tableText(block.table);
    case 'link':
      return wrap(`[${block.text}]`);
    case 'address':
      return `${wrap(block.text)}\n${block.url}`;
    case 'actions':
      return wrap(block.buttons.map(({ label }) => `[${label}]`).join('  '));
    case 'choice':
    case 'scale':
      return [...labelled(block), ...block.options.map(({ label }) => wrap(label, '  - ', '    '))].join(
        '\n',
      );
    case 'text-input':
    case 'pick':
      return labelled(block).join('\n');
    case 'date':
    case 'time':
      return labelled({ ...block, hint: block.typedHint }).join('\n');
    case 'divider':
      return '';
  }
}

function labelled(block: { readonly label: string; readonly hint: string | null }): string[] {
  return [wrap(block.label), ...(block.hint === null ? [] : [wrap(block.hint, '  ', '  ')])];
}

function headingText(level: 1 | 2 | 3, words: string): string {
  if (level === 3) return wrap(words);
  const lines = wrap(words);
  const longest = Math.max(...lines.split('\n').map((line) => [...line].length));
  return `${lines}\n${(level === 1 ? '=' : '-').repeat(longest)}`;
}

/** In columns where all of it fits; otherwise each row as a small list under its first cell. */
function tableText({ caption, columns, rows }: TableBlock): string {
  const all = [columns, ...rows];
  const widths = columns.map((_, index) => Math.max(...all.map((row) => [...(row[index] ?? '')].length)));
  const total = widths.reduce((sum, width) => sum + width + 2, 0);
  const title = wrap(`${caption}:`);
  if (total <= WIDTH) {
    const line = (row: readonly string[]) =>
      row.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join('  ');
    return [title, ...all.map((row) => `  ${line(row)}`.trimEnd())].join('\n');
  }
  const entries = rows.map(([first = '', ...cells]) => {
    const lines = cells.map((cell, index) => wrap(`${columns[index + 1] ?? ''}: ${cell}`, '    ', '      '));
    return [wrap(first, '  ', '  '), ...lines].join('\n');
  });
  return [title, ...entries].join('\n');
}

function wrap(text: string, first = '', rest = ''): string {
  return text
    .split('\n')
    .map((paragraph, index) => wrapLine(paragraph, index === 0 ? first : rest, rest))
    .join('\n');
}

function wrapLine(text: string, first: string, rest: string): string {
  const lines: string[] = [];
  let line = first;
  let empty = true;
  for (const word of text.split(/\s+/).filter((each) => each !== '')) {
    const longer = empty ? line + word : `${line} ${word}`;
    if (!empty && [...longer].length > WIDTH) {
      lines.push(line);
      line = rest + word;
    } else {
      line = longer;
    }
    empty = false;
  }
  return [...lines, line].join('\n');
}
