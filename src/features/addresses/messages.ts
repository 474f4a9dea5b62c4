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
import type { Words } from '../../core/messages/words.ts';
import { type Address, TOPICS } from '../../core/person.ts';
import { endOfNumber } from '../../core/phone-number.ts';
import type { Block, Message } from '../../core/ports/message.ts';

export const ADDRESS_INPUTS = { address: 'address', code: 'code', topics: 'topics' } as const;

export interface OwnAddressView {
  readonly kind: AddressKind;
  /** null: they have none of this kind. */
  readonly own: Address | null;
  /** What was sent last to check one did not arrive. */
  readonly isRefused: boolean;
  /** The number to which a code was sent that waits to be typed; null: there is none. */
  readonly waits: string | null;
}

const LONGEST = { mail: 320, sms: 40 } as const satisfies Record<AddressKind, number>;

/** What its sentences begin with. */
const OF = { mail: 'address', sms: 'address.sms' } as const satisfies Record<AddressKind, string>;

/** The owner's own page: what we write to, what we write there about, and the field for another. */
export function addressPage({ kind, own, isRefused, waits }: OwnAddressView, reader: Reader): Message {
  const of = OF[kind];
  return compose(reader, (words) => ({
    summary: words.say(`${of}.heading`),
    blocks: [
      heading(1, words.say(`${of}.heading`)),
      text(
        waits === null
          ? words.say(`${of}.lead`)
          : words.say('address.sms.code.sent', { end: endOfNumber(waits) }),
        'lead',
      ),
      ...(waits === null ? [] : codeBlocks(words)),
      ...(own === null ? [] : [text(whereTo(own, words), own.held ? 'warning' : 'plain')]),
      ...(isRefused ? [text(words.say(`${of}.refused`), 'warning')] : []),
      required(
        input(
          ADDRESS_INPUTS.address,
          words.say(own === null && waits === null ? `${of}.enter.first` : `${of}.enter.other`),
          LONGEST[kind],
          {
            hint: words.say(`${of}.enter.hint`),
            value: kind === 'mail' && own?.held ? own.address : '',
            own: kind === 'mail' ? 'email' : 'tel',
          },
        ),
      ),
      actions(
        button(
          words.say(`${of}.enter.send`),
          'address.enter',
          kind,
          waits === null ? 'primary' : 'secondary',
        ),
        ...(own === null ? [] : [button(words.say(`${of}.remove`), 'address.remove', kind)]),
      ),
      ...(own === null ? [] : topicBlocks(own, words)),
    ],
  }));
}

/** A number is known by its end: the page may be open where others look. */
function whereTo({ kind, address, held }: Address, words: Words): string {
  if (kind === 'sms')
    return words.say(held ? 'address.sms.held' : 'address.sms.is', { end: endOfNumber(address) });
  return words.say(held ? 'address.held' : 'address.is', { address });
}

function codeBlocks(words: Words): Block[] {
  return [
    input(ADDRESS_INPUTS.code, words.say('address.sms.code'), 12, {
      hint: words.say('address.sms.code.hint'),
      own: 'one-time-code',
    }),
    actions(button(words.say('address.sms.code.prove'), 'address.prove', 'sms', 'primary')),
  ];
}

function topicBlocks({ kind, stopped }: Address, words: Words): Block[] {
  return [
    {
      kind: 'choice',
      name: ADDRESS_INPUTS.topics,
      label: words.say(`${OF[kind]}.topics`),
      hint: words.say('address.topics.hint'),
      many: true,
      options: TOPICS.map((topic) => ({ value: topic, label: words.say(`letter.topic.${topic}`) })),
      chosen: TOPICS.filter((topic) => !stopped.includes(topic)),
    },
    actions(button(words.say('address.topics.save'), 'address.topics', kind)),
  ];
}

export function addressEntered(entered: string, reader: Reader): Message {
  return sentence(
    reader,
    (words) => words.say('address.entered', { address: entered }),
    (words) => [text(words.say('address.entered.none'))],
  );
}

export function numberProved(reader: Reader): Message {
  return sentence(
    reader,
    (words) => words.say('address.sms.proved'),
    (words) => [link(words.say('address.sms.heading'), 'address.form', 'sms')],
  );
}

export function addressRemoved(kind: AddressKind, reader: Reader): Message {
  return sentence(reader, (words) => words.say(`${OF[kind]}.removed`));
}

export function topicsSaved(kind: AddressKind, reader: Reader): Message {
  return sentence(reader, (words) => words.say(`${OF[kind]}.topics.saved`));
}

/** As a text to a number that may be a stranger's: the same as `addressCheck`, in one line. */
export function numberCheck(code: string, reader: Reader): Message {
  return sentence(reader, (words) => words.say('address.sms.check', { code }));
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
export function addressGone(kind: AddressKind, reader: Reader): Message {
  return sentence(
    reader,
    (words) => words.say(`${OF[kind]}.gone`),
    (words) => [
      text(words.say(`${OF[kind]}.gone.not-you`), 'warning'),
      link(words.say(`${OF[kind]}.heading`), 'address.form', kind),
    ],
  );
}

/** To every other place of its owner's. */
export function addressNew(kind: AddressKind, reader: Reader): Message {
  return compose(reader, (words) => ({
    summary: words.say(`${OF[kind]}.new.summary`),
    blocks: [
      text(words.say(`${OF[kind]}.new.lead`), 'lead'),
      text(words.say(`${OF[kind]}.new.not-you`), 'warning'),
      actions(button(words.say(`${OF[kind]}.new.remove`), 'address.remove', kind)),
      link(words.say('welcome.me'), 'me.show'),
    ],
  }));
}
