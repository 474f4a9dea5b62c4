import type { Config, TopLevelSpec } from 'vega-lite';
import type { Block, ChartBlock } from '../../../src/ports/message.ts';
import { type Html, html, trusted } from './html.ts';

/** Dark enough for 4.5:1 on white, and apart from each other for the common kinds of colour blindness (after Okabe and Ito, https://jfly.uni-koeln.de/color/). */
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

const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, Arial, sans-serif';
const INK = '#212b32';
/** Drawn at phone width, so that its words stay readable there; the page may enlarge it. */
const WIDTH = 300;

const config: Config = {
  aria: false,
  font: FONT,
  background: 'white',
  view: { stroke: null },
  axis: {
    labelFontSize: 13,
    titleFontSize: 13,
    titleFontWeight: 600,
    labelColor: INK,
    titleColor: INK,
    gridColor: '#d8dde0',
    labelLimit: 130,
    titleLimit: 280,
  },
  text: { fontSize: 13, fill: INK },
};

/** Draws every chart of these blocks as SVG. The drawing library is loaded on the first chart: it is heavy, most pages have none. */
export async function drawCharts(blocks: readonly Block[]): Promise<ReadonlyMap<ChartBlock, Html>> {
  const charts = blocks.filter((block) => block.kind === 'chart');
  const drawn = new Map<ChartBlock, Html>();
  if (charts.length === 0) return drawn;
  const [{ View, parse }, { compile }] = await Promise.all([import('vega'), import('vega-lite')]);
  for (const chart of charts) {
    const view = new View(parse(compile(specification(chart)).spec), { renderer: 'none' });
    const svg = await view.toSVG();
    view.finalize();
    // Vega names the role of every part, without words for them: hidden, so that the one sentence speaks for the whole.
    const hidden = trusted(svg.replace('<svg ', '<svg aria-hidden="true" '));
    drawn.set(chart, html`<div class="rt-picture" role="img" aria-label="${chart.sentence}">${hidden}</div>`);
  }
  return drawn;
}

function specification(chart: ChartBlock): TopLevelSpec {
  return chart.form === 'line' ? lines(chart) : bars(chart);
}

/** A plain pair: Vega-Lite's types refuse a read-only one. */
function extent(chart: ChartBlock): [number, number] {
  return [chart.axis.min, chart.axis.max];
}

interface Point {
  readonly category: string;
  readonly series: string;
  readonly value: number | null;
  readonly words: string;
  readonly last: boolean;
}

function points(chart: ChartBlock): Point[] {
  return chart.series.flatMap((series) => {
    const last = series.values.findLastIndex((value) => value !== null);
    return chart.categories.map((category, index) => ({
      category,
      series: series.name,
      value: series.values[index] ?? null,
      words: series.labels[index] ?? '',
      last: index === last,
    }));
  });
}

/** Lines told apart by dash, by shape and by the name at their end; a gap stays a gap. */
function lines(chart: ChartBlock): TopLevelSpec {
  const names = chart.series.map((series) => series.name);
  const range = <T>(values: readonly T[]): T[] => names.map((_, index) => values[index % values.length] as T);
  const x = {
    field: 'category',
    type: 'ordinal',
    sort: null,
    axis: { title: null, labelAngle: 0, labelOverlap: true, grid: false },
  } as const;
  const y = {
    field: 'value',
    type: 'quantitative',
    scale: { domain: extent(chart), zero: false },
    axis: {
      title: chart.axis.label,
      titleAngle: 0,
      titleAlign: 'left',
      titleAnchor: 'end',
      titleX: 0,
      titleY: -14,
      tickCount: 5,
    },
  } as const;
  const colour = {
    field: 'series',
    type: 'nominal',
    sort: null,
    scale: { domain: names, range: range(COLOURS) },
    legend: null,
  } as const;
  const dash = {
    field: 'series',
    type: 'nominal',
    sort: null,
    scale: { domain: names, range: range(DASHES) },
    legend: null,
  } as const;
  const shape = {
    field: 'series',
    type: 'nominal',
    sort: null,
    scale: { domain: names, range: range(SHAPES) },
    legend: null,
  } as const;
  return {
    width: WIDTH,
    height: 200,
    padding: 8,
    config,
    data: { values: points(chart) },
    layer: [
      {
        mark: { type: 'line', strokeWidth: 2.5, invalid: 'break-paths-show-domains' },
        encoding: { x, y, color: colour, strokeDash: dash },
      },
      {
        mark: { type: 'point', size: 70, filled: true, opacity: 1 },
        encoding: { x, y, color: colour, shape },
      },
      {
        transform: [{ filter: 'datum.last' }],
        mark: {
          type: 'text',
          align: 'right',
          baseline: 'bottom',
          dy: -8,
          dx: 6,
          fontWeight: 600,
          limit: 200,
        },
        encoding: { x, y, text: { field: 'series' }, color: colour },
      },
    ],
  };
}

/** Bars lie down, so that long names fit a phone; each carries its own words at its end. */
function bars(chart: ChartBlock): TopLevelSpec {
  const many = chart.series.length > 1;
  const values = points(chart).map((point) => ({
    ...point,
    words: many ? `${point.series}: ${point.words}` : point.words,
  }));
  const y = { field: 'category', type: 'ordinal', sort: null, axis: { title: null, grid: false } } as const;
  const yOffset = { field: 'series', type: 'nominal', sort: null, scale: { paddingInner: 0.15 } } as const;
  const names = chart.series.map((series) => series.name);
  const x = {
    field: 'value',
    type: 'quantitative',
    scale: { domain: extent(chart), zero: false },
    axis: { title: chart.axis.label, tickCount: 5 },
  } as const;
  const place = many ? { y, yOffset } : { y };
  return {
    width: WIDTH - 60,
    height: { step: many ? 30 : 34, for: 'position' },
    padding: 8,
    config,
    data: { values },
    layer: [
      {
        mark: { type: 'bar', fillOpacity: 0.25, strokeWidth: 1.5 },
        encoding: {
          ...place,
          x,
          x2: { datum: chart.axis.min },
          fill: {
            field: 'series',
            type: 'nominal',
            sort: null,
            scale: { domain: names, range: COLOURS },
            legend: null,
          },
          stroke: {
            field: 'series',
            type: 'nominal',
            sort: null,
            scale: { domain: names, range: COLOURS },
            legend: null,
          },
        },
      },
      {
        mark: { type: 'text', align: 'left', baseline: 'middle', dx: 6 },
        encoding: { ...place, x: { datum: chart.axis.min }, text: { field: 'words' } },
      },
    ],
  };
}
