import type { Block, ChartBlock } from '../../../src/core/ports/message.ts';
import { specification } from './chart-specification.ts';
import { type Html, html, trusted } from './html.ts';

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
