import type { Instant } from '../../core/instant.ts';
import {
  actions,
  button,
  choice,
  compose,
  heading,
  link,
  sentence,
  text,
} from '../../core/messages/blocks.ts';
import { type PersonOption, personOptions } from '../../core/messages/form-blocks.ts';
import type { Reader } from '../../core/messages/reader.ts';
import type { Message } from '../../core/ports/message.ts';

export const BUDDY_INPUTS = { buddy: 'buddy' } as const;

export interface BuddyView {
  readonly newcomerId: string;
  readonly newcomer: string;
  readonly circle: string;
}

/** The reply to whoever asks for a buddy. */
export function buddyWished(hasOne: boolean, reader: Reader): Message {
  return sentence(reader, (words) => words.say(hasOne ? 'buddy.has-one' : 'buddy.wished'));
}

/** Asks a steward to find somebody. `again`: somebody was asked, and has not said yes in time. */
export function buddyWanted(
  { circle, newcomer, newcomerId, again }: BuddyView & { readonly again: boolean },
  reader: Reader,
): Message {
  return sentence(
    reader,
    (words) => words.say('buddy.wanted', { newcomer, circle }),
    (words) => [
      ...(again ? [text(words.say('buddy.wanted.again'))] : []),
      text(words.say('buddy.wanted.what')),
      link(words.say('buddy.choose.open'), 'buddy.form', newcomerId),
    ],
  );
}

export interface BuddyFormView extends Pick<BuddyView, 'newcomer' | 'newcomerId'> {
  readonly people: readonly PersonOption[];
}

/** Where a steward chooses whom to ask. */
export function buddyForm({ newcomer, newcomerId, people }: BuddyFormView, reader: Reader): Message {
  return compose(reader, (words) => ({
    summary: words.say('buddy.form.summary', { newcomer }),
    blocks: [
      heading(1, words.say('buddy.form.summary', { newcomer })),
      text(words.say('buddy.form.lead'), 'lead'),
      choice(BUDDY_INPUTS.buddy, words.say('buddy.form.who'), personOptions(people, words), null),
      actions(button(words.say('buddy.form.send'), 'buddy.choose', newcomerId, 'primary')),
    ],
  }));
}

export function buddyChosen(reader: Reader): Message {
  return sentence(reader, (words) => words.say('buddy.chosen'));
}

/** Asks a member, who may say no without a reason. */
export function buddyAsked(
  { circle, newcomer, newcomerId, until }: BuddyView & { readonly until: Instant },
  reader: Reader,
): Message {
  return compose(reader, (words) => ({
    until,
    summary: words.say('buddy.asked', { newcomer, circle }),
    blocks: [
      text(words.say('buddy.asked', { newcomer, circle }), 'lead'),
      text(words.say('buddy.asked.what')),
      text(words.say('buddy.asked.choice', { newcomer })),
      actions(
        button(words.say('buddy.yes'), 'buddy.accept', newcomerId, 'primary'),
        button(words.say('buddy.no'), 'buddy.decline', newcomerId),
      ),
    ],
  }));
}

export function buddyAnswered(yes: boolean, newcomer: string, reader: Reader): Message {
  return sentence(reader, (words) =>
    yes ? words.say('buddy.answered.yes', { newcomer }) : words.say('buddy.answered.no'),
  );
}

/** Tells each of the two who the other is. */
export function buddyFound(other: string, circle: string, reader: Reader): Message {
  return sentence(
    reader,
    (words) => words.say('buddy.found', { other, circle }),
    (words) => [text(words.say('buddy.found.next'))],
  );
}
