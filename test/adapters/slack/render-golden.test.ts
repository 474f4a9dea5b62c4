import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createActionCodec } from '../../../adapters/slack/auth/action-codec.ts';
import { renderModal } from '../../../adapters/slack/render/modal.ts';
import { renderPost } from '../../../adapters/slack/render/post.ts';
import { digest } from './golden/digest.ts';
import { pulseForm } from './golden/pulse-form.ts';
import { pulseInvitation } from './golden/pulse-invitation.ts';
import { SAMPLES } from './sample-messages.ts';

/**
 * What Slack is sent, to read and to paste into its Block Kit Builder. The files say `satisfies` with Slack's own types, so
 * the compiler checks the shapes. To write them anew: UPDATE_GOLDEN=1, run this file, and let Biome format them.
 */
const codec = createActionCodec([new Uint8Array(32).fill(7)]);
const whole = { name: 'digest.show', subject: 'd1' } as const;
const rendered = {
  'pulse-invitation': renderPost(SAMPLES.invitation, codec),
  'pulse-form': renderModal(SAMPLES.form, codec, { view: { name: 'pulse.show', subject: 'r1' } }),
  digest: renderPost(SAMPLES.digest, codec, { whole }),
};

if (process.env.UPDATE_GOLDEN === '1') {
  write(
    'pulse-invitation',
    'pulseInvitation',
    '{ text: string; blocks: KnownBlock[] }',
    'KnownBlock',
    '@slack/types',
  );
  write('pulse-form', 'pulseForm', 'ModalView', 'ModalView', '@slack/types');
  write('digest', 'digest', 'SlackPost', 'SlackPost', '../../../../adapters/slack/render/post.ts');
}

function write(
  file: keyof typeof rendered,
  name: string,
  type: string,
  imported: string,
  from: string,
): void {
  const content = JSON.stringify(rendered[file], null, 2);
  const source = `import type { ${imported} } from '${from}';\n\nexport const ${name} = ${content} satisfies ${type};\n`;
  writeFileSync(new URL(`./golden/${file}.ts`, import.meta.url), source);
}

test('the invitation to a pulse, the form of a pulse and a digest are as they were looked at', () => {
  expect(rendered['pulse-invitation']).toEqual(pulseInvitation);
  expect(rendered['pulse-form']).toEqual(pulseForm);
  expect(rendered.digest).toEqual(digest);
});
