import { randomBytes, randomUUID } from 'node:crypto';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createWebPlatform, type WebPlatform } from '../../adapters/web/platform.ts';
import { systemClock } from '../../src/clock.ts';
import type { Interaction, OnInteraction, Reply } from '../../src/core/ports/interaction.ts';
import type { Block, Message } from '../../src/core/ports/message.ts';
import { launchChromium } from '../support/chromium.ts';
import { memoryWaysIn } from '../support/ways-in.ts';

const NOW = 1_000_000;
const STEPS = ['Not at all', 'A little', 'Partly', 'Mostly', 'Completely'];

function scale(name: string, label: string): Block {
  return {
    kind: 'scale',
    name,
    label,
    hint: null,
    options: STEPS.map((step, index) => ({ value: String(index + 1), label: step })),
  };
}

function pulse(oneAtATime: boolean): Message {
  return {
    summary: 'Three short questions about this week',
    language: 'en-GB',
    oneAtATime,
    blocks: [
      { kind: 'heading', level: 1, text: 'Three short questions about this week' },
      { kind: 'text', tone: 'lead', text: 'Nobody can see what you answer.' },
      {
        kind: 'text',
        tone: 'plain',
        text: 'Your answer is added to a sealed total. It is never stored with your name.',
      },
      scale('heard', 'In our meetings my voice is heard.'),
      scale('change', 'I believe something will change because of this.'),
      {
        kind: 'text-input',
        name: 'note',
        label: 'Is there anything you would like to add?',
        hint: 'Please do not write names.',
        lines: 4,
        maxLength: 500,
        value: '',
      },
      {
        kind: 'text',
        tone: 'quiet',
        text: 'Please check your answers. You cannot change them after you send them.',
      },
      {
        kind: 'actions',
        buttons: [
          {
            label: 'Send my answers',
            action: { name: 'pulse.answer', subject: oneAtATime ? 'steps' : 'whole' },
            weight: 'primary',
          },
        ],
      },
    ],
  };
}

const HOME: Message = {
  summary: 'Hello Gwen. One thing waits for you.',
  language: 'en-GB',
  blocks: [
    { kind: 'heading', level: 1, text: 'Hello Gwen' },
    { kind: 'text', tone: 'lead', text: 'One thing waits for you.' },
    {
      kind: 'actions',
      buttons: [
        {
          label: 'Answer three questions',
          action: { name: 'pulse.show', subject: 'whole' },
          weight: 'primary',
        },
      ],
    },
    { kind: 'heading', level: 2, text: 'Next meeting' },
    {
      kind: 'facts',
      items: [
        { label: 'When', value: 'Thursday 26 November, 2pm' },
        { label: 'In the chair', value: 'You, if you like' },
      ],
    },
    {
      kind: 'actions',
      buttons: [
        { label: 'Yes, I will chair', action: { name: 'turn.accept', subject: 'm1' }, weight: 'primary' },
        { label: 'Not this time', action: { name: 'turn.decline', subject: 'm1' }, weight: 'secondary' },
      ],
    },
    { kind: 'link', text: 'Why me?', action: { name: 'turn.show', subject: 'm1' } },
  ],
};

const MONTHS = ['Sept', 'Oct', 'Nov', 'Dec'];
const DIGEST: Message = {
  summary: 'Reps chaired less than their share this month.',
  language: 'en-GB',
  blocks: [
    { kind: 'heading', level: 1, text: 'Ward 7: the week to 20 November' },
    { kind: 'text', tone: 'lead', text: 'Reps chaired less than their share this month.' },
    {
      kind: 'chart',
      form: 'line',
      title: 'Trust over time',
      sentence: 'Trust among reps rose from 2.5 to 3.5 since September. Staff stayed at 4.',
      axis: { label: 'Mean of 1 to 5', min: 1, max: 5 },
      categories: MONTHS,
      series: [
        { name: 'Staff', values: [4, 4, 4, 4], labels: ['4', '4', '4', '4'] },
        { name: 'Service-user reps', values: [2.5, null, 3, 3.5], labels: ['2.5', '', '3', '3.5 or higher'] },
      ],
      table: {
        kind: 'table',
        caption: 'Trust by month',
        columns: ['Voice', ...MONTHS],
        rows: [
          ['Staff', '4', '4', '4', '4'],
          ['Service-user reps', '2.5', 'too few', '3', '3.5 or higher'],
        ],
      },
    },
    {
      kind: 'chart',
      form: 'bar',
      title: 'Who chaired',
      sentence: 'Staff chaired 4 times, reps 2 times.',
      axis: { label: 'Meetings', min: 0, max: 6 },
      categories: ['Staff', 'Service-user reps'],
      series: [{ name: 'Meetings', values: [4, 2], labels: ['4 of 6 meetings', '2 of 6 meetings'] }],
      table: {
        kind: 'table',
        caption: 'Meetings chaired',
        columns: ['Voice', 'Meetings'],
        rows: [
          ['Staff', '4'],
          ['Service-user reps', '2'],
        ],
      },
    },
    {
      kind: 'table',
      caption: 'What we measure',
      columns: ['Measure', 'Now', 'Direction', 'Target', 'What to do next'],
      rows: [
        ['Chairing by reps', '33 %', 'down', '50 %', 'Draw the next two chairs from the reps.'],
        ['Promises open', '3', 'same', '—', 'Answer the oldest one.'],
      ],
    },
    { kind: 'text', tone: 'warning', text: 'One figure is hidden, because too few people answered.' },
    { kind: 'list', items: ['A ramp at the side door: open for 12 days', 'Papers a week ahead: we did'] },
    { kind: 'divider' },
    { kind: 'text', tone: 'quiet', text: 'Reps and managers got this at the same minute.' },
  ],
};

const NOTE_TOO_LONG: Reply = {
  kind: 'refused',
  reason: 'invalid',
  message: {
    summary: 'Your answer was not sent yet.',
    language: 'en-GB',
    blocks: [{ kind: 'text', tone: 'plain', text: 'Your answer was not sent yet.' }],
  },
  form: pulse(false),
  problems: { note: 'Please take the e-mail address out.' },
};

const core: OnInteraction = async ({ action, inputs }: Interaction): Promise<Reply> => {
  switch (action.name) {
    case 'home.show':
      return { kind: 'shown', message: HOME };
    case 'pulse.show':
      return { kind: 'shown', message: pulse(action.subject === 'steps') };
    case 'digest.show':
      return { kind: 'shown', message: DIGEST };
    case 'pulse.answer':
      if (inputs.note?.[0]?.includes('@'))
        return action.subject === 'steps' ? { ...NOTE_TOO_LONG, form: pulse(true) } : NOTE_TOO_LONG;
      return {
        kind: 'done',
        message: { summary: 'Thank you. Your answer has been counted.', language: 'en-GB', blocks: [] },
      };
    default:
      return {
        kind: 'refused',
        reason: 'closed',
        message: { summary: 'That is over.', language: 'en-GB', blocks: [] },
      };
  }
};

describe('the web adapter in Chromium', () => {
  let browser: Browser;
  let platform: WebPlatform;
  let context: BrowserContext;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    browser = await launchChromium();
    platform = createWebPlatform({
      baseUrl: null,
      host: '127.0.0.1',
      port: 0,
      linkKeys: [randomBytes(32)],
      ...memoryWaysIn(randomUUID),
      noticeboard: {
        pin: async () => {},
        replace: async () => {},
        read: async () => [
          { key: 'a', at: NOW, message: DIGEST },
          {
            key: 'b',
            at: NOW,
            message: {
              summary: 'A new pulse is open.',
              language: 'en-GB',
              blocks: [{ kind: 'link', text: 'Answer', action: { name: 'pulse.show', subject: 'steps' } }],
            },
          },
        ],
        readers: async () => [],
      },
      clock: { ...systemClock, now: () => NOW },
      log: { info() {}, warn() {}, error: (_event, error) => complaints.push(String(error)) },
      promise: {
        summary: 'How your answers are kept private',
        language: 'en-GB',
        blocks: [{ kind: 'text', tone: 'plain', text: 'Your answer is added to a sealed total.' }],
      },
      readiness: async () => true,
      metrics: async () => '',
      metricsToken: null,
      teams: false,
      demo: {
        people: async () => [{ name: 'Gwen Abara', voice: 'Service-user reps', webId: 'gwen' }],
        moveOn: async () => 'The pulse has closed.',
      },
    });
    await platform.start(core);
  });
  afterAll(async () => {
    await platform.stop();
    await browser.close();
  });

  beforeEach(() => {
    complaints = [];
  });
  afterEach(async () => {
    await context.close();
    // Includes every breach of the content security policy.
    expect(complaints).toEqual([]);
  });

  async function arrive(options: { width: number; javaScriptEnabled?: boolean }): Promise<void> {
    const { width, javaScriptEnabled = true } = options;
    context = await browser.newContext({ viewport: { width, height: 800 }, javaScriptEnabled });
    page = await context.newPage();
    page.on('console', (line) => {
      // Chromium reports each 4xx page as an error; those are what the test asks for.
      if (line.type() === 'error' && !line.text().startsWith('Failed to load resource'))
        complaints.push(line.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    const secret = `for-gwen.${randomUUID()}`;
    await page.goto(platform.wayIn(secret));
    if (!javaScriptEnabled) {
      // What is printed under the address is typed.
      await page.getByLabel('code').fill(secret);
      await page.getByRole('button', { name: 'Continue' }).click();
    }
    await page.getByRole('heading', { level: 1, name: 'Is that you?' }).waitFor();
  }

  async function comeIn(): Promise<void> {
    await page.getByLabel('Yes, only I use it').check();
    await page.getByRole('button', { name: 'Yes' }).click();
    await page.waitForURL((url) => url.pathname === '/');
  }

  const at = (path: string) => page.goto(new URL(path, platform.address).href);
  const focused = () => page.evaluate('document.activeElement.textContent.trim()');

  /** Nothing wider than the screen, and, at the narrowest and the widest, nothing for axe to find. */
  async function fine(name: string): Promise<void> {
    if (page.viewportSize()?.width !== 390) {
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(
        violations.map(({ id, nodes }) => `${name}: ${id}: ${nodes.map(({ html }) => html).join(' ')}`),
      ).toEqual([]);
    }
    expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
    const folder = process.env.SCREENSHOTS;
    if (folder !== undefined)
      await page.screenshot({ path: `${folder}/${name}-${page.viewportSize()?.width}.png`, fullPage: true });
  }

  test.each([320, 390, 1280])(
    'every page at %i px: axe finds nothing, nothing sticks out',
    async (width) => {
      await arrive({ width });
      await fine('is-that-you');
      await comeIn();
      await fine('home');
      for (const [name, path] of Object.entries({
        pulse: '/pulse/whole',
        steps: '/pulse/steps',
        digest: '/digest/d1',
        leave: '/leave',
        in: '/in',
        privacy: '/privacy',
        demo: '/demo',
        missing: '/nothing-here',
        over: '/me',
      })) {
        await at(path);
        if (name === 'digest') await page.getByText('Show as a table').first().click();
        await fine(name);
      }
      await at('/l/before');
      await fine('before');
      await at('/in#unknown');
      await page.getByText('It may have been used already').waitFor();
      await fine('refused');
      await at('/pulse/whole');
      await page.getByLabel('anything you would like to add').fill('me@example.org');
      await page.getByRole('button', { name: 'Send my answers' }).click();
      await fine('problem');
    },
    300_000,
  );

  test('who goes back to a form finds it empty, whoever filled it in', async () => {
    await arrive({ width: 390 });
    await comeIn();
    await at('/pulse/whole');
    const box = page.getByLabel('anything you would like to add');
    await box.fill('I did not feel safe to say it');
    await page.getByRole('radio').first().check();
    await at('/privacy');
    await page.goBack();
    expect([await box.inputValue(), await page.getByRole('radio').first().isChecked()]).toEqual(['', false]);
  });

  test('a pulse can be answered with the keyboard alone, a problem mended, and the thanks read', async () => {
    await arrive({ width: 1280 });
    const tabTo = async (text: string) => {
      for (let presses = 0; presses < 40; presses += 1) {
        await page.keyboard.press('Tab');
        if ((await focused()) === text) return;
      }
      throw new Error(`the keyboard does not reach "${text}"`);
    };
    const tabToInput = async (input: Locator) => {
      for (let presses = 0; presses < 20; presses += 1) {
        if (await input.evaluate((element) => element.matches(':focus'))) return;
        await page.keyboard.press('Tab');
      }
      throw new Error('the keyboard does not reach the input');
    };
    await tabToInput(page.getByLabel('Yes, only I use it'));
    await page.keyboard.press('Space');
    await tabTo('Yes, that’s me');
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.pathname === '/');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Skip to main content');
    await page.keyboard.press('Enter');
    await tabTo('Answer three questions');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/pulse/whole');

    await tabToInput(page.getByRole('group', { name: 'my voice is heard' }).getByLabel('Not at all'));
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Write to me@example.org <b>');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');

    const summary = page.locator('.nhsuk-error-summary');
    await summary.waitFor();
    expect(await summary.evaluate((element) => element.matches(':focus'))).toBe(true);
    expect(await page.title()).toMatch(/^Error: /);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    const note = page.getByLabel('anything you would like to add');
    expect(await note.evaluate((input) => input.matches(':focus'))).toBe(true);
    expect(await note.inputValue()).toBe('Write to me@example.org <b>');
    expect(
      await page.getByRole('group', { name: 'my voice is heard' }).getByLabel('A little').isChecked(),
    ).toBe(true);
    await page.keyboard.press('Control+A');
    await page.keyboard.type('Nothing');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Thank you. Your answer has been counted.' }).waitFor();
    await fine('thanks');
  });

  test('one question at a time: focus, progress, the way back, and one sending at the end', async () => {
    await arrive({ width: 390 });
    await comeIn();
    let sent = 0;
    page.on('request', (request) => {
      if (request.method() === 'POST') sent += 1;
    });
    await at('/pulse/steps');
    const heard = page.getByRole('group', { name: 'my voice is heard' });
    const change = page.getByRole('group', { name: 'something will change' });
    const note = page.getByLabel('anything you would like to add');
    const send = page.getByRole('button', { name: 'Send my answers' });
    await page.getByText('Question 1 of 3').waitFor();
    expect(await change.isVisible()).toBe(false);
    expect(await send.isVisible()).toBe(false);

    await heard.getByLabel('Mostly').check();
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByText('Question 2 of 3').waitFor();
    expect(await focused()).toBe('I believe something will change because of this.');
    expect(await heard.isVisible()).toBe(false);
    await fine('step-2');
    await change.getByLabel('Partly').check();
    await page.keyboard.press('Enter');
    await page.getByText('Question 3 of 3').waitFor();
    await fine('step-3');
    await page.getByRole('button', { name: 'Back' }).click();
    expect(await change.getByLabel('Partly').isChecked()).toBe(true);
    await page.getByRole('button', { name: 'Next' }).click();
    await note.fill('me@example.org');
    expect(sent).toBe(0);
    await send.click();

    await page.locator('.nhsuk-error-summary').waitFor();
    await page.getByText('Question 3 of 3').waitFor();
    await page.getByRole('link', { name: 'take the e-mail address out' }).click();
    await note.fill('');
    await send.click();
    await page.getByRole('heading', { level: 1, name: 'Thank you' }).waitFor();
    expect(sent).toBe(2);
  });

  test('without a script the whole form stands on one page and works', async () => {
    await arrive({ width: 390, javaScriptEnabled: false });
    await comeIn();
    await at('/pulse/steps');
    await page.getByRole('group', { name: 'my voice is heard' }).getByLabel('Mostly').check();
    await page.getByRole('group', { name: 'something will change' }).getByLabel('Partly').check();
    await page.getByLabel('anything you would like to add').fill('me@example.org');
    await page.getByRole('button', { name: 'Send my answers' }).click();
    await page.getByRole('link', { name: 'take the e-mail address out' }).waitFor();
    await page.getByLabel('anything you would like to add').fill('');
    await page.getByRole('button', { name: 'Send my answers' }).click();
    await page.getByRole('heading', { level: 1, name: 'Thank you' }).waitFor();
  });
});
