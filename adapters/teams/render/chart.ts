import type { ChartBlock } from '../../../src/core/ports/message.ts';
import { drawableSpan } from '../../chat/blocks.ts';
import { clean, cutAtWord } from '../../chat/text.ts';
import { LIMITS } from '../limits.ts';
import type { Chart, Point } from './adaptive-card.ts';
import { short } from './text.ts';

const { chart: MAX } = LIMITS;

/**
 * The chart as Teams draws it, or null where it could only draw something else: a gap between values (it would draw a line
 * over it, or a bar of 0), more than a phone shows, or labels that are alike once cut. Categories at either end that lack a
 * value are left out of the picture; the table has them. A client without charts shows the title.
 */
export function chartElement(block: ChartBlock): Chart | null {
  const { from, to } = drawableSpan(block);
  const categories = block.categories.slice(from, to).map(labelled);
  const names = block.series.map(({ name }) => labelled(name));
  if (categories.length < (block.form === 'line' ? 2 : 1) || categories.length > MAX.points) return null;
  if (names.length < 1 || names.length > MAX.series) return null;
  if (!areDistinct(categories) || !areDistinct(names)) return null;

  const data: { legend: string; values: Point[] }[] = [];
  for (const [index, { values }] of block.series.entries()) {
    const points = categories.map((x, at) => ({ x, y: values[from + at] ?? Number.NaN }));
    if (!points.every(({ y }) => Number.isFinite(y))) return null;
    data.push({ legend: names[index] ?? '', values: points });
  }
  const [first] = data;
  const around = { ...axisOf(block, data), ...titled(block) };
  if (block.form === 'line') return { type: 'Chart.Line', data, ...around };
  if (first !== undefined && data.length === 1)
    return { type: 'Chart.VerticalBar', data: first.values, ...around };
  return { type: 'Chart.VerticalBar.Grouped', data, ...around };
}

function titled({ title }: ChartBlock): Pick<Chart, 'title' | 'fallback'> {
  const shown = short(title, MAX.title);
  return {
    title: shown,
    fallback: { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: shown, weight: 'Bolder' }] },
  };
}

/** The whole scale, so that a small change does not look like a big one; only where all values lie on it. */
function axisOf(
  { axis }: ChartBlock,
  data: readonly { readonly values: readonly Point[] }[],
): Pick<Chart, 'yAxisTitle' | 'yMin' | 'yMax'> {
  const label = cutAtWord(clean(axis.label), MAX.title);
  const isOnScale =
    axis.min < axis.max &&
    Number.isFinite(axis.max - axis.min) &&
    data.every(({ values }) => values.every(({ y }) => y >= axis.min && y <= axis.max));
  return {
    ...(label === '' ? {} : { yAxisTitle: short(label, MAX.title) }),
    ...(isOnScale ? { yMin: axis.min, yMax: axis.max } : {}),
  };
}

function labelled(text: string): string {
  return clean(text) === '' ? '' : short(text, MAX.label);
}

function areDistinct(labels: readonly string[]): boolean {
  return new Set(labels).size === labels.length && !labels.includes('');
}
