import type { PlatformName } from '../domain/circle.ts';
import type { Block, Message } from '../ports/message.ts';
import { compose, heading, link, list, text } from './blocks.ts';
import { dayAndTime } from './dates.ts';
import { privacyInBrief } from './privacy.ts';
import type { Reader } from './reader.ts';
import type { TurnView } from './turn-view.ts';
import type { Words } from './words.ts';

export interface HelpView {
  readonly circle: string;
  /** Where the reader asks: what they can type differs. */
  readonly platform: PlatformName;
  readonly stewards: readonly { readonly name: string; readonly voiceName: string }[];
  /** The circle's next meeting; null: none is planned. */
  readonly next: Pick<TurnView, 'meeting' | 'startsAt' | 'chair' | 'turnOf'> | null;
}

/** The words that can be typed after the bot's name on a chat platform. */
export const COMMANDS = ['pulse', 'chair', 'say', 'digest', 'circle', 'me', 'link', 'help'] as const;

/** What the bot does, what can be typed, what is promised, when the circle meets, and whom to ask. */
export function helpPage(view: HelpView, reader: Reader): Message {
  return compose(reader, (words) => ({
    summary: words.say('help.summary', { circle: view.circle }),
    blocks: [
      heading(1, words.say('help.heading')),
      ...whatIDo(words),
      ...commandBlocks(view.platform, words),
      heading(2, words.say('help.privacy')),
      ...privacyInBrief(words),
      heading(2, words.say('help.next')),
      nextMeeting(view, reader, words),
      heading(2, words.say('help.ask')),
      ...askBlocks(view, words),
      heading(2, words.say('help.open')),
      link(words.say('welcome.home'), 'home.show'),
      link(words.say('home.say'), 'say.form'),
      link(words.say('promise.raise-link'), 'promise.form'),
      link(words.say('home.digests'), 'digests.show'),
      link(words.say('welcome.me'), 'me.show'),
      ...(view.platform === 'web' ? [] : [link(words.say('set-up.link-more'), 'circle.set-up-form')]),
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

export function nextMeeting({ next }: Pick<HelpView, 'next'>, reader: Reader, words: Words): Block {
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

export function askBlocks({ stewards }: Pick<HelpView, 'stewards'>, words: Words): Block[] {
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
