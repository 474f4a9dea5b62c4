import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { digest } from './golden/digest.ts';
import { form } from './golden/form.ts';
import { invitation } from './golden/invitation.ts';
import { oneQuestion } from './golden/one-question.ts';
import { turnOffer } from './golden/turn-offer.ts';
import { CARDS } from './sample-cards.ts';

/**
 * What Teams is sent, to read and to paste into Microsoft's card designer. The files say `satisfies` with our types of the
 * format. To write them anew: UPDATE_GOLDEN=1, run this file, and let Biome format them.
 */
const FILES = {
  invitation: ['invitation', 'TeamsPost', 'post'],
  form: ['form', 'DialogInfo', 'dialog'],
  oneQuestion: ['one-question', 'AdaptiveCard', 'adaptive-card'],
  digest: ['digest', 'TeamsPost', 'post'],
  turnOffer: ['turn-offer', 'TeamsPost', 'post'],
} as const;

if (process.env.UPDATE_GOLDEN === '1') {
  for (const [name, [file, type, from]] of Object.entries(FILES)) {
    const content = JSON.stringify(Object.entries(CARDS).find(([key]) => key === name)?.[1], null, 2);
    const source = `import type { ${type} } from '../../../../adapters/teams/render/${from}.ts';\n\nexport const ${name} = ${content} satisfies ${type};\n`;
    writeFileSync(new URL(`./golden/${file}.ts`, import.meta.url), source);
  }
}

test('the cards that people see most are as they were looked at', () => {
  expect(CARDS).toEqual({ invitation, form, oneQuestion, digest, turnOffer });
});
