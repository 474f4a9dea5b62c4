import {
  actions,
  button,
  compose,
  heading,
  input,
  list,
  required,
  sentence,
  text,
} from '../../core/messages/blocks.ts';
import type { Reader } from '../../core/messages/reader.ts';
import { signpostBlock } from '../../core/messages/signpost.ts';
import type { Message } from '../../core/ports/message.ts';
import type { Signpost } from '../../core/signpost.ts';
import { MAX_WORDS_LENGTH } from '../../core/written-words.ts';

export const SAY_INPUTS = { words: 'words' } as const;

export interface SayView {
  readonly circle: string;
  readonly circleId: string;
  readonly signpost: Signpost;
}

/** The only place where unnamed words are typed. Says what is kept, and what cannot be promised. */
export function sayForm(view: SayView, reader: Reader): Message {
  return compose(reader, (words) => ({
    summary: words.say('say.form.summary', { circle: view.circle }),
    blocks: [
      heading(1, words.say('say.form.heading')),
      text(words.say('say.form.lead', { circle: view.circle }), 'lead'),
      list([words.say('say.form.kept'), words.say('say.form.shown')]),
      text(words.say('say.form.guess'), 'warning'),
      signpostBlock(view.signpost, words),
      required(
        input(SAY_INPUTS.words, words.say('say.form.words'), MAX_WORDS_LENGTH, {
          lines: 4,
          hint: words.say('say.form.hint', { most: MAX_WORDS_LENGTH }),
        }),
      ),
      actions(button(words.say('say.form.send'), 'say.send', view.circleId, 'primary')),
    ],
  }));
}

/** The same for everybody, and without the words. */
export function saySaid(reader: Reader): Message {
  return sentence(reader, (words) => words.say('say.said'));
}
