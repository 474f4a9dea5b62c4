import type {
  AddressBlock,
  Block,
  ChartBlock,
  FactsBlock,
  HeadingBlock,
  ListBlock,
  TableBlock,
  TextBlock,
} from '../../../src/core/ports/message.ts';
import { WORDS } from '../words.ts';
import { renderActions, renderLink } from './actions.ts';
import { type Html, html } from './html.ts';
import { renderInput } from './inputs.ts';
import type { Surface } from './surface.ts';

/** Where a block stands: `key` is unique within the message. */
export interface Position {
  readonly key: string;
  readonly inForm: boolean;
}

/** One block as HTML with the class names of nhsuk-frontend. */
export function renderBlock(block: Block, surface: Surface, position: Position): Html {
  switch (block.kind) {
    case 'heading':
      return renderHeading(block, surface);
    case 'text':
      return renderText(block);
    case 'list':
      return renderList(block);
    case 'facts':
      return renderFacts(block);
    case 'table':
      return renderTable(block, `${surface.scope}-table-${position.key}`);
    case 'chart':
      return renderChart(block, surface, position);
    case 'link':
      return renderLink(block, surface, position.inForm);
    case 'address':
      return renderAddress(block, surface);
    case 'choice':
    case 'scale':
    case 'text-input':
    case 'pick':
    case 'date':
    case 'time':
      return renderInput(block, surface);
    case 'actions':
      return renderActions(block, surface, position.inForm);
    case 'divider':
      return html`<hr class="nhsuk-section-break nhsuk-section-break--m nhsuk-section-break--visible">\n`;
  }
}

/** Only addresses that a browser opens as pages, never a script; in a file that is kept none is to be followed. */
function renderAddress({ text, url, calendar }: AddressBlock, { formToken }: Surface): Html {
  const opens = formToken !== null && /^https?:\/\//.test(url);
  // Programs for calendars have taken this scheme since 2002 as one to subscribe to; under https: most save a file, once.
  if (opens && calendar)
    return html`<p class="rt-text">${url}</p>
<p><a class="nhsuk-link" href="${url.replace(/^https?:/, 'webcal:')}">${text}</a></p>\n`;
  return html`<p>${text}: ${opens ? html`<a class="nhsuk-link" href="${url}">${url}</a>` : url}</p>\n`;
}

const SIZES = ['l', 'm', 's', 'xs', 'xs', 'xs'] as const;

function renderHeading(block: HeadingBlock, surface: Surface): Html {
  const level = Math.min(block.level + surface.demote, 6);
  const size = SIZES[level - 1] ?? 'xs';
  return html`<h${level} class="nhsuk-heading-${size}">${block.text}</h${level}>\n`;
}

function renderText({ text, tone }: TextBlock): Html {
  switch (tone) {
    case 'plain':
      return html`<p class="rt-text">${text}</p>\n`;
    case 'lead':
      return html`<p class="rt-text nhsuk-lede-text">${text}</p>\n`;
    case 'quiet':
      return html`<p class="rt-text nhsuk-body-s rt-quiet">${text}</p>\n`;
    case 'warning':
      return html`<p class="rt-text rt-warning"><strong>${WORDS.important}:</strong> ${text}</p>\n`;
  }
}

function renderList(block: ListBlock): Html {
  return html`<ul class="nhsuk-list nhsuk-list--bullet">${block.items.map((item) => html`<li class="rt-text">${item}</li>`)}</ul>\n`;
}

function renderFacts(block: FactsBlock): Html {
  const rows = block.items.map(
    ({ label, value }) => html`<div class="nhsuk-summary-list__row">
<dt class="nhsuk-summary-list__key">${label}</dt>
<dd class="nhsuk-summary-list__value rt-text">${value}</dd>
</div>`,
  );
  return html`<dl class="nhsuk-summary-list">${rows}</dl>\n`;
}

/** Scrolls sideways within itself on a phone; the tab stop lets a keyboard do so too. */
function renderTable(block: TableBlock, id: string): Html {
  const head = block.columns.map(
    (column) => html`<th class="nhsuk-table__header" scope="col">${column}</th>`,
  );
  const rows = block.rows.map((row) => {
    const [first = '', ...rest] = row;
    return html`<tr class="nhsuk-table__row"><th class="nhsuk-table__header" scope="row">${first}</th>${rest.map((cell) => html`<td class="nhsuk-table__cell">${cell}</td>`)}</tr>\n`;
  });
  return html`<div class="rt-scroll" role="region" tabindex="0" aria-labelledby="${id}"><table class="nhsuk-table">
<caption class="nhsuk-table__caption" id="${id}">${block.caption}</caption>
<thead class="nhsuk-table__head"><tr class="nhsuk-table__row">${head}</tr></thead>
<tbody class="nhsuk-table__body">
${rows}</tbody></table></div>
`;
}

function renderChart(block: ChartBlock, surface: Surface, position: Position): Html {
  return html`<figure class="rt-chart">
<p class="nhsuk-heading-xs rt-chart-title">${block.title}</p>
${surface.charts.get(block)}
<figcaption><p class="rt-text">${block.sentence}</p></figcaption>
<details class="nhsuk-details"><summary class="nhsuk-details__summary"><span class="nhsuk-details__summary-text">${WORDS.showTable}</span></summary>
<div class="nhsuk-details__text">${renderTable(block.table, `${surface.scope}-table-${position.key}`)}</div></details>
</figure>
`;
}
