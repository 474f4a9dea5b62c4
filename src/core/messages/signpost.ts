import type { Message, TextBlock } from '../ports/message.ts';
import { MAX_SIGNPOST_LENGTH, type Signpost } from '../signpost.ts';
import { compose, facts, heading, input, text } from './blocks.ts';
import { save, twoKeys } from './form-blocks.ts';
import type { Reader } from './reader.ts';
import type { Words } from './words.ts';

export const SIGNPOST_INPUTS = { text: 'text', outside: 'outside' } as const;

/** Where to turn if somebody is in danger, as one line above what people write. */
export function signpostBlock(signpost: Signpost, words: Words): TextBlock {
  return text(signpostWords(signpost, words), 'warning');
}

export function signpostWords(signpost: Signpost, words: Words): string {
  return signpost.kind === 'own' ? signpost.text : words.say(`signpost.${signpost.kind}`);
}

export interface SignpostFormView {
  readonly circleId: string;
  readonly signpost: Signpost;
  readonly outside: string | null;
}

export function signpostForm({ circleId, signpost, outside }: SignpostFormView, reader: Reader): Message {
  return compose(reader, (words) => ({
    summary: words.say('signpost.form.summary'),
    blocks: [
      heading(1, words.say('signpost.form.heading')),
      text(words.say('signpost.form.lead'), 'lead'),
      facts([words.say('signpost.form.now'), signpostWords(signpost, words)]),
      input(SIGNPOST_INPUTS.text, words.say('signpost.form.words'), MAX_SIGNPOST_LENGTH, {
        lines: 3,
        hint: words.say('signpost.form.hint', { most: MAX_SIGNPOST_LENGTH }),
        value: signpost.kind === 'own' ? signpost.text : '',
      }),
      twoKeys('settings.two-keys.outside', words),
      input(SIGNPOST_INPUTS.outside, words.say('signpost.form.outside'), MAX_SIGNPOST_LENGTH, {
        lines: 2,
        hint: words.say('signpost.form.outside-hint', { most: MAX_SIGNPOST_LENGTH }),
        value: outside ?? '',
      }),
      save('signpost.save', circleId, words),
    ],
  }));
}
