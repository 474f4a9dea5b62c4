import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AdaptiveCard } from '../../adapters/teams/render/adaptive-card.ts';
import { DAY, HOUR } from '../../src/core/instant.ts';
import {
  invitationOf,
  letterFor,
  NAMES,
  OPEN,
  PEOPLE,
  startTogether,
  type Together,
} from '../support/app-on-teams.ts';
import { lookIntoSeal } from '../support/app-tally.ts';
import { launchChromium } from '../support/chromium.ts';
import { object, text } from '../support/slack/payload.ts';
import { type DrawnCard, drawCard } from '../support/teams/draw.ts';
import type { Payload, Person, SeenMessage } from '../support/teams/types.ts';
import { MONDAY } from '../support/test-app.ts';
import { openRound } from '../support/test-users.ts';

const TUESDAY_10 = MONDAY + DAY + HOUR;
const DESKTOP = { width: 760 };
const PHONE = { width: 360 };
const SEND = 'Send my answers';
const THANKS = 'Thank you. Your answer has been counted.';
/** Far more than any card of ours has to step through. */
const MOST_TABS = 60;

/** The bot's own cards, drawn by Microsoft's renderer, worked by keyboard alone; what it would send goes back through the local connector. */
describe('cards of Teams in Chromium', () => {
  let browser: Browser;
  let together: Together;
  const person = (name: keyof typeof PEOPLE): Person => together.teams.user(PEOPLE[name]);

  beforeAll(async () => {
    browser = await launchChromium();
    together = await startTogether();
    const kasia = person('Kasia Nowak');
    await kasia.say('me');
    const page = await together.teams.until(() =>
      kasia.direct().findLast(({ buttons }) => buttons.includes('Save')),
    );
    kasia.fill(page, { 'one.one-at-a-time': 'yes' });
    await kasia.press(page, 'Save');
    await together.app.passTo(TUESDAY_10);
  });
  afterAll(async () => {
    await browser?.close();
    await together?.app.stop();
    await together?.teams.stop();
  });

  /** Draws a card, lets somebody work it, and gives what its last button would send. */
  async function worked(
    card: unknown,
    sheet: { readonly width: number; readonly title?: string },
    work: (page: Page) => Promise<void>,
  ): Promise<Payload> {
    const shown = await drawCard(browser, card as AdaptiveCard, sheet);
    try {
      await isReadable(shown);
      await work(shown.page);
      const [sent, ...others] = await shown.pressed();
      expect(others).toEqual([]);
      return object(sent?.data);
    } finally {
      await shown.close();
    }
  }

  async function words(
    card: unknown,
    sheet: { readonly width: number; readonly title?: string },
  ): Promise<string> {
    const shown = await drawCard(browser, card as AdaptiveCard, sheet);
    try {
      await isReadable(shown);
      return (await shown.page.locator('#card').innerText()).replaceAll('\u2060', '');
    } finally {
      await shown.close();
    }
  }

  /** Posts what a button of a card in a chat sends, and gives the card that comes in its place. */
  async function execute(who: Person, data: Payload): Promise<unknown> {
    const action = { type: 'Action.Execute', verb: 'as pressed', data };
    const { body } = await who.invoke('adaptiveCard/action', { action, trigger: 'manual' });
    expect(object(body).statusCode).toBe(200);
    return object(body).value;
  }

  /** The same for a button that opens a window, or one in it. */
  async function inWindow(who: Person, name: 'task/fetch' | 'task/submit', data: Payload) {
    const { body } = await who.invoke(name, { data, context: { theme: 'default' } });
    const value = object(object(object(body).task).value);
    return { title: text(value.title), card: object(value.card).content };
  }

  const cardOf = ({ cards }: SeenMessage): unknown => cards[0];
  const counted = async (): Promise<number> => {
    const { app, circle } = together;
    const seal = await lookIntoSeal(app.context, await openRound(app, circle));
    return Object.values(seal).reduce((sum, voice) => sum + Number(voice.counted), 0);
  };

  test('an invitation is read, opened, filled in and sent with the keyboard, and counted', async () => {
    const gwen = person('Gwen Abara');
    const opening = await worked(cardOf(invitationOf(gwen)), DESKTOP, (page) => presses(page, OPEN[0]));
    const form = await execute(gwen, opening);
    const filled = await worked(form, DESKTOP, async (page) => {
      await chooses(page, /I could say what I think/, 3);
      await chooses(page, /I believe something will change/, 2);
      await presses(page, SEND);
    });
    expect(filled).toMatchObject({ 'one.voice': '4', 'one.trust': '3' });
    expect(Object.keys(filled).sort()).toEqual(['one.trust', 'one.voice', 'rt']);
    const before = await counted();
    expect(await words(await execute(gwen, filled), DESKTOP)).toBe(THANKS);
    expect(await counted()).toBe(before + 1);
    expect(await words(await execute(gwen, filled), DESKTOP)).toContain(
      'counted once, so nothing has changed.',
    );
  });

  test('on a phone, one question after the other: forwards, back, and sent once', async () => {
    const kasia = person('Kasia Nowak');
    const opening = await worked(cardOf(invitationOf(kasia)), PHONE, (page) => presses(page, OPEN[0]));
    const filled = await worked(await execute(kasia, opening), PHONE, async (page) => {
      await chooses(page, /I could say what I think/, 0);
      await presses(page, 'Next');
      await chooses(page, /What got in the way most/, 1);
      await presses(page, 'Next');
      await presses(page, 'Back');
      await presses(page, 'Next');
      await chooses(page, /I believe something will change/, 4);
      await presses(page, SEND);
    });
    expect(filled).toMatchObject({ 'one.voice': '1', 'one.trust': '5' });
    expect(text(filled['one.in-the-way'])).not.toBe('');
    expect(await words(await execute(kasia, filled), PHONE)).toBe(THANKS);
  });

  test('a guest on a phone opens the window from the channel, is told what is missing, and sends it', async () => {
    const hasan = person('Hasan Ali');
    const card = cardOf(letterFor(together.teams, 'Hasan Ali'));
    const opening = await worked(card, PHONE, (page) => presses(page, OPEN[0]));
    const form = await inWindow(hasan, 'task/fetch', opening);
    const sheet = { ...PHONE, title: form.title };
    const nothing = await worked(form.card, sheet, (page) => presses(page, SEND));
    const refused = await inWindow(hasan, 'task/submit', nothing);
    expect(await words(refused.card, sheet)).toContain('No answer was chosen.');
    const filled = await worked(refused.card, sheet, async (page) => {
      await chooses(page, /I believe something will change/, 3);
      await presses(page, SEND);
    });
    const thanks = await inWindow(hasan, 'task/submit', filled);
    expect(`${thanks.title} ${await words(thanks.card, { ...PHONE, title: thanks.title })}`).toContain(
      THANKS,
    );
  });

  test('a personal link is given in the window, whole, so that it can be read out and copied', async () => {
    const hasan = person('Hasan Ali');
    const card = cardOf(letterFor(together.teams, 'Hasan Ali'));
    const asking = await worked(card, PHONE, (page) => presses(page, 'Give me a personal link instead'));
    const link = await inWindow(hasan, 'task/fetch', asking);
    // Microsoft's package breaks no long word in a RichTextBlock; what Teams' own phones do, nobody says.
    expect(await words(link.card, { ...DESKTOP, title: link.title })).toMatch(/http:\/\/\S+\/\S{20,}/);
  });

  test('a turn is taken by keyboard', async () => {
    const asked = NAMES.map(person).find((each) => offerTo(each) !== undefined) ?? person('Gwen Abara');
    const data = await worked(offerTo(asked)?.cards[0], PHONE, (page) => presses(page, 'Yes, I will chair'));
    expect(await words(await execute(asked, data), PHONE)).toContain('Thank you. You chair');
  });
});

/** The letter that asks somebody to chair. Who is drawn first is up to the seed. */
function offerTo(who: Person): SeenMessage | undefined {
  return who.direct().findLast(({ buttons }) => buttons.includes('Yes, I will chair'));
}

/** Goes from one part to the next as people do who use no mouse, until this one has the focus. */
async function tabsTo(page: Page, target: Locator): Promise<void> {
  for (let tabs = 0; tabs < MOST_TABS; tabs += 1) {
    if (await target.evaluate((element) => element === element.ownerDocument.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`The keyboard does not lead to ${String(target)}.`);
}

async function presses(page: Page, name: string): Promise<void> {
  await tabsTo(page, page.getByRole('button', { name, exact: true }).filter({ visible: true }));
  await page.keyboard.press('Enter');
}

/** Chooses one of the answers to a question: its first choice is read out together with it. */
async function chooses(page: Page, question: RegExp, index: number): Promise<void> {
  const first = page.getByRole('radio', { name: question }).filter({ visible: true });
  const group = await first.getAttribute('name', { timeout: 5_000 });
  await tabsTo(page, first);
  await page.keyboard.press('Space');
  for (let step = 0; step < index; step += 1) await page.keyboard.press('ArrowDown');
  expect(await page.locator(`input[name="${group}"]`).nth(index).isChecked()).toBe(true);
}

/** Fits the screen, and every part of it can be told by a screen reader. */
async function isReadable({ page }: DrawnCard): Promise<void> {
  // The page around the card is ours, for the test alone; a card's headings start at the level that Teams gives them.
  const { violations } = await new AxeBuilder({ page }).disableRules(['page-has-heading-one']).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth > window.innerWidth')).toBe(false);
}
