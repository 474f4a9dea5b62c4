import {
  actions,
  button,
  choice,
  compose,
  heading,
  input,
  link,
  list,
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
import { isOpen, MAX_PROMISE_LENGTH, type PromiseItem } from '../rules/promise.ts';

/** A promise as one reader sees it. Make them from promises that `isShown`, in the order of `inOrder`. */
export interface PromiseView {
  readonly item: PromiseItem;
  readonly raisedBy: string | null;
  readonly repliedBy: string | null;
  /** The name of the voice that confirmed it. */
  readonly confirmedBy: string | null;
  /** Whole weeks: `ageInWeeks`. */
  readonly weeks: number;
  readonly mayReply: boolean;
  /** Whether this reader may confirm or reopen it: `mayJudge`. */
  readonly mayJudge: boolean;
  /** Whether this reader wrote it and may change it or take it back. */
  readonly mayTakeBack: boolean;
}

export interface PromiseListView {
  readonly circle: string;
  readonly circleId: string;
  readonly promises: readonly PromiseView[];
}

/** What the inputs of the two forms are called, and what they may hold. */
export const RAISE_INPUTS = { words: 'words', named: 'named' } as const;
export const NAMED = { yes: 'named', no: 'unnamed' } as const;
export const EDIT_INPUTS = { words: 'words' } as const;
export const REPLY_INPUTS = { outcome: 'outcome', words: 'words' } as const;

export function promiseList(view: PromiseListView, reader: Reader): Message {
  return compose(reader, (words) => {
    const open = view.promises.filter(({ item }) => isOpen(item));
    const closed = view.promises.filter(({ item }) => !isOpen(item));
    return {
      summary: words.say('promise.list.summary', { count: open.length, circle: view.circle }),
      blocks: [
        heading(1, words.say('promise.list.heading')),
        text(words.say('promise.list.lead'), 'lead'),
        link(words.say('promise.raise-link'), 'promise.form', view.circleId),
        heading(2, words.say('promise.list.open')),
        ...(open.length === 0 ? [text(words.say('promise.list.none'))] : entries(open, words)),
        ...(closed.length === 0
          ? []
          : [heading(2, words.say('promise.list.closed')), ...entries(closed, words)]),
        ...(view.promises.length === 0
          ? []
          : [link(words.say('withdraw.link'), 'words.form', view.circleId)]),
      ],
    };
  });
}

/** What a promise is raised with: the words, and whether the name is shown. Unnamed unless the person chooses otherwise. */
export function raiseInputs(words: Words, said = ''): Block[] {
  return [
    input(RAISE_INPUTS.words, words.say('promise.form.words'), MAX_PROMISE_LENGTH, {
      lines: 4,
      hint: words.say('promise.form.words-hint', { most: MAX_PROMISE_LENGTH }),
      value: said,
    }),
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

export function promiseReplyForm(view: PromiseView, reader: Reader): Message {
  return compose(reader, (words) => ({
    summary: words.say('promise.reply.summary'),
    blocks: [
      heading(1, words.say('promise.reply.heading')),
      { kind: 'facts', items: [{ label: words.say('promise.said'), value: view.item.words }] },
      choice(
        REPLY_INPUTS.outcome,
        words.say('promise.reply.outcome'),
        [
          { value: 'we-did', label: words.say('promise.reply.we-did-option') },
          { value: 'we-cannot', label: words.say('promise.reply.we-cannot-option') },
        ],
        null,
      ),
      input(REPLY_INPUTS.words, words.say('promise.reply.words'), MAX_PROMISE_LENGTH, {
        lines: 4,
        hint: words.say('promise.reply.words-hint', { most: MAX_PROMISE_LENGTH }),
      }),
      actions(button(words.say('promise.reply.send'), 'promise.reply', view.item.id, 'primary')),
    ],
  }));
}

/** The reply to raising one. Repeats none of the words. */
export function promiseRaised(named: boolean, reader: Reader): Message {
  return sentence(reader, (words) => words.say(named ? 'promise.raised.named' : 'promise.raised.unnamed'));
}

export function promiseReplied(reader: Reader): Message {
  return sentence(reader, (words) => words.say('promise.replied'));
}

/** For its author: other words, until somebody has replied; and the way to take it back. */
export function promiseEditForm(
  { item }: Pick<PromiseView, 'item'>,
  signpost: Signpost,
  reader: Reader,
): Message {
  return compose(reader, (words) => ({
    summary: words.say('promise.edit.summary'),
    blocks: [
      heading(1, words.say('promise.edit.heading')),
      ...(item.reply === null
        ? [
            text(words.say('promise.edit.lead'), 'lead'),
            signpostBlock(signpost, words),
            input(EDIT_INPUTS.words, words.say('promise.edit.words'), MAX_PROMISE_LENGTH, {
              lines: 4,
              hint: words.say('promise.form.words-hint', { most: MAX_PROMISE_LENGTH }),
              value: item.words,
            }),
            actions(button(words.say('promise.edit.send'), 'promise.edit', item.id, 'primary')),
          ]
        : [text(words.say('promise.edit.answered'), 'lead')]),
      text(words.say('promise.edit.back-lead')),
      actions(button(words.say('promise.edit.back'), 'promise.take-back', item.id, 'warning')),
    ],
  }));
}

export function promiseReworded(reader: Reader): Message {
  return sentence(reader, (words) => words.say('promise.reworded'));
}

export function promiseTakenBack(reader: Reader): Message {
  return sentence(reader, (words) => words.say('promise.taken-back'));
}

export function promiseConfirmed(reader: Reader): Message {
  return sentence(reader, (words) => words.say('promise.confirmed'));
}

export function promiseReopened(reader: Reader): Message {
  return sentence(reader, (words) => words.say('promise.reopened'));
}

/** "Done" and "not yet" for one promise. */
export function judgeButtons(item: PromiseItem, words: Words): Block {
  const done = item.reply?.outcome === 'we-cannot' ? 'promise.confirm-cannot' : 'promise.confirm';
  return actions(
    button(words.say(done), 'promise.confirm', item.id, 'primary'),
    button(words.say('promise.reopen'), 'promise.reopen', item.id),
  );
}

function entries(views: readonly PromiseView[], words: Words): Block[] {
  return views.flatMap((view, index) => [
    ...(index === 0 ? [] : [{ kind: 'divider' } as const]),
    { kind: 'facts', items: factsOf(view, words) } as const,
    ...(view.mayJudge ? [judgeButtons(view.item, words)] : []),
    ...(view.mayReply ? [link(words.say('promise.reply-link'), 'promise.reply-form', view.item.id)] : []),
    ...(view.mayTakeBack ? [link(words.say('promise.edit-link'), 'promise.edit-form', view.item.id)] : []),
  ]);
}

function factsOf(view: PromiseView, words: Words) {
  const { item, weeks } = view;
  const asker = item.raisedBy === null ? null : view.raisedBy;
  const age = { label: words.say('promise.age'), value: words.say('promise.age.weeks', { weeks }) };
  const state = stateOf(view, words);
  return [
    { label: words.say('promise.said'), value: item.words },
    { label: words.say('promise.asked-by'), value: asker ?? words.say('promise.unnamed') },
    ...replyFact(view, words),
    {
      label: words.say('promise.state'),
      value: item.changedIn === null ? state : `${state}. ${words.say('promise.changed-by-author')}`,
    },
    ...(isOpen(item) ? [age] : []),
  ];
}

function replyFact({ item, repliedBy }: PromiseView, words: Words) {
  const { reply } = item;
  if (reply === null) return [];
  const label = words.say(reply.outcome === 'we-did' ? 'promise.we-did' : 'promise.we-cannot');
  const value =
    repliedBy === null ? reply.words : words.say('promise.reply-by', { words: reply.words, name: repliedBy });
  return [{ label, value }];
}

function stateOf({ item, confirmedBy }: PromiseView, words: Words): string {
  if (item.state === 'confirmed') return words.say('promise.state.confirmed', { voice: confirmedBy ?? '' });
  return words.say(`promise.state.${item.state}`);
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
