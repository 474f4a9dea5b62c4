import {
  actions,
  button,
  choice,
  compose,
  facts,
  heading,
  optional,
  sentence,
  text,
  when,
} from '../../../core/messages/blocks.ts';
import { type PersonOption, personOptions } from '../../../core/messages/form-blocks.ts';
import type { Reader } from '../../../core/messages/reader.ts';
import type { Words } from '../../../core/messages/words.ts';
import type { Block, Message } from '../../../core/ports/message.ts';
import type { PromiseItem } from '../rules/promise.ts';

export const OWNER_INPUTS = { who: 'who', due: 'due' } as const;

export interface OwnerFormView {
  readonly item: PromiseItem;
  readonly readerId: string;
  /** Who looks after it; null: nobody does. */
  readonly owner: string | null;
  /** Whether its owner has done nothing, and this person may look after it instead. */
  readonly mayTakeOver: boolean;
  /** Everybody else in the circle. */
  readonly people: readonly PersonOption[];
}

/** Who looks after a promise; for its owner how far it is. */
export function ownerForm(
  { item, readerId, owner, mayTakeOver, people }: OwnerFormView,
  reader: Reader,
): Message {
  return compose(reader, (words) => {
    const mine = item.ownerId === readerId;
    const title = words.say(mine ? 'promise.owner-link.mine' : 'promise.owner-form.summary');
    const inputs = mine ? ownersInputs(item, words) : choosing(item, readerId, people, words);
    return {
      summary: title,
      blocks: [
        heading(1, title),
        ...(mine || owner !== null ? [] : [text(words.say('promise.owner-form.lead'), 'lead')]),
        facts([words.say('promise.said'), item.words]),
        ...(!mine && owner !== null
          ? [
              text(words.say('promise.owner-form.taken', { name: owner }), 'lead'),
              ...(mayTakeOver ? takingOver(item, owner, words) : []),
            ]
          : inputs),
        // An asker is the exception: they say first, whoever looks after it.
        ...(item.raisedBy?.memberId === readerId ? [] : [text(words.say('promise.owner-form.closing'))]),
      ],
    };
  });
}

function takingOver({ id, ownerId }: PromiseItem, name: string, words: Words): Block[] {
  return [
    text(words.say('promise.owner-form.take-over', { name })),
    dueInput('promise.owner-form.due.mine', words),
    actions({
      label: words.say('promise.owner-form.take-over.send'),
      // From whom: somebody else may take it over first.
      action: { name: 'promise.own', subject: id, value: ownerId ?? '' },
      weight: 'primary',
    }),
  ];
}

function dueInput(
  label: 'promise.owner-form.due' | 'promise.owner-form.due.mine',
  words: Words,
  dueOn: PromiseItem['dueOn'] = null,
): Block {
  const hints = { hint: null, typedHint: words.say('away.form.hint') };
  return optional(when('date', OWNER_INPUTS.due, words.say(label), hints, dueOn ?? ''), words);
}

function ownersInputs({ id, dueOn }: PromiseItem, words: Words): Block[] {
  return [
    dueInput('promise.owner-form.due.mine', words, dueOn),
    actions(
      button(words.say('promise.owner-form.progress'), 'promise.progress', id, 'primary'),
      button(words.say('promise.owner-form.give-back'), 'promise.give-back', id),
    ),
  ];
}

function choosing(
  { id }: PromiseItem,
  readerId: string,
  people: OwnerFormView['people'],
  words: Words,
): Block[] {
  const me = { value: readerId, label: words.say('promise.owner-form.me') };
  return [
    choice(
      OWNER_INPUTS.who,
      words.say('promise.owner-form.who'),
      [me, ...personOptions(people, words)],
      null,
    ),
    dueInput('promise.owner-form.due', words),
    actions(button(words.say('promise.owner-form.send'), 'promise.own', id, 'primary')),
  ];
}

/** What came of what somebody did: about an owner, or with words of their own. */
export function promiseAnswer(
  what:
    | 'owned'
    | 'taken-over'
    | 'owner-wanted'
    | 'owner-declined'
    | 'in-progress'
    | 'given-back'
    | 'reworded'
    | 'taken-back'
    | 'opened-again',
  reader: Reader,
): Message {
  return sentence(reader, (words) => words.say(`promise.${what}`));
}
