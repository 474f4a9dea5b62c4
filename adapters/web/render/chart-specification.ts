import type { Config, TopLevelSpec } from 'vega-lite';
import type { ChartBlock } from '../../../src/core/ports/message.ts';

/** Each at 4.5:1 or more on white and on the page's grey, because the names of lines are written in them. */
const COLOURS = ['#00558c', '#a34a00', '#00664d', '#8a3a6b', '#333333', '#6b5900'];
const DASHES = [
  [1, 0],
  [8, 4],
  [2, 4],
  [10, 3, 2, 3],
  [5, 2],
  [1, 6],
];
const SHAPES = ['circle', 'square', 'triangle-up', 'diamond', 'cross', 'triangle-down'];

const INK = '#212b32';
/** Together with the names beside them about as wide as a phone, so that words stay readable there; the page may enlarge it. */
const LINES_WIDTH = 220;
const BARS_WIDTH = 170;

const config: Config = {
  aria: false,
  font: 'system-ui, -apple-system, "Segoe UI", Roboto, Arial, sans-serif',
  background: 'transparent',
  view: { stroke: null },
  axis: {
    labelFontSize: 13,
    titleFontSize: 13,
    titleFontWeight: 600,
    labelColor: INK,
    titleColor: INK,
    gridColor: '#d0d6da',
    labelLimit: 180,
    titleLimit: 280,
  },
  text: { fontSize: 13, fill: INK },
};

/** A chart in the language of Vega-Lite (https://vega.github.io/vega-lite/docs/spec.html). */
export function specification(chart: ChartBlock): TopLevelSpec {
  const parts = chart.form === 'line' ? lines(chart) : bars(chart);
  return { ...parts, padding: 8, config, data: { values: points(chart) } };
}

interface Point {
  readonly category: string;
  readonly series: string;
  readonly value: number | null;
  /** Where words about it begin: at its value, or at the start of the axis where there is none. */
  readonly end: number;
  readonly words: string;
  /** Where the name of its series stands; only its last value bears the name. */
  readonly name: 'above' | 'below' | null;
}

function points(chart: ChartBlock): Point[] {
  const many = chart.series.length > 1;
  const ends = chart.series.map(({ values }) => values.findLast((value) => value !== null) ?? chart.axis.min);
  const highest = ends.indexOf(Math.max(...ends));
  return chart.series.flatMap((series, row) => {
    const last = series.values.findLastIndex((value) => value !== null);
    return chart.categories.map((category, index) => {
      const value = series.values[index] ?? null;
      const label = series.labels[index] ?? '';
      // Two lines that end close together keep their names apart: the upper one's above, the others' below.
      const side = row === highest ? 'above' : 'below';
      return {
        category,
        series: series.name,
        value,
        end: value ?? chart.axis.min,
        words: many ? `${series.name}: ${label}` : label,
        name: index === last ? side : null,
      };
    });
  });
}

/** Colour, dash or shape by series, in the order given and without a legend: the names stand at the lines. */
function bySeries<T>(chart: ChartBlock, range: T[]) {
  const domain = chart.series.map((series) => series.name);
  return { field: 'series', type: 'nominal', sort: null, scale: { domain, range }, legend: null } as const;
}

/** Vega-Lite's types refuse a read-only pair. */
function axisScale(chart: ChartBlock) {
  const domain: [number, number] = [chart.axis.min, chart.axis.max];
  return { domain, zero: false, clamp: true };
}

/** Lines told apart by dash, by shape and by the name at their end; a gap stays a gap. */
function lines(chart: ChartBlock) {
  const x = {
    field: 'category',
    type: 'ordinal',
    sort: null,
    axis: { title: null, labelAngle: 0, labelOverlap: true, grid: false },
  } as const;
  const title = { title: chart.axis.label, titleAngle: 0, titleAlign: 'left', titleAnchor: 'end' } as const;
  const y = {
    field: 'value',
    type: 'quantitative',
    scale: axisScale(chart),
    axis: { ...title, titleX: 0, titleY: -14, tickCount: 5 },
  } as const;
  const color = bySeries(chart, COLOURS);
  const text = { type: 'text', align: 'left', dx: 10, fontWeight: 600, limit: 220 } as const;
  const naming = { x, y, color, text: { field: 'series' } } as const;
  return {
    width: LINES_WIDTH,
    height: 200,
    layer: [
      {
        mark: { type: 'line', strokeWidth: 2.5, invalid: 'break-paths-show-domains' },
        encoding: { x, y, color, strokeDash: bySeries(chart, DASHES) },
      },
      {
        mark: { type: 'point', size: 70, filled: true, opacity: 1 },
        encoding: { x, y, color, shape: bySeries(chart, SHAPES) },
      },
      {
        transform: [{ filter: 'datum.name === "above"' }],
        mark: { ...text, baseline: 'bottom' },
        encoding: naming,
      },
      {
        transform: [{ filter: 'datum.name === "below"' }],
        mark: { ...text, baseline: 'top' },
        encoding: naming,
      },
    ],
  } satisfies Partial<TopLevelSpec>;
}

/** Bars lie down, so that long names fit a phone; each has its own words at its end. */
function bars(chart: ChartBlock) {
  const many = chart.series.length > 1;
  const y = { field: 'category', type: 'ordinal', sort: null, axis: { title: null, grid: false } } as const;
  const yOffset = { field: 'series', type: 'nominal', sort: null, scale: { paddingInner: 0.15 } } as const;
  const place = many ? { y, yOffset } : { y };
  const middle = many ? { y, yOffset: { ...yOffset, bandPosition: 0.5 } } : { y };
  const scale = axisScale(chart);
  // Vega-Lite cuts a title at the length of its axis unless the axis itself says otherwise.
  const axis = { title: chart.axis.label, tickCount: 5, titleLimit: 320 };
  return {
    width: BARS_WIDTH,
    height: { step: many ? 26 : 34 },
    layer: [
      {
        mark: { type: 'bar' },
        encoding: {
          ...place,
          x: { field: 'value', type: 'quantitative', scale, axis },
          x2: { datum: chart.axis.min },
          color: bySeries(chart, COLOURS),
        },
      },
      {
        mark: { type: 'text', align: 'left', baseline: 'middle', dx: 6 },
        encoding: {
          ...middle,
          x: { field: 'end', type: 'quantitative', scale, axis },
          text: { field: 'words' },
        },
      },
    ],
  } satisfies Partial<TopLevelSpec>;
}
