import type { Digest, TakenOut } from '../domain/digest/digest.ts';
import { WITHDRAWAL_REASONS } from '../domain/withdrawal.ts';
import type { Block, Message } from '../ports/message.ts';
import { actions, button, choice, compose, heading, list, sentence, text } from './blocks.ts';
import type { Reader } from './reader.ts';
import type { Words } from './words.ts';

export const WITHDRAW_INPUTS = { words: 'words', why: 'why' } as const;

export interface WordsFormView {
  /** What the form was opened for: a digest, a circle's promises, or one text. */
  readonly subject: string;
  readonly circle: string;
  readonly items: readonly { readonly ref: string; readonly words: string }[];
  /** Whether the reader may ask to take words out; everybody else may tell those who can. */
  readonly mayWithdraw: boolean;
}

export function wordsForm(view: WordsFormView, reader: Reader): Message {
  const { subject, circle, items, mayWithdraw } = view;
  return compose(reader, (words) => ({
    summary: words.say('withdraw.form.summary', { circle }),
    blocks: [
      heading(1, words.say('withdraw.form.heading')),
      ...(items.length === 0
        ? [text(words.say('withdraw.form.none'), 'lead')]
        : [
            text(words.say(mayWithdraw ? 'withdraw.form.steward' : 'withdraw.form.lead'), 'lead'),
            ...(mayWithdraw
              ? [list([words.say('withdraw.form.told'), words.say('withdraw.form.reach')])]
              : []),
            wordsChoice(words.say('withdraw.form.words'), items),
            ...(mayWithdraw ? [whyChoice(words)] : []),
            mayWithdraw
              ? actions(button(words.say('withdraw.form.send'), 'words.withdraw', subject, 'primary'))
              : actions(button(words.say('withdraw.form.flag'), 'words.flag', subject, 'primary')),
          ]),
    ],
  }));
}

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

/** What everybody hears: how many, by whom and why. */
export function takenOutBlocks(
  { takenOut = [], takenOutBefore = [] }: Pick<Digest, 'takenOut' | 'takenOutBefore'>,
  words: Words,
): Block[] {
  const line = ({ count, why, by }: TakenOut, key: 'withdrawn' | 'before' | 'held-back') =>
    words.say(`digest.taken-out.${key}`, {
      count,
      why: words.say(`withdraw.why.${why}`),
      names: words.list(by),
    });
  const lines = [
    ...takenOut.map((each) => line(each, 'withdrawn')),
    ...takenOutBefore.map((each) => line(each, each.what === 'held-back' ? 'held-back' : 'before')),
  ];
  return lines.length === 0 ? [] : [heading(2, words.say('digest.taken-out')), list(lines)];
}
