import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Circle } from '../../src/core/circle.ts';
import { DAY, HOUR } from '../../src/core/instant.ts';
import { memberTable } from '../../src/core/tables/members.ts';
import { launchChromium } from '../support/chromium.ts';
import { MONDAY, startApp, type TestApp } from '../support/test-app.ts';
import { everybody, importCircle, openRound, wayInOf } from '../support/test-users.ts';

const TUESDAY_NOON = MONDAY + DAY + 3 * HOUR;
const FRIDAY_EVENING = MONDAY + 4 * DAY + 9 * HOUR;

/** One person's week with the real bot, in a real browser. */
describe('a walk through a week in Chromium', () => {
  let app: TestApp;
  let circle: Circle;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    [app, browser] = await Promise.all([startApp({ backend: 'embedded' }), launchChromium()]);
    circle = await importCircle(app);
    const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
    page = await context.newPage();
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  async function accessible(): Promise<void> {
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    const wider = await page.evaluate('document.documentElement.scrollWidth > window.innerWidth');
    expect(wider, 'wider than the screen').toBe(false);
  }

  async function heading(): Promise<string> {
    return (await page.locator('h1').textContent())?.trim() ?? '';
  }

  test('opens a way in, says that it is them, and leaves nothing in the address', async () => {
    const joe = (await memberTable.list(app.context.store, circle.id)).find(
      ({ name }) => name === 'Joe Brady',
    );
    const address = await wayInOf(app, { id: joe?.id ?? '' });
    await page.goto(address);
    await page.getByText('You are about to come in as Joe Brady of').waitFor();
    expect(page.url()).toBe(`${app.address}/in`);
    expect(await page.evaluate('location.hash + document.referrer')).not.toContain(new URL(address).hash);
    await accessible();
    await page.getByLabel('Yes, only I use it').check();
    await page.getByRole('button', { name: 'Yes' }).click();
    await page.waitForURL((url) => url.pathname === '/');
    expect(await heading()).toBe('Hello, Joe Brady');
    const browsing = await page.context().newCDPSession(page);
    const { entries } = await browsing.send('Page.getNavigationHistory');
    expect(entries.map(({ url }) => new URL(url).hash).join('')).toBe('');
    await accessible();
  });

  test('answers the pulse with the keyboard alone, and is thanked', async () => {
    await app.passTo(TUESDAY_NOON);
    for (const testUser of await everybody(app, circle)) {
      if (testUser.member.name !== 'Joe Brady') {
        await testUser.answer(await openRound(app, circle), { voice: '4', trust: '4' });
      }
    }
    await page.goto(app.address);
    await page.getByRole('link', { name: 'Open “Having a voice”' }).press('Enter');
    expect(await heading()).toBe('Having a voice');
    await accessible();
    await page.getByLabel('4: Agree').first().focus();
    await page.keyboard.press('Space');
    await page.getByLabel('5: Agree strongly').nth(1).focus();
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: 'Send my answers' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('Thank you. Your answer has been counted.').first().waitFor();
    await accessible();
  });

  test('loads the thanks again, or comes back to them, and nothing is sent twice', async () => {
    const sent: string[] = [];
    page.on('request', (request) => sent.push(request.method()));
    const { pathname } = new URL(page.url());
    await page.reload();
    expect([new URL(page.url()).pathname, await heading()]).toEqual([pathname, 'Having a voice']);
    await page.goto(`${app.address}/privacy`);
    await page.goBack();
    expect(await heading()).toBe('Having a voice');
    await page.getByLabel('1: Disagree strongly').first().check();
    await page.getByRole('button', { name: 'Send my answers' }).click();
    await page.getByText('Your answer was counted before').first().waitFor();
    await page.goto(`${app.address}/privacy`);
    await page.goBack();
    expect(await heading()).toBe('Having a voice');
    expect(sent.filter((method) => method === 'POST')).toHaveLength(1);
  });

  test('is told kindly that the same answer counts once', async () => {
    await page.goto(app.address);
    await page.getByRole('link', { name: 'Open “Having a voice”' }).click();
    await page.getByLabel('1: Disagree strongly').first().check();
    await page.getByRole('button', { name: 'Send my answers' }).click();
    await page.getByText('Your answer was counted before').first().waitFor();
    await accessible();
  });

  test('reads the digest on Friday, with its charts', async () => {
    await app.passTo(FRIDAY_EVENING);
    await page.goto(app.address);
    await page.getByRole('link', { name: /Read the digest for the week of/ }).click();
    expect(await heading()).toContain('Ward 7 co-production group');
    const text = await page.locator('main').textContent();
    expect(text).toContain('Trust that something will change');
    expect(text).toContain('What is not shown, and why');
    await accessible();
    await page.setViewportSize({ width: 1280, height: 900 });
    await accessible();
  });
});
