import { readFile } from 'node:fs/promises';
import type { Message } from '../../../src/core/ports/message.ts';
import { WORDS } from '../words.ts';
import { drawCharts } from './chart.ts';
import { html, trusted } from './html.ts';
import { renderMessage } from './message.ts';

/**
 * A message as one HTML file that needs nothing else: to keep, print or send on. Buttons and links become their
 * words, because a file cannot answer; everything else is drawn as on a page.
 */
export async function renderDocument(message: Message): Promise<string> {
  const style = await readFile(new URL('../assets/document.css', import.meta.url), 'utf8');
  const main = renderMessage(message, {
    scope: 'm',
    demote: 0,
    formToken: null,
    typed: null,
    problems: {},
    charts: await drawCharts(message.blocks),
  });
  return html`<!DOCTYPE html>
<html lang="${message.language}">
<head>
<meta charset="utf-8">
<title>${message.summary} – ${WORDS.product}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>${trusted(style)}</style>
</head>
<body>
<main>
${main}</main>
</body>
</html>
`.toString();
}
