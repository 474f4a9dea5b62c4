import {
  actions,
  button,
  choice,
  compose,
  facts,
  heading,
  input,
  list,
  required,
  sentence,
  text,
} from '../../../core/messages/blocks.ts';
import { circleIdOf, type Whose, whoseBlocks } from '../../../core/messages/circle-choice.ts';
import type { Reader } from '../../../core/messages/reader.ts';
import { signpostBlock } from '../../../core/messages/signpost.ts';
import type { Words } from '../../../core/messages/words.ts';
import type { Block, Message } from '../../../core/ports/message.ts';
import type { Signpost } from '../../../core/signpost.ts';
import { MAX_WORDS_LENGTH } from '../../../core/written-words.ts';
import { MAX_PROMISE_LENGTH, type PromiseItem } from '../rules/promise.ts';
import { yesBackBlocks } from './list.ts';
import { quoted } from './quoted.ts';

/** What the inputs of the forms are called, and what they may hold. */
export const RAISE_INPUTS = { words: 'words', named: 'named' } as const;
export const NAMED = { yes: 'named', no: 'unnamed' } as const;
export const EDIT_INPUTS = { words: 'words' } as const;
export const REPLY_INPUTS = { outcome: 'outcome', words: 'words' } as const;
export const AGAIN_INPUTS = { reason: 'reason' } as const;

/** What a promise is raised with: the words, and whether the name is shown. Unnamed unless the person chooses otherwise. */
export function raiseInputs(words: Words, said = ''): Block[] {
  return [
    required(
      input(RAISE_INPUTS.words, words.say('promise.form.words'), MAX_PROMISE_LENGTH, {
        lines: 4,
        hint: words.say('promise.form.words-hint', { most: MAX_PROMISE_LENGTH }),
        value: said,
      }),
    ),
    choice(
      RAISE_INPUTS.named,
      words.say('promise.form.named'),
      [
        { value: NAMED.no, label: words.say('promise.form.unnamed-option') },
        { value: NAMED.yes, label: words.say('promise.form.named-option') },
      ],
      NAMED.no,
      words.say('promise.form.named-hint'),
    ),
    text(words.say('promise.form.unnamed-kept')),
  ];
}

export function promiseForm(whose: Whose, reader: Reader): Message {
  return compose(reader, (words) => ({
    summary: words.say('promise.form.summary'),
    blocks: [
      heading(1, words.say('promise.form.heading')),
      text(words.say('promise.form.lead'), 'lead'),
      ...whoseBlocks(whose, words),
      ...raiseInputs(words),
      actions(button(words.say('promise.form.send'), 'promise.raise', circleIdOf(whose), 'primary')),
    ],
  }));
}

/** Its button carries the number of the reply that stands: see `reply`. */
export function promiseReplyForm(item: PromiseItem, reader: Reader): Message {
  const value = `${item.reply?.number ?? 0}`;
  return compose(reader, (words) => ({
    summary: words.say('promise.reply.summary'),
    blocks: [
      heading(1, words.say('promise.reply.heading')),
      facts(...quoted(item, words)),
      ...(item.state === 'answered' ? [text(words.say('promise.reply.instead'))] : []),
      choice(
        REPLY_INPUTS.outcome,
        words.say('promise.reply.outcome'),
        [
          { value: 'we-did', label: words.say('promise.reply.we-did-option') },
          { value: 'we-cannot', label: words.say('promise.reply.we-cannot-option') },
        ],
        null,
      ),
      required(
        input(REPLY_INPUTS.words, words.say('promise.reply.words'), MAX_PROMISE_LENGTH, {
          lines: 4,
          hint: words.say('promise.reply.words-hint', { most: MAX_PROMISE_LENGTH }),
        }),
      ),
      actions({
        label: words.say('promise.reply.send'),
        action: { name: 'promise.reply', subject: item.id, value },
        weight: 'primary',
      }),
    ],
  }));
}

/** The reply to raising one. Repeats none of the words. */
export function promiseRaised(named: boolean, reader: Reader): Message {
  return sentence(reader, (words) => words.say(named ? 'promise.raised.named' : 'promise.raised.unnamed'));
}

export function promiseReplied({ reply }: PromiseItem, reader: Reader): Message {
  const first = reply?.askerUntil != null;
  return sentence(reader, (words) => words.say(first ? 'promise.replied.asker-first' : 'promise.replied'));
}

/** For its author: other words, until somebody has replied; and the way to take it back. */
export function promiseEditForm(item: PromiseItem, signpost: Signpost, reader: Reader): Message {
  return compose(reader, (words) => ({
    summary: words.say('promise.edit.summary'),
    blocks: [
      heading(1, words.say('promise.edit.heading')),
      ...(item.reply === null
        ? [
            text(words.say('promise.edit.lead'), 'lead'),
            signpostBlock(signpost, words),
            required(
              input(EDIT_INPUTS.words, words.say('promise.edit.words'), MAX_PROMISE_LENGTH, {
                lines: 4,
                hint: words.say('promise.form.words-hint', { most: MAX_PROMISE_LENGTH }),
                value: item.words,
              }),
            ),
            actions(button(words.say('promise.edit.send'), 'promise.edit', item.id, 'primary')),
          ]
        : [text(words.say('promise.edit.answered'), 'lead')]),
      text(words.say('promise.edit.back-lead')),
      actions(button(words.say('promise.edit.back'), 'promise.take-back', item.id, 'warning')),
    ],
  }));
}

/** For anybody: a closed promise is open again, with a reason. */
export function promiseAgainForm(item: PromiseItem, reader: Reader): Message {
  return compose(reader, (words) => ({
    summary: words.say('promise.again-form.summary'),
    blocks: [
      heading(1, words.say('promise.again-form.summary')),
      text(words.say('promise.again-form.lead'), 'lead'),
      facts(...quoted(item, words)),
      item.raisedBy === null
        ? text(words.say('promise.again-form.unnamed'))
        : required(
            input(AGAIN_INPUTS.reason, words.say('promise.again-form.reason'), MAX_PROMISE_LENGTH, {
              lines: 4,
              hint: words.say('promise.again-form.hint', { most: MAX_PROMISE_LENGTH }),
            }),
          ),
      actions(button(words.say('promise.again-form.send'), 'promise.again', item.id, 'primary')),
    ],
  }));
}

/** What came of a "done", an "I accept", or a "not yet". */
export function promiseJudged(item: PromiseItem, reader: Reader): Message {
  const { state } = item;
  const key = state === 'kept' || state === 'refused' || state === 'answered' ? state : 'not-yet';
  return sentence(
    reader,
    (words) => words.say(`promise.judged.${key}`),
    (words) => (state === 'answered' ? yesBackBlocks(item, words) : []),
  );
}

/** Words of a message, on their way to the promises. Nothing is kept before the button is pressed. */
export function sayFromMessage(view: Whose & { readonly said: string }, reader: Reader): Message {
  const said = [...view.said.normalize('NFC').trim()];
  const cut = said.length > MAX_WORDS_LENGTH;
  const kept = said.slice(0, MAX_WORDS_LENGTH).join('');
  return compose(reader, (words) => ({
    summary: words.say('say.from-message.summary'),
    blocks: [
      heading(1, words.say('say.from-message.heading')),
      text(words.say('say.from-message.lead'), 'lead'),
      list([words.say('say.from-message.ask'), words.say('say.from-message.kept')]),
      ...(cut ? [text(words.say('say.from-message.cut', { most: MAX_WORDS_LENGTH }), 'warning')] : []),
      ...whoseBlocks(view, words),
      ...raiseInputs(words, kept),
      actions(button(words.say('say.from-message.send'), 'promise.raise', circleIdOf(view), 'primary')),
    ],
  }));
}
