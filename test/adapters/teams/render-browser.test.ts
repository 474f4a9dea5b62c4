import { AxeBuilder } from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AdaptiveCard } from '../../../adapters/teams/render/adaptive-card.ts';
import { renderCard } from '../../../adapters/teams/render/card.ts';
import { idOf } from '../../../adapters/teams/render/input-id.ts';
import type { Block } from '../../../src/core/ports/message.ts';
import { message, said } from '../../contract/chat.fixtures.ts';
import { launchChromium } from '../../support/chromium.ts';
import { type DrawnCard, drawCard } from '../../support/teams/draw.ts';
import { SAMPLES } from '../slack/sample-messages.ts';
import { HOSTILE } from './hostile.ts';
import { CARDS, codec, OWNER } from './sample-cards.ts';

const SEND: Block = {
  kind: 'actions',
  buttons: [{ label: 'Send', action: { name: 'promise.raise', subject: 'p1' }, weight: 'primary' }],
};

/** The cards as Microsoft's own renderer draws them. */
describe('in Chromium', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
  });

  async function drawn<T>(card: AdaptiveCard, look: (shown: DrawnCard) => Promise<T>): Promise<T> {
    const shown = await drawCard(browser, card, { width: 390 });
    try {
      return await look(shown);
    } finally {
      await shown.close();
    }
  }

  test.each([
    ['invitation', CARDS.invitation.attachments[0].content],
    ['form', CARDS.form.card.content],
    ['one question', CARDS.oneQuestion],
    ['digest', CARDS.digest.attachments[0].content],
    ['turn offer', CARDS.turnOffer.attachments[0].content],
  ])('the %s fits a phone, and every part of it can be told by a screen reader', async (_, card) => {
    await drawn(card, async ({ page }) => {
      // The page around the card is ours, for the test alone; a card's headings start at the level that Teams gives them.
      const { violations } = await new AxeBuilder({ page }).disableRules(['page-has-heading-one']).analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
      const wider = await page.evaluate('document.documentElement.scrollWidth > window.innerWidth');
      expect(wider, 'wider than the screen').toBe(false);
    });
  });

  test('what people typed stays text: no link, picture, list, bold word or date comes of it', async () => {
    const blocks = HOSTILE.flatMap((typed, index): Block[] => [
      said(typed),
      { kind: 'heading', level: 2, text: typed },
      { kind: 'list', items: [typed] },
      { kind: 'facts', items: [{ label: typed, value: typed }] },
      { kind: 'table', caption: typed, columns: [typed], rows: [[typed]] },
      {
        kind: 'choice',
        name: `c${index}`,
        label: typed,
        hint: typed,
        many: index % 2 === 0,
        options: [{ value: 'a', label: typed }],
        chosen: [],
      },
      { kind: 'link', text: typed, action: { name: 'me.show', subject: '' } },
    ]);
    const card = renderCard(message('Hostile', ...blocks, SEND), codec, { surface: 'chat', owner: OWNER });
    await drawn(card, async ({ page, markdown }) => {
      const elements = await page
        .locator('#card')
        .locator('a, img, script, strong, em, b, i, ul, ol, code, h1')
        .count();
      expect(elements).toBe(0);
      const text = (await page.locator('#card').innerText()).replaceAll('\u2060', '');
      for (const typed of HOSTILE) expect(text).toContain(typed);
      // No Markdown package is among our dependencies, so instead of processing what the renderer would hand to one, we see
      // that there is nothing in it to process, by the rules of https://spec.commonmark.org/0.31.2/ and of GitHub's.
      for (const handed of await markdown()) expect([handed, markupIn(handed)]).toEqual([handed, []]);
      expect((await markdown()).length).toBeGreaterThan(HOSTILE.length);
    });
  });

  test('a form is filled in by keyboard, one question after the other, and sent once with all of it', async () => {
    const form = renderCard({ ...SAMPLES.form, oneAtATime: true }, codec, { surface: 'chat', owner: OWNER });
    const questions = SAMPLES.form.blocks.filter((block) => 'name' in block);
    await drawn(form, async ({ page, pressed }) => {
      const shown = () =>
        page
          .getByText(/^Question \d of \d$/)
          .filter({ visible: true })
          .allInnerTexts();
      const press = async (name: string) => {
        const button = page.getByRole('button', { name }).filter({ visible: true });
        await button.focus();
        await page.keyboard.press('Enter');
      };
      for (const [index, block] of questions.entries()) {
        expect(await shown()).toEqual([`Question ${index + 1} of ${questions.length}`]);
        const isChoice = block.kind === 'scale' || block.kind === 'choice';
        if (isChoice) {
          const first = page.getByRole('radio').filter({ visible: true }).first();
          await first.focus();
          await page.keyboard.press('Space');
        } else {
          await page.getByRole('textbox', { name: /Anything else/ }).fill('A ramp, please.');
        }
        if (index < questions.length - 1) await press('Next');
      }
      expect(await page.getByRole('button', { name: 'Next' }).filter({ visible: true }).count()).toBe(0);
      await press('Back');
      expect(await shown()).toEqual([`Question ${questions.length - 1} of ${questions.length}`]);
      await press('Next');
      expect(await pressed()).toEqual([]);
      await press('Send my answers');

      const [sent, ...others] = await pressed();
      expect(others).toEqual([]);
      const { rt, ...inputs } = sent?.data ?? {};
      expect(codec.open(rt, OWNER)).toEqual({ ok: true, action: { name: 'pulse.answer', subject: 'r1' } });
      const expected = questions.map((block) => [
        idOf(block.name, 'options' in block ? 'one' : 'text'),
        'options' in block ? block.options[0]?.value : 'A ramp, please.',
      ]);
      expect(inputs).toEqual(Object.fromEntries(expected));
    });
  });

  test('the label of an input is heard with its hint', async () => {
    const hinted: Block = {
      kind: 'text-input',
      name: 'words',
      label: 'What should change?',
      hint: 'One thing at a time.',
      lines: 3,
      maxLength: 200,
      value: '',
    };
    const card = renderCard(message('S', hinted, SEND), codec, { surface: 'chat', owner: OWNER });
    await drawn(card, async ({ page }) => {
      const box = page.getByRole('textbox', { name: /What should change\?\s*One thing at a time\./ });
      expect(await box.count()).toBe(1);
    });
  });
});

/** What Markdown would make of a line, each by the name of its rule. */
function markupIn(line: string): string[] {
  const rules: Record<string, RegExp> = {
    emphasis: /(?<![\p{L}\p{N}])_(?=[^\s_])|(?<=[^\s_])_(?![\p{L}\p{N}])|\*(?=\S)|(?<=\S)\*|~~?(?=\S)/u,
    link: /\]\(|\]\[|^\s{0,3}\[[^\]]*\]:/u,
    html: /<[A-Za-z/!?]/u,
    entity: /&(?:#\d+|#x[\da-f]+|\w+);/iu,
    escape: /\\[!-/:-@[-`{-~]/u,
    code: /`|^(?: {4}|\t)/u,
    block: /^\s{0,3}(?:[-+*](?:\s|$)|\d{1,9}[.)](?:\s|$)|#{1,6}(?:\s|$)|>|[-*_]{3,}\s*$|=+\s*$|~~~)/u,
  };
  return Object.keys(rules).filter((name) => rules[name]?.test(line));
}
