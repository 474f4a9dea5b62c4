import { mkdirSync, writeFileSync } from 'node:fs';
import { CARDS } from '../../adapters/teams/sample-cards.ts';
import { launchChromium } from '../chromium.ts';
import { drawCard, type Sheet } from './draw.ts';

/** Draws the pictures of docs/teams.md anew: `npx tsx test/support/teams/pictures.ts [folder]`. */
const folder = process.argv[2] ?? 'docs/images';
const [phone, desk] = [390, 720];
const pictures = [
  ['invitation', CARDS.invitation.attachments[0].content, {}],
  ['form', CARDS.form.card.content, { title: CARDS.form.title }],
  ['one-question', CARDS.oneQuestion, {}],
  ['digest', CARDS.digest.attachments[0].content, {}],
  ['turn-offer', CARDS.turnOffer.attachments[0].content, {}],
] as const;
/** As they stand in the document; with a folder given, each is drawn at both widths. */
const WIDTHS: Record<string, number> = { invitation: desk, form: phone, 'one-question': phone, digest: desk };

const browser = await launchChromium();
mkdirSync(folder, { recursive: true });
for (const [name, card, extra] of pictures) {
  const own = WIDTHS[name];
  const widths = process.argv[2] === undefined ? (own === undefined ? [] : [own]) : [phone, desk];
  for (const width of widths) {
    const sheet: Sheet = { ...extra, width };
    const drawn = await drawCard(browser, card, sheet);
    // The first question stands below all that is said before; the second shows what a step looks like.
    if (name === 'one-question') await drawn.page.getByRole('button', { name: 'Next' }).click();
    const suffix = process.argv[2] === undefined ? '' : `-${width}`;
    writeFileSync(`${folder}/teams-${name}${suffix}.png`, await drawn.picture());
    await drawn.close();
  }
}
await browser.close();
