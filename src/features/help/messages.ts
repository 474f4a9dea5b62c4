import type { PlatformName } from '../../core/circle.ts';
import { actions, button, compose, facts, heading, link, text } from '../../core/messages/blocks.ts';
import type { Reader } from '../../core/messages/reader.ts';
import type { Words } from '../../core/messages/words.ts';
import type { Block, Message } from '../../core/ports/message.ts';
import { askBlocks, type HelpOfCircle, nextMeeting, whatIDo } from '../membership/messages/about-circle.ts';
import { privacyInBrief } from '../release/messages.ts';

export interface HelpView {
  /** Where the reader asks: what they can type differs. */
  readonly platform: PlatformName;
  /** Of the reader's: at least one. */
  readonly circles: readonly HelpOfCircle[];
  /** Whether they only read, in all of these. */
  readonly reads: boolean;
}

/** The words that can be typed after the bot's name on a chat platform. */
export const COMMANDS = ['pulse', 'chair', 'say', 'digest', 'circle', 'me', 'link', 'help'] as const;

/** What the bot does, what can be typed, what is promised, when the circle meets, and whom to ask. */
export function helpPage({ platform, circles, reads }: HelpView, reader: Reader): Message {
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
      ...(reads
        ? []
        : [
            link(words.say('home.say'), 'say.form', only),
            link(words.say('promise.raise-link'), 'promise.form', only),
          ]),
      link(words.say('home.digests'), 'digests.show', only),
      link(words.say('welcome.me'), 'me.show'),
      ...(platform === 'web' ? [] : [actions(button(words.say('help.web-link'), 'me.web-link', only))]),
      ...(platform === 'web' ? [] : [link(words.say('set-up.link-more'), 'circle.set-up-form')]),
    ],
  }));
}

function commandBlocks(platform: PlatformName, words: Words): Block[] {
  if (platform === 'web') return [];
  return [
    heading(2, words.say('help.commands')),
    text(words.say(platform === 'slack' ? 'help.commands.slack' : 'help.commands.teams')),
    facts(...COMMANDS.map((command) => [command, words.say(`help.command.${command}`)] as const)),
  ];
}
