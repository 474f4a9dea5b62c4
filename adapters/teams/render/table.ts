import type { TableBlock } from '../../../src/core/ports/message.ts';
import { clean } from '../../chat/text.ts';
import { LIMITS } from '../limits.ts';
import type { CardElement, Container, RichTextBlock, TableRow } from './adaptive-card.ts';
import { bulleted, type Line, paragraph } from './rich-text.ts';
import { plain } from './text.ts';
import { WORDS } from './words.ts';

/**
 * The table below its caption, with a header row and in every row the first cell bold. One that is too wide for a phone, or
 * too long to be shown or left out as one, is a list: one item a row, each cell behind the name of its column.
 */
export function tableElements(table: TableBlock): CardElement[] {
  const width = Math.max(table.columns.length, ...table.rows.map((row) => row.length));
  const cells = [table.columns, ...table.rows];
  const size = cells.flat().reduce((sum, cell) => sum + cell.length, table.caption.length);
  const { rows, columns, characters } = LIMITS.table;
  if (cells.length < 2 || cells.length > rows || width < 1 || width > columns || size > characters)
    return toldTable(table);
  const caption = paragraph([{ text: table.caption, weight: 'Bolder' }]);
  return [
    {
      type: 'Container',
      items: [
        ...caption,
        {
          type: 'Table',
          columns: Array.from({ length: width }, () => ({ width: 1 })),
          firstRowAsHeaders: true,
          rows: cells.map((row, index) => rowOf(row, width, index === 0)),
        },
      ],
    },
  ];
}

function rowOf(row: readonly string[], width: number, isHeader: boolean): TableRow {
  return {
    type: 'TableRow',
    cells: Array.from({ length: width }, (_, column) => ({
      type: 'TableCell',
      items: [cellOf(row[column] ?? '', isHeader || column === 0)],
    })),
  };
}

function cellOf(text: string, bold: boolean): RichTextBlock {
  const shown = plain(text) || WORDS.nothing;
  return {
    type: 'RichTextBlock',
    inlines: [{ type: 'TextRun', text: shown, ...(bold ? { weight: 'Bolder' } : {}) }],
  };
}

function toldTable({ caption, columns, rows }: TableBlock): Container[] {
  const longest = Math.max(0, ...rows.map((row) => row.length));
  const empty = columns.slice(longest).filter((name) => clean(name) !== '');
  const items = rows.map((row) => told(columns, row));
  return bulleted([...items, [{ text: empty.join(', ') }]], [{ text: caption, weight: 'Bolder' }]);
}

function told(columns: readonly string[], row: readonly string[]): Line {
  return row.flatMap((given, index): Line => {
    const column = clean(columns[index] ?? '');
    const lead = `${index === 0 ? '' : '; '}${column === '' ? '' : `${column}: `}`;
    const cell = clean(given) || WORDS.nothing;
    return [{ text: lead }, { text: cell, ...(index === 0 ? { weight: 'Bolder' as const } : {}) }];
  });
}
