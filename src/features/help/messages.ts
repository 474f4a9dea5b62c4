import type { PlatformName } from '../../core/circle.ts';
import { compose, heading, link, list, text } from '../../core/messages/blocks.ts';
import { dayAndTime } from '../../core/messages/dates.ts';
import type { Reader } from '../../core/messages/reader.ts';
import type { Words } from '../../core/messages/words.ts';
import type { Block, Message } from '../../core/ports/message.ts';
import { privacyInBrief } from '../release/messages.ts';
import type { TurnView } from '../rota/messages/turn-view.ts';

export interface HelpView {
  /** Where the reader asks: what they can type differs. */
  readonly platform: PlatformName;
  /** Of the reader's: at least one. */
  readonly circles: readonly HelpOfCircle[];
}

export interface HelpOfCircle {
  readonly circle: string;
  readonly circleId: string;
  readonly stewards: readonly { readonly name: string; readonly voiceName: string }[];
  /** The circle's next meeting; null: none is planned. */
  readonly next: Pick<TurnView, 'meeting' | 'startsAt' | 'chair' | 'turnOf'> | null;
}

/** The words that can be typed after the bot's name on a chat platform. */
export const COMMANDS = ['pulse', 'chair', 'say', 'digest', 'circle', 'me', 'link', 'help'] as const;

/** What the bot does, what can be typed, what is promised, when the circle meets, and whom to ask. */
export function helpPage({ platform, circles }: HelpView, reader: Reader): Message {
  const [one, ...others] = circles;
  const only = others.length === 0 ? one?.circleId : '';
  return compose(reader, (words) => ({
    summary: words.say('help.summary', { circle: words.list(circles.map(({ circle }) => circle)) }),
    blocks: [
      heading(1, words.say('help.heading')),
      ...whatIDo(words),
      ...commandBlocks(platform, words),
      heading(2, words.say('help.privacy')),
      ...privacyInBrief(words),
      ...circles.flatMap((each) => [
        heading(2, each.circle),
        heading(3, words.say('help.next')),
        nextMeeting(each, reader, words),
        heading(3, words.say('help.ask')),
        ...askBlocks(each, words),
      ]),
      heading(2, words.say('help.open')),
      link(words.say('welcome.home'), 'home.show'),
      link(words.say('home.say'), 'say.form', only),
      link(words.say('promise.raise-link'), 'promise.form', only),
      link(words.say('home.digests'), 'digests.show', only),
      link(words.say('welcome.me'), 'me.show'),
      ...(platform === 'web' ? [] : [link(words.say('set-up.link-more'), 'circle.set-up-form')]),
    ],
  }));
}

export function whatIDo(words: Words): Block[] {
  return [
    heading(2, words.say('welcome.what')),
    list([
      words.say('welcome.pulse'),
      words.say('welcome.chair'),
      words.say('welcome.promise'),
      words.say('welcome.digest'),
    ]),
  ];
}

export function nextMeeting({ next }: Pick<HelpOfCircle, 'next'>, reader: Reader, words: Words): Block {
  if (next === null) return text(words.say('home.chair.none'));
  const when = dayAndTime(next.startsAt, words.language, reader.timezone);
  const { chair, meeting, turnOf } = next;
  if (chair !== null) {
    const told = { meeting, when, name: chair.name, voice: chair.voiceName };
    return text(words.say('help.next.chaired', told));
  }
  return text(
    turnOf === null
      ? words.say('help.next.open', { meeting, when })
      : words.say('help.next.asking', { meeting, when, voice: turnOf }),
  );
}

export function askBlocks({ stewards }: Pick<HelpOfCircle, 'stewards'>, words: Words): Block[] {
  if (stewards.length === 0) return [text(words.say('help.ask.nobody'))];
  const people = stewards.map(({ name, voiceName }) =>
    words.say('turn.page.person', { name, voice: voiceName }),
  );
  return [text(words.say('help.ask.stewards')), list(people)];
}

function commandBlocks(platform: PlatformName, words: Words): Block[] {
  if (platform === 'web') return [];
  return [
    heading(2, words.say('help.commands')),
    text(words.say(platform === 'slack' ? 'help.commands.slack' : 'help.commands.teams')),
    {
      kind: 'facts',
      items: COMMANDS.map((command) => ({ label: command, value: words.say(`help.command.${command}`) })),
    },
  ];
}
