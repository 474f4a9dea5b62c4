import type { ChartBlock, TableBlock } from '../../../src/core/ports/message.ts';
import { WORDS } from '../words.ts';
import { oneLine } from './said.ts';

/** Every row as wide as the widest, and no cell without words. */
export function cellsOf({ columns, rows }: TableBlock): readonly (readonly string[])[] {
  const width = Math.max(columns.length, ...rows.map((row) => row.length));
  return rows.map((row) =>
    Array.from({ length: width }, (_, index) => oneLine(row[index] ?? '') || WORDS.nothing),
  );
}

/** A table as one sentence a row, each value behind its column: what is listened to has no columns to look up at. */
export function rowsAsWords(table: TableBlock): readonly string[] {
  const columns = table.columns.map(oneLine);
  return cellsOf(table).map((cells) => {
    const [first = '', ...rest] = cells.map((cell, index) =>
      columns[index] ? `${columns[index]}: ${cell}` : cell,
    );
    return rest.length === 0 ? first : `${first} – ${rest.join('; ')}`;
  });
}

/** What the table of a chart is called, where the chart is not called that already. */
export function captionBeside({ title, table }: ChartBlock): readonly string[] {
  return oneLine(table.caption) === oneLine(title) ? [] : [table.caption];
}
