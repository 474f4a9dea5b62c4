import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import type { AdaptiveCard } from '../../../adapters/teams/render/adaptive-card.ts';
import { TEAMS_HOST_CONFIG } from './host-config.ts';

const RENDERER = createRequire(import.meta.url).resolve('adaptivecards/dist/adaptivecards.min.js');

/** A card as Microsoft's own renderer draws it in a real browser, without a Markdown processor. Teams' charts are not in that package: their fallback stands there. */
export interface DrawnCard {
  readonly page: Page;
  /** What buttons would send, in order: the action's type and its data, with what was typed where inputs go along. */
  pressed(): Promise<readonly { readonly type: string; readonly data: Record<string, unknown> }[]>;
  /** Every text that the renderer would read as Markdown. */
  markdown(): Promise<readonly string[]>;
  picture(): Promise<Buffer>;
  close(): Promise<void>;
}

export interface Sheet {
  /** Of the window, in CSS pixels. */
  readonly width: number;
  /** Above the card, as the title bar of a dialog. */
  readonly title?: string;
}

export async function drawCard(browser: Browser, card: AdaptiveCard, sheet: Sheet): Promise<DrawnCard> {
  const context = await browser.newContext({
    viewport: { width: sheet.width, height: 900 },
    locale: 'en-GB',
  });
  const page = await context.newPage();
  await page.setContent(pageOf(sheet), { waitUntil: 'domcontentloaded' });
  await page.addScriptTag({ path: RENDERER });
  await page.evaluate(`(${DRAW})(${JSON.stringify(card)}, ${JSON.stringify(TEAMS_HOST_CONFIG)})`);
  return {
    page,
    pressed: () => page.evaluate('window.pressed'),
    markdown: () => page.evaluate('window.markdown'),
    picture: () => page.locator('#sheet').screenshot(),
    close: () => context.close(),
  };
}

/** Runs in the page. */
const DRAW = `(json, hostConfig) => {
  const AC = AdaptiveCards;
  window.pressed = [];
  window.markdown = [];
  AC.AdaptiveCard.onProcessMarkdown = (text) => { window.markdown.push(text); };
  const card = new AC.AdaptiveCard();
  card.hostConfig = new AC.HostConfig(hostConfig);
  card.onExecuteAction = (action) => {
    const type = action.getJsonTypeName();
    if (type !== 'Action.ToggleVisibility') window.pressed.push({ type, data: action.data });
  };
  card.parse(json, new AC.SerializationContext(AC.Versions.v1_5));
  document.getElementById('card').append(card.render());
}`;

function pageOf({ title }: Sheet): string {
  const bar = title === undefined ? '' : '<div id="bar"></div>';
  const heading = title === undefined ? '' : JSON.stringify(title).replaceAll('<', '\\u003c');
  const script = title === undefined ? '' : `document.getElementById('bar').textContent = ${heading};`;
  return `<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>Card</title><style>${STYLE}</style></head>
<body><main id="sheet">${bar}<div id="card"></div></main><script>${script}</script></body></html>`;
}

const STYLE = `
body { margin: 0; background: #f5f5f5; font: 14px/20px "Segoe UI", "Liberation Sans", sans-serif; }
#sheet { padding: 12px; background: #f5f5f5; }
#bar { padding: 14px 16px; font-weight: 600; font-size: 16px; background: #fff; border-radius: 8px 8px 0 0; border-bottom: 1px solid #e0e0e0; }
#card > .ac-adaptiveCard { border-radius: 6px; box-shadow: 0 1px 3px #0003; outline: none; }
.ac-pushButton { font: 600 14px/20px inherit; font-family: inherit; padding: 6px 14px; min-height: 36px; border: 1px solid #d1d1d1; border-radius: 4px; background: #fff; color: #242424; cursor: pointer; white-space: normal !important; }
.ac-pushButton.style-positive { background: #5b5fc7; border-color: #5b5fc7; color: #fff; }
.ac-pushButton.style-destructive { border-color: #b10e1c; color: #b10e1c; }
.ac-pushButton:focus-visible, input:focus-visible, textarea:focus-visible, select:focus-visible { outline: 2px solid #242424; outline-offset: 2px; }
.ac-actionSet > div { flex-wrap: wrap; }
.ac-input:not([type="radio"]):not([type="checkbox"]):not(.ac-choiceSetInput-expanded):not(.ac-choiceSetInput-multiSelect) { font: inherit; width: 100%; box-sizing: border-box; padding: 7px 10px; border: 1px solid #8a8886; border-radius: 4px; background: #fff; color: #242424; }
textarea.ac-input { min-height: 80px; }
.ac-choiceSetInput-expanded > div, .ac-choiceSetInput-multiSelect > div { min-height: 32px; }
input[type="radio"], input[type="checkbox"] { width: 18px; height: 18px; accent-color: #5b5fc7; flex: none; }
`;
