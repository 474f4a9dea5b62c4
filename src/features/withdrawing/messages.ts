import type { Circle } from '../../core/circle.ts';
import {
  actions,
  button,
  choice,
  compose,
  heading,
  list,
  sentence,
  text,
} from '../../core/messages/blocks.ts';
import type { Reader } from '../../core/messages/reader.ts';
import type { Words } from '../../core/messages/words.ts';
import type { Block, Message } from '../../core/ports/message.ts';
import { WITHDRAWAL_REASONS } from '../digests/rules/withdrawal.ts';

export const WITHDRAW_INPUTS = { words: 'words', why: 'why' } as const;

export interface WordsFormView {
  /** What the form was opened for: a digest, a circle's promises, or one text. */
  readonly subject: string;
  readonly circle: string;
  readonly items: readonly { readonly ref: string; readonly words: string }[];
  /** Everybody may tell the stewards; stewards may ask to take words out, or to hold back what the next digest would show. */
  readonly asks: 'flag' | 'withdraw' | 'hold';
}

export function wordsForm(view: WordsFormView, reader: Reader): Message {
  const { subject, circle, items, asks } = view;
  return compose(reader, (words) => ({
    summary: words.say(asks === 'hold' ? 'hold.form.summary' : 'withdraw.form.summary', { circle }),
    blocks: [
      heading(1, words.say(asks === 'hold' ? 'hold.form.heading' : 'withdraw.form.heading')),
      ...(items.length === 0
        ? [text(words.say(asks === 'hold' ? 'hold.form.none' : 'withdraw.form.none'), 'lead')]
        : [
            text(words.say(LEADS[asks]), 'lead'),
            ...(asks === 'flag' ? [] : [list([words.say('withdraw.form.told'), words.say(REACH[asks])])]),
            wordsChoice(words.say('withdraw.form.words'), items),
            ...(asks === 'flag' ? [] : [whyChoice(words)]),
            actions(button(words.say(SENDS[asks]), `words.${asks}`, subject, 'primary')),
          ]),
    ],
  }));
}

const LEADS = {
  flag: 'withdraw.form.lead',
  withdraw: 'withdraw.form.steward',
  hold: 'hold.form.lead',
} as const;
const REACH = { withdraw: 'withdraw.form.reach', hold: 'hold.form.silence' } as const;
const SENDS = { flag: 'withdraw.form.flag', withdraw: 'withdraw.form.send', hold: 'hold.form.send' } as const;

/** The texts to choose from; a single one is chosen. */
export function wordsChoice(label: string, items: WordsFormView['items']): Block {
  const options = items.map(({ ref, words }) => ({ value: ref, label: words.replace(/\s+/gu, ' ') }));
  const [first, ...more] = options;
  const chosen = first !== undefined && more.length === 0 ? first.value : null;
  return { ...choice(WITHDRAW_INPUTS.words, label, options, chosen), many: true };
}

export function whyChoice(words: Words): Block {
  const options = WITHDRAWAL_REASONS.map((value) => ({ value, label: words.say(`withdraw.why.${value}`) }));
  return choice(WITHDRAW_INPUTS.why, words.say('withdraw.form.why'), options, null);
}

/** The same for everybody, whether or not somebody has asked before. */
export function wordsFlaggedThanks(reader: Reader): Message {
  return sentence(reader, (words) => words.say('withdraw.flagged'));
}

/** To every steward. Says nothing of who asked, and repeats none of the words. */
export function wordsFlagged(circle: string, ref: string, reader: Reader): Message {
  return compose(reader, (words) => ({
    summary: words.say('withdraw.letter.summary', { circle }),
    blocks: [
      text(words.say('withdraw.letter.lead', { circle }), 'lead'),
      text(words.say('withdraw.letter.same'), 'quiet'),
      actions(button(words.say('withdraw.letter.open'), 'words.form', ref, 'primary')),
    ],
  }));
}

/** To every steward, when the review opens. */
export function wordsWaiting({ id, name }: Pick<Circle, 'id' | 'name'>, reader: Reader): Message {
  return compose(reader, (words) => ({
    summary: words.say('hold.letter.summary', { circle: name }),
    blocks: [
      text(words.say('hold.letter.lead', { circle: name }), 'lead'),
      text(words.say('hold.letter.same'), 'quiet'),
      actions(button(words.say('withdraw.letter.open'), 'words.review', id, 'primary')),
    ],
  }));
}
