import { isPayload, list, objects, text } from '../payload.ts';
import { array, boolean, both, byType, type Check, finite, integer, oneOf, shape, string } from './checks.ts';
import { richText } from './rich-text.ts';

/**
 * Tables and charts. Sources: https://docs.slack.dev/reference/block-kit/blocks/table-block, `…/data-table-block` and
 * `…/data-visualization-block`. Where newer copies of a page allow more (12 series, 200 rows), the older number stands.
 */

/** Slack bounds all cells of a table together. */
export const CELLS_MAX = 10_000;

const cell = byType({
  raw_text: shape({ type: oneOf('raw_text'), text: string(CELLS_MAX) }),
  raw_number: shape({ type: oneOf('raw_number'), value: finite, text: string(255) }),
  rich_text: richText,
});

const evenRows: Check = (value, at, report) => {
  const rows = isPayload(value) ? list(value.rows).map(list) : [];
  if (rows.some((row) => row.length !== rows[0]?.length)) {
    report('all rows must have the same number of cells', `${at}/rows`);
  }
};

const named = { block_id: string(255) };

export const table: Check = both(
  shape(
    { type: oneOf('table'), rows: array(array(cell, 20), 100) },
    {
      ...named,
      column_settings: array(
        shape({}, { align: oneOf('left', 'center', 'right'), is_wrapped: boolean }),
        20,
        0,
      ),
    },
  ),
  evenRows,
);

const plainHeader: Check = (value, at, report) => {
  const header = isPayload(value) ? list(value.rows)[0] : undefined;
  if (objects(header).some(({ type }) => type === 'rich_text')) {
    report('header cells must not be rich_text', `${at}/rows/0`);
  }
};

export const dataTable: Check = both(
  shape(
    { type: oneOf('data_table'), caption: string(2000), rows: array(array(cell, 20), 101, 2) },
    { ...named, page_size: integer(1, 100), row_header_column_index: integer(0, 19) },
  ),
  evenRows,
  plainHeader,
);

const label = string(20);
const points = array(shape({ label, value: finite }), 20);
const series = array(shape({ name: label, data: points }), 6);
const axes = shape({ categories: array(label, 20) }, { x_label: string(50), y_label: string(50) });

/** Every series has a name of its own and one point for each category. */
const fullSeries: Check = (value, at, report) => {
  if (!isPayload(value)) return;
  const categories = isPayload(value.axis_config) ? list(value.axis_config.categories).map(text) : [];
  const lines = objects(value.series);
  if (new Set(lines.map(({ name }) => name)).size !== lines.length) {
    report('series names must be unique', `${at}/series`);
  }
  for (const [index, { data }] of lines.entries()) {
    const labels = objects(data).map((point) => text(point.label));
    if ([...labels].sort().join('\n') !== [...categories].sort().join('\n')) {
      report('data labels must match the categories', `${at}/series/${index}/data`);
    }
  }
};

const plotted = (type: string): Check =>
  both(shape({ type: oneOf(type), series, axis_config: axes }), fullSeries);

const positive: Check = (value, at, report) => {
  if (typeof value !== 'number' || !(value > 0)) report('must be greater than 0', at);
};

export const chart: Check = shape(
  {
    type: oneOf('data_visualization'),
    title: string(50),
    chart: byType({
      line: plotted('line'),
      bar: plotted('bar'),
      area: plotted('area'),
      pie: shape({ type: oneOf('pie'), segments: array(shape({ label, value: positive }), 6) }),
    }),
  },
  named,
);
