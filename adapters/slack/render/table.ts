import type { DataTableBlock, RichTextBlock } from '@slack/types';
import type { TableBlock } from '../../../src/core/ports/message.ts';
import { LIMITS } from '../limits.ts';
import { bulleted, type Line } from './rich-text.ts';
import { clean } from './text.ts';
import { WORDS } from './words.ts';

/** A table as we hand it to Slack: cells as text, the first row the header. */
type Cells = readonly (readonly string[])[];

/**
 * The table as a `data_table`, the one table of Slack's with a caption and row headers for screen readers (the older
 * `table` has neither, and there is none in modals). Null where Slack would refuse it: no rows, or too many of anything.
 */
export function dataTable(table: TableBlock): DataTableBlock | null {
  const width = Math.max(table.columns.length, ...table.rows.map((row) => row.length));
  const cells = [table.columns, ...table.rows].map((row) =>
    Array.from({ length: width }, (_, column) => clean(row[column] ?? '') || WORDS.nothing),
  );
  const { rows, columns, characters } = LIMITS.table;
  const size = cells.flat().reduce((sum, cell) => sum + cell.length, 0);
  if (cells.length < 2 || cells.length > rows || width < 1 || width > columns || size > characters)
    return null;
  return {
    type: 'data_table',
    caption: clean(table.caption) || WORDS.nothing,
    page_size: cells.length - 1,
    rows: cells.map((row) => row.map((text) => ({ type: 'raw_text', text }))),
  };
}

/** The table for reading aloud: a list with one item a row, each cell behind the name of its column. */
export function simpleTable({ caption, columns, rows }: TableBlock): RichTextBlock[] {
  const items =
    rows.length === 0
      ? [[{ text: columns.filter((name) => clean(name) !== '').join(', ') }]]
      : rows.map((row) => told(columns, row));
  return bulleted(items, [{ text: caption, bold: true }]);
}

/** A data table that Slack did not take, for reading aloud. */
export function withoutDataTable({ caption, rows }: DataTableBlock): RichTextBlock[] {
  const [columns = [], ...rest]: Cells = rows.map((row) =>
    row.map((cell) => ('text' in cell ? cell.text : '')),
  );
  return simpleTable({ kind: 'table', caption, columns, rows: rest });
}

function told(columns: readonly string[], row: readonly string[]): Line {
  return row.flatMap((cell, index) => {
    const column = clean(columns[index] ?? '');
    const lead = `${index === 0 ? '' : '; '}${column === '' ? '' : `${column}: `}`;
    return [{ text: lead }, { text: clean(cell) || WORDS.nothing, bold: index === 0 }].filter(
      ({ text }) => text !== '',
    );
  });
}
