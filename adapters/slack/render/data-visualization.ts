import type { Block } from '@slack/types';
import type { ChartBlock } from '../../../src/core/ports/message.ts';
import { drawableSpan } from '../../chat/blocks.ts';
import { LIMITS } from '../limits.ts';
import { clean, cutAtWord } from './text.ts';

/**
 * A chart drawn by Slack, new in June 2026 and not in `@slack/types` 3.2. The shape is that of
 * https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block; pie and area charts are left out because we
 * draw none. There is no alt text: the sentence and the table beside it are the text form.
 */
export interface DataVisualizationBlock extends Block {
  readonly type: 'data_visualization';
  readonly title: string;
  readonly chart: {
    readonly type: 'line' | 'bar';
    /** One point for each category, under the category's label; names are unique. */
    readonly series: readonly DataSeries[];
    readonly axis_config: {
      readonly categories: readonly string[];
      readonly x_label?: string;
      readonly y_label?: string;
    };
  };
}

export interface DataSeries {
  readonly name: string;
  readonly data: readonly { readonly label: string; readonly value: number }[];
}

const { chart: MAX } = LIMITS;

/**
 * The chart as Slack draws it, or null where Slack could only draw something else: a gap between values (it wants a number
 * for each category), more series or categories than it takes, or labels that are alike once cut. Categories at either
 * end that lack a value are left out of the picture; the table has them.
 */
export function dataVisualization(block: ChartBlock): DataVisualizationBlock | null {
  const { from, to } = drawableSpan(block);
  const categories = block.categories.slice(from, to).map(labelled);
  const series = block.series.map(({ name, values }) => ({
    name: labelled(name),
    values: values.slice(from, to),
  }));
  const [fewest, most] = [block.form === 'line' ? 2 : 1, MAX.points];
  if (categories.length < fewest || categories.length > most) return null;
  if (series.length < 1 || series.length > MAX.series) return null;
  if (!areDistinct(categories) || !areDistinct(series.map(({ name }) => name))) return null;

  const drawn: DataSeries[] = [];
  for (const { name, values } of series) {
    const data = categories.map((label, index) => ({ label, value: values[index] ?? Number.NaN }));
    if (!data.every(({ value }) => Number.isFinite(value))) return null;
    drawn.push({ name, data });
  }
  const axis = cutAtWord(clean(block.axis.label), MAX.axisLabel);
  return {
    type: 'data_visualization',
    title: cutAtWord(clean(block.title), MAX.title) || '–',
    chart: {
      type: block.form,
      series: drawn,
      axis_config: { categories, ...(axis === '' ? {} : { y_label: axis }) },
    },
  };
}

function labelled(text: string): string {
  return cutAtWord(clean(text), MAX.label);
}

function areDistinct(labels: readonly string[]): boolean {
  return new Set(labels).size === labels.length && !labels.includes('');
}
