// Draws the icons of the Teams app from their SVG sources, with Chromium: node scripts/draw-icons.mjs
import { readFileSync, writeFileSync } from 'node:fs';
import { chromium } from 'playwright-core';

const ICONS = [
  { source: 'icons/teams-color.svg', target: '../src/config/assets/teams/color.png', size: 192 },
  { source: 'icons/teams-outline.svg', target: '../src/config/assets/teams/outline.png', size: 32 },
];

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
const page = await browser.newPage();
for (const { source, target, size } of ICONS) {
  await page.setViewportSize({ width: size, height: size });
  const drawing = readFileSync(new URL(source, import.meta.url), 'utf8');
  await page.setContent(`<body style="margin:0;line-height:0">${drawing}</body>`);
  writeFileSync(new URL(target, import.meta.url), await page.screenshot({ omitBackground: true }));
}
await browser.close();
