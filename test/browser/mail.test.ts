import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renderMail } from '../../adapters/mail/render/mail.ts';
import type { Block } from '../../src/core/ports/message.ts';
import { EVERYTHING, FRAME } from '../adapters/mail/sample-frame.ts';
import { message } from '../contract/chat.fixtures.ts';
import { launchChromium } from '../support/chromium.ts';

const columns = ['Voice', 'By the number of people', 'Uncharacteristically', 'But at least 25% each'];
const WIDE: readonly Block[] = [
  { kind: 'table', caption: 'Four columns', columns, rows: [columns] },
  { kind: 'table', caption: 'Five columns', columns: [...columns, 'More'], rows: [[...columns, 'More']] },
  { kind: 'text', text: 'w'.repeat(300), tone: 'plain' },
  { kind: 'list', items: [`https://example.org/${'a'.repeat(300)}`] },
  { kind: 'address', text: 'Open', url: `https://example.org/${'b'.repeat(300)}` },
  {
    kind: 'actions',
    buttons: [{ label: 'w'.repeat(80), action: { name: 'me.show', subject: '' }, weight: 'primary' }],
  },
];
const { html } = renderMail({ ...EVERYTHING, blocks: [...EVERYTHING.blocks, ...WIDE] }, FRAME);
/** As mail programs show it that drop what stands in the head. */
const withoutSheet = html.replace(/<style>[^<]*<\/style>/, '');

/** A mail on a phone, as Chromium draws it. What Word makes of it no test can show. */
describe('a mail in Chromium', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());

  async function opened(
    given: string,
    colorScheme: 'light' | 'dark',
    look: (page: Page) => Promise<void>,
  ): Promise<void> {
    const context = await browser.newContext({ viewport: { width: 320, height: 640 }, colorScheme });
    try {
      const page = await context.newPage();
      const requests: string[] = [];
      page.on('request', (request) => requests.push(request.url()));
      await page.setContent(given);
      await look(page);
      expect(requests).toEqual([]);
    } finally {
      await context.close();
    }
  }

  test.each([
    ['light', html],
    ['dark', html],
    ['light', withoutSheet],
    ['dark', withoutSheet],
  ] as const)('in %s can be read and pressed on 320 pixels', async (scheme, given) => {
    await opened(given, scheme, async (page) => {
      // Mail programs put the mail into a page of theirs, which has the landmarks.
      const axe = new AxeBuilder({ page }).disableRules(['region', 'landmark-one-main']);
      const { violations } = await axe.analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
      const links = await page.locator('a').all();
      expect(links.length).toBeGreaterThan(5);
      for (const link of links) {
        const box = await link.boundingBox();
        expect(box?.height, await link.innerText()).toBeGreaterThanOrEqual(44);
        expect(box?.width, await link.innerText()).toBeGreaterThanOrEqual(44);
      }
    });
  });

  test('is dark where dark is asked for', async () => {
    const paper = `getComputedStyle(document.querySelector('.rt-inner')).backgroundColor`;
    await opened(html, 'dark', async (page) => expect(await page.evaluate(paper)).toBe('rgb(16, 25, 29)'));
    await opened(html, 'light', async (page) =>
      expect(await page.evaluate(paper)).toBe('rgb(255, 255, 255)'),
    );
  });

  test('runs from right to left in Hebrew', async () => {
    const hebrew = renderMail(
      { ...message('שלום'), language: 'he', blocks: [{ kind: 'list', items: ['אחת'] }] },
      FRAME,
    );
    await opened(hebrew.html, 'light', async (page) => {
      const [item, screen] = [await page.locator('li').boundingBox(), 320];
      // The bullets stand on the right, in the room that a list keeps for them.
      expect((item?.x ?? 0) + (item?.width ?? 0)).toBeLessThanOrEqual(screen - 16 - 24);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(screen);
    });
  });
});
