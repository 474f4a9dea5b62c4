import type { PlatformName } from '../../core/circle.ts';
import { toldCode } from '../../core/code.ts';
import type { Instant } from '../../core/instant.ts';
import {
  actions,
  button,
  compose,
  facts,
  heading,
  input,
  link,
  list,
  required,
  sentence,
  text,
} from '../../core/messages/blocks.ts';
import { whenTold } from '../../core/messages/dates.ts';
import type { Reader } from '../../core/messages/reader.ts';
import type { Words } from '../../core/messages/words.ts';
import type { Block, Message } from '../../core/ports/message.ts';

export const LINK_INPUTS = { code: 'code' } as const;

/** Says to somebody whom no circle knows what they can do. */
export function notInCircle(reader: Reader): Message {
  return sentence(
    reader,
    (words) => words.say('failure.not-in-circle'),
    (words) => [text(words.say('link.unknown')), link(words.say('link.form.open'), 'link.form')],
  );
}

/** Holds the code: shown to this person alone, where it is not kept. */
export function codeShown(code: string, expiresAt: Instant, reader: Reader): Message {
  return compose(reader, (words) => {
    const until = whenTold(expiresAt, reader, words);
    return {
      summary: words.say('link.code.summary'),
      blocks: [
        heading(1, words.say('link.code.heading')),
        facts([words.say('link.code.label'), toldCode(code)]),
        text(words.say('link.code.how'), 'lead'),
        text(words.say('link.code.until', { until })),
        text(words.say('link.code.secret'), 'warning'),
      ],
    };
  });
}

/** Where a code is typed. `unknown`: to somebody whom no circle knows. */
export function linkForm(who: 'member' | 'unknown', reader: Reader): Message {
  return compose(reader, (words) => ({
    summary: words.say('link.form.summary'),
    blocks: [
      heading(1, words.say('link.form.heading')),
      text(words.say(`link.form.lead.${who}`), 'lead'),
      text(words.say('link.form.own'), 'warning'),
      required(
        input(LINK_INPUTS.code, words.say('link.form.code'), 40, { hint: words.say('link.form.hint') }),
      ),
      actions(button(words.say('link.form.send'), 'link.join', '', 'primary')),
    ],
  }));
}

/** The reply to a code that fits. None: they were one person before. */
export function accountsJoined(
  circles: readonly { readonly circle: string; readonly name: string }[],
  reader: Reader,
): Message {
  if (circles.length === 0) return sentence(reader, (words) => words.say('link.joined.before'));
  return sentence(
    reader,
    (words) => words.say('link.joined'),
    (words) => [
      list(circles.map((each) => words.say('link.joined.in', each))),
      text(words.say('link.joined.rounds')),
      text(words.say('link.joined.told')),
      text(words.say('link.joined.mail')),
      link(words.say('welcome.home'), 'home.show'),
      link(words.say('welcome.me'), 'me.show'),
    ],
  );
}

export interface LinkedView {
  readonly id: string;
  readonly circle: string;
  readonly platforms: readonly PlatformName[];
  readonly at: Instant;
  readonly bySteward: boolean;
  /** The reader's own account is the one that had to give way. */
  readonly gaveWay: boolean;
}

/** Tells a member, where they were reached so far, that an account acts for them from now on, and how to undo it. */
export function accountLinked(view: LinkedView, reader: Reader): Message {
  const { circle, gaveWay, id, platforms } = view;
  return sentence(
    reader,
    (words) => {
      const when = whenTold(view.at, reader, words);
      const told = { circle, place: placesWords(platforms, words), when };
      return words.say(view.bySteward ? 'link.told.steward' : 'link.told', told);
    },
    (words) => [
      text(words.say(gaveWay ? 'link.told.gave-way' : 'link.told.means')),
      text(words.say('link.told.not-you'), 'warning'),
      actions(button(words.say('link.undo'), 'link.undo', id)),
    ],
  );
}

export function linkUndone(reader: Reader): Message {
  return sentence(reader, (words) => words.say('link.undone'));
}

export interface OwnLinkView {
  readonly id: string;
  readonly platforms: readonly PlatformName[];
}

/** On the page about oneself: codes, and what was joined. */
export function linkBlocks(links: readonly OwnLinkView[], words: Words): Block[] {
  const undo = links.map(({ id, platforms }) =>
    button(words.say('link.cut', { place: placesWords(platforms, words) }), 'link.undo', id),
  );
  return [
    heading(2, words.say('link.heading')),
    text(words.say('link.lead')),
    actions(button(words.say('link.show-code'), 'link.show-code')),
    link(words.say('link.form.open'), 'link.form'),
    ...(undo.length === 0 ? [] : [actions(...undo)]),
  ];
}

function placesWords(platforms: readonly PlatformName[], words: Words): string {
  return words.list(platforms.map((platform) => words.say(`link.on.${platform}`)));
}
