import { randomBytes, randomUUID } from 'node:crypto';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createWebPlatform, type WebPlatform } from '../../adapters/web/platform.ts';
import { systemClock } from '../../src/clock.ts';
import { TEAMS_TAB_PATH } from '../../src/config/teams-manifest.ts';
import { launchChromium } from '../support/chromium.ts';
import { HttpClient } from '../support/http-client.ts';
import { memoryWaysIn } from '../support/ways-in.ts';

const NOW = Date.UTC(2026, 10, 20, 9);
const _HOUR = 3_600_000;

function webPlatform(teams: boolean): WebPlatform {
  return createWebPlatform({
    baseUrl: null,
    host: '127.0.0.1',
    port: 0,
    linkKeys: [randomBytes(32)],
    ...memoryWaysIn(randomUUID),
    noticeboard: {
      pin: async () => {},
      replace: async () => {},
      read: async () => [],
      readers: async () => [],
    },
    clock: { ...systemClock, now: () => NOW },
    log: { info() {}, warn() {}, error() {} },
    promise: { summary: 'How your answers are kept private', language: 'en-GB', blocks: [] },
    readiness: async () => true,
    metrics: async () => '',
    metricsToken: null,
    teams,
    demo: null,
  });
}

/** Every page says the same, so that nothing but headers decides what a frame shows. */
const core = async () =>
  ({ kind: 'shown', message: { summary: 'Your start page', language: 'en-GB', blocks: [] } }) as const;

let platform: WebPlatform;
let client: HttpClient;

beforeAll(async () => {
  platform = webPlatform(true);
  await platform.start(core);
  client = new HttpClient(platform.address);
  await client.enter(platform.wayIn('for-gwen'));
});
afterAll(() => platform.stop());

describe('the page for a tab in Teams', () => {
  test('is the same bytes for somebody we know and for nobody', async () => {
    const stranger = await new HttpClient(platform.address).open(TEAMS_TAB_PATH);
    expect(stranger.status).toBe(200);
    expect((await client.open(TEAMS_TAB_PATH)).html).toBe(stranger.html);
    expect(stranger.headers.getSetCookie()).toEqual([]);
    expect(stranger.html).not.toMatch(/<form|<script/);
    // Inside the frame nothing but this page may open.
    const links = stranger.html.match(/<a [^>]*>/g) ?? [];
    expect(links).toHaveLength(2);
    for (const link of links) expect(link).toContain('target="_blank" rel="noopener"');
  });

  test('may be framed by Teams alone, and is as strict as any page otherwise', async () => {
    const { headers } = await client.open(TEAMS_TAB_PATH);
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none';style-src 'self';script-src 'self';img-src 'self' data:;form-action 'self';frame-ancestors https://teams.microsoft.com https://*.teams.microsoft.com https://*.cloud.microsoft;base-uri 'none'",
    );
    expect(headers.get('x-frame-options')).toBeNull();
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('referrer-policy')).toBe('same-origin');
  });

  test('no other page may be framed, and its own address neither when it is asked wrongly', async () => {
    const asked: [string, string][] = [
      ['GET', '/'],
      ['GET', '/privacy'],
      ['GET', '/leave'],
      ['GET', '/teams/more'],
      ['POST', TEAMS_TAB_PATH],
    ];
    for (const [method, path] of asked) {
      const { headers } = await client.send(path, { method });
      expect(headers.get('content-security-policy'), path).toContain("frame-ancestors 'none'");
      expect(headers.get('x-frame-options'), path).toBe('DENY');
    }
  });

  test('what Teams frames changes nothing about where forms may come from', async () => {
    for (const headers of [
      { origin: 'https://teams.microsoft.com' },
      { origin: 'https://teams.cloud.microsoft', 'sec-fetch-site': 'cross-site' },
    ] as const) {
      const sent = await client.send('/leave', { method: 'POST', headers });
      expect(sent.status).toBe(403);
    }
    const entered = await new HttpClient(platform.address).send('/in/yes', {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ code: 'for-gwen.again', device: 'own' }),
    });
    expect(entered.headers.getSetCookie()[0]).toContain('SameSite=Lax');
  });

  test('is not there without Teams', async () => {
    const without = webPlatform(false);
    await without.start(core);
    const page = await new HttpClient(without.address).open(TEAMS_TAB_PATH);
    await without.stop();
    expect(page.status).toBe(404);
    expect(page.headers.get('x-frame-options')).toBe('DENY');
  });
});

describe('in Chromium, inside a page of Teams', () => {
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());
  afterEach(() => context.close());

  /** What a frame shows on a page of that site; the site is made up here, nothing leaves this machine. */
  async function framed(site: string, path: string): Promise<string> {
    context = await browser.newContext({ viewport: { width: 400, height: 700 } });
    // Our server is on this machine, which pages of the open web may not reach by themselves. An older Chromium knows
    // neither that rule nor the permission.
    await context.grantPermissions(['local-network-access']).catch(() => {});
    const { hostname, port } = new URL(platform.address);
    await context.addCookies([
      {
        name: 'roundtable',
        value: client.cookies.get('roundtable') ?? '',
        domain: hostname,
        path: '/',
        sameSite: 'Lax',
      },
    ]);
    await context.route(`${site}/**`, (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: `<iframe allow="local-network-access; local-network; loopback-network" src="http://${hostname}:${port}${path}"></iframe>`,
      }),
    );
    page = await context.newPage();
    await page.goto(`${site}/tab`);
    const frame = page.frames().find((each) => each.parentFrame() !== null);
    return (await frame?.locator('body').innerText()) ?? '';
  }

  test('the tab is shown by Teams and by nobody else', async () => {
    expect(await framed('https://teams.microsoft.com', TEAMS_TAB_PATH)).toContain(
      'Your pages open in your browser.',
    );
    await context.close();
    expect(await framed('https://teams.cloud.microsoft', TEAMS_TAB_PATH)).toContain(
      'Open your pages in the browser',
    );
    await context.close();
    expect(await framed('https://teams.evil.example', TEAMS_TAB_PATH)).not.toContain('Your pages');
  });

  test('the start page is shown inside nothing, and opens beside Teams with the session of the browser', async () => {
    expect(await framed('https://teams.microsoft.com', '/')).not.toContain('Your start page');
    await context.close();
    await framed('https://teams.microsoft.com', TEAMS_TAB_PATH);
    const [opened] = await Promise.all([
      context.waitForEvent('page'),
      page.frameLocator('iframe').getByRole('link', { name: 'Open your pages in the browser' }).click(),
    ]);
    await opened.waitForLoadState();
    expect(await opened.locator('main').innerText()).toContain('Your start page');
  });
});
