import { DEMO, WORDS } from '../words.ts';
import { type Html, html } from './html.ts';

/** The names under which the browser finds our style sheets and script. */
export interface AssetAddresses {
  readonly styles: readonly string[];
  readonly script: string;
}

/** The strip on top of each page of a demo. `name`: as whom one is looking; null where the page must be the same for everybody. */
export interface DemoBar {
  readonly name: string | null;
  readonly clock: boolean;
}

export interface Page {
  readonly title: string;
  readonly language: string;
  readonly main: Html;
  readonly signedIn: boolean;
  /** What a reload opens, where this page answers a form: its script puts it in the place of the sending. null: itself. */
  readonly again: string | null;
  readonly demo: DemoBar | null;
}

/** The frame around every page. Holds nothing that differs between two people who are both signed in, a demo's bar aside. */
export function renderPage(page: Page, assets: AssetAddresses): string {
  const frame = page.language !== WORDS.language && html` lang="${WORDS.language}"`;
  return html`<!DOCTYPE html>
<html lang="${page.language}">
<head>
<meta charset="utf-8">
<title>${page.title} – ${WORDS.product}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
${assets.styles.map((address) => html`<link rel="stylesheet" href="${address}">\n`)}<script type="module" src="${assets.script}"></script>
</head>
<body${page.again !== null && html` data-again="${page.again}"`}>
<a class="nhsuk-skip-link" href="#maincontent"${frame}>${WORDS.skip}</a>
${page.demo !== null && renderBar(page.demo, frame)}<header class="rt-header"${frame}><div class="nhsuk-width-container">
<a class="rt-wordmark" href="/" aria-label="${WORDS.home}">${WORDS.product}</a>
</div></header>
<div class="nhsuk-width-container">
<main class="nhsuk-main-wrapper" id="maincontent" tabindex="-1"><div class="rt-column">
${page.main}</div></main>
</div>
<footer class="rt-footer"${frame}><div class="nhsuk-width-container"><ul class="rt-footer-list">
<li><a href="/privacy">${WORDS.privacy}</a></li>
${page.signedIn && html`<li><a href="/leave">${WORDS.leave}</a></li>\n`}</ul></div></footer>
</body>
</html>
`.toString();
}

function renderBar(bar: DemoBar, frame: Html | false): Html {
  const neutral = html`<a href="/demo">${DEMO.all}</a>`;
  const personal = html`<span>${DEMO.lookingAs(bar.name ?? '')}</span> <a href="/demo">${DEMO.change}</a>
${bar.clock && html`<form method="post" action="/demo/clock"><button class="rt-bar-button" type="submit">${DEMO.clock}</button></form>`}`;
  return html`<aside class="rt-bar" aria-label="Demo"${frame}><div class="nhsuk-width-container rt-bar-row">
<span>${DEMO.bar}</span> ${bar.name === null ? neutral : personal}
</div></aside>
`;
}
