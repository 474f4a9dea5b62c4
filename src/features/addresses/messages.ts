import type { AddressKind } from '../../core/circle.ts';
import {
  actions,
  address,
  button,
  compose,
  heading,
  input,
  link,
  required,
  sentence,
  text,
} from '../../core/messages/blocks.ts';
import type { Reader } from '../../core/messages/reader.ts';
import type { Address, Topic } from '../../core/person.ts';
import type { Message } from '../../core/ports/message.ts';

export const ADDRESS_INPUTS = { address: 'address' } as const;

/** The owner's own page: what we write to, what is switched off there, and the field for another. */
export function addressPage(own: Address | null, isRefused: boolean, reader: Reader): Message {
  return compose(reader, (words) => ({
    summary: words.say('address.heading'),
    blocks: [
      heading(1, words.say('address.heading')),
      text(words.say('address.lead'), 'lead'),
      ...(own === null
        ? []
        : [
            text(
              words.say(own.held ? 'address.held' : 'address.is', { address: own.address }),
              own.held ? 'warning' : 'plain',
            ),
          ]),
      ...(isRefused ? [text(words.say('address.refused'), 'warning')] : []),
      required(
        input(
          ADDRESS_INPUTS.address,
          words.say(own === null ? 'address.enter.first' : 'address.enter.other'),
          320,
          { hint: words.say('address.enter.hint'), value: own?.held ? own.address : '' },
        ),
      ),
      actions(
        button(words.say('address.enter.send'), 'address.enter', '', 'primary'),
        ...(own === null ? [] : [button(words.say('address.remove'), 'address.remove', own.kind)]),
      ),
      ...(own === null || own.stopped.length === 0
        ? []
        : [
            text(words.say('address.stopped')),
            actions(
              ...own.stopped.map((topic) =>
                button(
                  words.say('address.again', { topic: words.say(`letter.topic.${topic}`) }),
                  'address.again',
                  `${own.kind}.${topic}`,
                ),
              ),
            ),
          ]),
    ],
  }));
}

export function addressEntered(entered: string, reader: Reader): Message {
  return sentence(
    reader,
    (words) => words.say('address.entered', { address: entered }),
    (words) => [text(words.say('address.entered.none'))],
  );
}

export function addressRemoved(reader: Reader): Message {
  return sentence(reader, (words) => words.say('address.removed'));
}

export function stoppedAgain(topic: Topic, reader: Reader): Message {
  return sentence(reader, (words) =>
    words.say('address.again.done', { topic: words.say(`letter.topic.${topic}`) }),
  );
}

/** To an address that may be a stranger's: it names no circle, and nobody in one. */
export function addressCheck(way: string, reader: Reader): Message {
  return compose(reader, (words) => ({
    summary: words.say('address.check.summary'),
    blocks: [
      heading(1, words.say('address.check.summary')),
      text(words.say('address.check.lead'), 'lead'),
      text(words.say('address.check.yours')),
      address(words.say('address.check.yes'), way),
      text(words.say('address.check.not')),
    ],
  }));
}

/** To the address itself, once it was taken out. */
export function addressGone(reader: Reader): Message {
  return sentence(
    reader,
    (words) => words.say('address.gone'),
    (words) => [
      text(words.say('address.gone.not-you'), 'warning'),
      link(words.say('address.heading'), 'address.form'),
    ],
  );
}

/** To every other place of its owner's. */
export function addressNew(kind: AddressKind, reader: Reader): Message {
  return compose(reader, (words) => ({
    summary: words.say('address.new.summary'),
    blocks: [
      text(words.say('address.new.lead'), 'lead'),
      text(words.say('address.new.not-you'), 'warning'),
      actions(button(words.say('address.new.remove'), 'address.remove', kind)),
      link(words.say('welcome.me'), 'me.show'),
    ],
  }));
}
