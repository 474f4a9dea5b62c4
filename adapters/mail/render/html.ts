import type { TableBlock } from '../../../src/core/ports/message.ts';
import { WORDS } from '../words.ts';
import type { LinkPart, Part } from './letter.ts';
import { look, SHEET, type Side } from './looks.ts';
import { type Html, html, line, type Markup, trusted, words } from './markup.ts';
import { asLabel, oneLine, said } from './said.ts';
import { captionBeside, cellsOf, rowsAsWords } from './table.ts';

/** More do not fit beside each other on a phone; then each row is a sentence. */
const MOST_COLUMNS = 4;
const RIGHT_TO_LEFT = /^(?:ar|fa|he|ur)\b/i;
const LAYOUT = trusted('role="presentation" border="0" cellpadding="0" cellspacing="0"');

export interface Sheet {
  readonly title: string;
  /** BCP 47 tag of the words. */
  readonly language: string;
}

/**
 * The letter as HTML that asks for nothing from elsewhere: no pictures, letters or scripts, and nothing that tells when it was
 * opened. One column of tables, which Word lays out too; what it looks like stands in each element.
 */
export function renderHtml(parts: readonly Part[], foot: readonly Part[], sheet: Sheet): string {
  const side = RIGHT_TO_LEFT.test(sheet.language) ? 'right' : 'left';
  const spoken = html`lang="${line(sheet.language)}" dir="${trusted(side === 'right' ? 'rtl' : 'ltr')}"`;
  const content = html`${parts.map((part) => elementOf(part, side))}${foot.length > 0 ? html`<hr ${look('rule')}>\n${foot.map(footOf)}` : null}`;
  return html`<!DOCTYPE html>
<html ${spoken}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${line(sheet.title)}</title>
<style>
${SHEET}
</style>
</head>
<body ${look('body')}>
<table ${LAYOUT} width="100%"><tr><td align="center" ${look('outer')}>
<!--[if mso]><table ${LAYOUT} width="600" align="center"><tr><td><![endif]-->
<table ${LAYOUT} ${look('column')}><tr><td align="${trusted(side)}" ${look('inner')}>
<div role="article" ${spoken}>
${content}</div>
</td></tr></table>
<!--[if mso]></td></tr></table><![endif]-->
</td></tr></table>
</body>
</html>
`.toString();
}

function footOf(part: Part): Markup {
  if (part.kind === 'way') return html`<p ${look('foot')}>${anchor(part, 'stop')}</p>\n`;
  return part.kind === 'text' ? html`<p ${look('foot')}>${words(part.text)}</p>\n` : null;
}

function elementOf(part: Part, side: Side): Markup {
  switch (part.kind) {
    case 'heading': {
      const name = `h${part.level}` as const;
      const tag = trusted(name);
      return oneLine(part.text) === '' ? null : html`<${tag} ${look(name)}>${line(part.text)}</${tag}>\n`;
    }
    case 'text':
      if (said(part.text) === '') return null;
      if (part.tone === 'warning') return warning(part.text);
      return html`<p ${look(part.tone === 'quiet' ? 'small' : 'text')}>${words(part.text)}</p>\n`;
    case 'list':
      return list(part.items);
    case 'facts':
      return part.items.length === 0 ? null : facts(part.items);
    case 'table':
      return table(part, side);
    case 'chart':
      return table(part.table, side, [part.title, part.sentence, ...captionBeside(part)]);
    case 'asked':
      return [
        html`<p ${look('h3')}>${line(part.label)}</p>\n`,
        elementOf({ kind: 'text', text: part.hint, tone: 'quiet' }, side),
        list(part.options),
      ];
    case 'way':
      return way(part);
    case 'divider':
      return html`<hr ${look('rule')}>\n`;
  }
}

function bold(text: string): Markup {
  return oneLine(text) === '' ? null : html`<p ${look('text')}><strong>${line(text)}</strong></p>\n`;
}

function warning(text: string): Html {
  return html`<table ${LAYOUT} ${look('box')}><tr><td ${look('warning')}><strong>${line(WORDS.important)}</strong> ${words(text)}</td></tr></table>\n`;
}

function list(items: readonly string[]): Markup {
  const shown = items.filter((item) => said(item) !== '');
  if (shown.length === 0) return null;
  return html`<ul ${look('list')}>${shown.map((item) => html`<li ${look('item')}>${words(item)}</li>`)}</ul>\n`;
}

function facts(items: readonly { readonly label: string; readonly value: string }[]): Html {
  const rows = items.map(
    ({ label, value }) =>
      html`<p ${look('fact')}><strong>${line(asLabel(label))}</strong> ${words(value)}</p>\n`,
  );
  return html`${rows}`;
}

/** `captions`: what the table is called, a line each, of which the first is its title. */
function table(block: TableBlock, side: Side, captions: readonly string[] = [block.caption]): Markup {
  const rows = cellsOf(block);
  const width = rows[0]?.length ?? 0;
  const [title = '', ...more] = captions;
  const told = more.filter((text) => said(text) !== '');
  if (width === 0 || width > MOST_COLUMNS) {
    return [
      bold(title),
      told.map((text) => html`<p ${look('text')}>${words(text)}</p>\n`),
      list(rowsAsWords(block)),
    ];
  }
  const head = Array.from({ length: width }, (_, index) => {
    const column = line(block.columns[index] ?? '');
    return column.toString() === ''
      ? html`<td ${look('cell')}></td>`
      : html`<th scope="col" ${look('cell', side)}>${column}</th>`;
  });
  const body = rows.map(([first = '', ...rest]) => {
    const cells = rest.map((cell) => html`<td ${look('cell', side)}>${line(cell)}</td>`);
    return html`<tr><th scope="row" ${look('cell', side)}>${line(first)}</th>${cells}</tr>\n`;
  });
  return html`<table border="0" cellpadding="0" cellspacing="0" ${look('table')}>
<caption ${look('caption', side)}><strong>${line(title)}</strong>${told.map((text) => html`<br>${words(text)}`)}</caption>
<thead><tr>${head}</tr></thead>
<tbody>
${body}</tbody></table>
`;
}

function way(part: LinkPart): Html {
  switch (part.look) {
    case 'primary':
      return button(part, 'primary');
    case 'button':
      return button(part, 'secondary');
    case 'link':
      return html`<p ${look('text')}>${anchor(part, 'way')}</p>\n`;
    case 'address':
      return html`<p ${look('text')}>${anchor(part, 'way')}<br>${line(part.url)}</p>\n`;
  }
}

/** Word gives a link no padding, and takes `mso-padding-alt` of its cell instead; elsewhere all of the button is the link. */
function button(part: LinkPart, name: 'primary' | 'secondary'): Html {
  return html`<table ${LAYOUT} ${look('button')}><tr><td align="center" ${look(name)}>${anchor(part, `on${name}`)}</td></tr></table>\n`;
}

function anchor({ text, url }: LinkPart, name: 'way' | 'stop' | 'onprimary' | 'onsecondary'): Html {
  return html`<a href="${line(url)}" ${look(name)}>${line(text)}</a>`;
}
