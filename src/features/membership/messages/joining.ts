import type { PersonKind } from '../../../core/chat-person.ts';
import type { Voice } from '../../../core/circle.ts';
import {
  actions,
  button,
  compose,
  heading,
  link,
  list,
  sentence,
  text,
} from '../../../core/messages/blocks.ts';
import type { Reader } from '../../../core/messages/reader.ts';
import type { Words } from '../../../core/messages/words.ts';
import type { Block, Message } from '../../../core/ports/message.ts';
import { privacyInBrief } from '../../release/messages.ts';
import type { Joining } from '../rules/joining.ts';
import { askBlocks, type HelpOfCircle, nextMeeting, whatIDo } from './about-circle.ts';
import { voiceChoice } from './people.ts';

/** Somebody who came into, or went out of, a circle's channel, as its stewards see them. */
export interface JoiningView {
  readonly id: string;
  readonly what: Joining['what'];
  readonly name: string;
  readonly kind: PersonKind;
  readonly circle: string;
  readonly voices: readonly Voice[];
}

export interface ChannelWelcomeView extends Pick<HelpOfCircle, 'circle' | 'stewards' | 'next'> {
  readonly organisation: string;
  readonly kind: PersonKind;
}

export const JOINING_INPUTS = { voice: 'voice' } as const;

/**
 * To somebody who has come into a circle's channel and is not a member: what this is, in plain words. Has nothing to
 * press, because they are not known to the bot yet.
 */
export function channelWelcome(view: ChannelWelcomeView, reader: Reader): Message {
  const { circle, kind, organisation } = view;
  return compose(reader, (words) => ({
    summary: words.say('channel-welcome.summary', { circle }),
    blocks: [
      heading(1, words.say('channel-welcome.heading', { circle })),
      text(words.say('channel-welcome.lead', { circle, organisation }), 'lead'),
      text(words.say(`channel-welcome.you.${kind}`)),
      ...whatIDo(words),
      heading(2, words.say('help.privacy')),
      ...privacyInBrief(words),
      heading(2, words.say('channel-welcome.wishes')),
      text(words.say('channel-welcome.wishes.what')),
      text(words.say('channel-welcome.buddy')),
      heading(2, words.say('help.next')),
      nextMeeting(view, reader, words),
      heading(2, words.say('help.ask')),
      ...askBlocks(view, words),
    ],
  }));
}

/** Tells a steward that somebody came or went. The answer is given on the page behind it. */
export function joiningProposed(view: JoiningView, reader: Reader): Message {
  return sentence(
    reader,
    (words) => told(view, words),
    (words) => [
      text(words.say(`joining.${view.what}.nothing-yet`)),
      actions(button(words.say('joining.open'), 'joining.show', view.id, 'primary')),
    ],
  );
}

/** Asks a steward: add them, and with which voice; or: did they leave? */
export function joiningForm(view: JoiningView, reader: Reader): Message {
  return compose(reader, (words) => {
    const yes = view.what === 'join' ? 'joining.join.yes' : 'joining.leave.yes';
    const no = view.what === 'join' ? 'joining.join.no' : 'joining.leave.no';
    return {
      summary: words.say(`joining.${view.what}.summary`, { name: view.name, circle: view.circle }),
      blocks: [
        heading(1, words.say(`joining.${view.what}.summary`, { name: view.name, circle: view.circle })),
        text(told(view, words), 'lead'),
        ...(view.what === 'join'
          ? [
              voiceChoice(
                JOINING_INPUTS.voice,
                words.say('joining.voice'),
                { voices: view.voices, now: null },
                words,
              ),
            ]
          : [list([words.say('joining.leave.turns'), words.say('joining.leave.back')])]),
        actions(
          button(words.say(yes), 'joining.accept', view.id, 'primary'),
          button(words.say(no), 'joining.dismiss', view.id),
        ),
      ],
    };
  });
}

export function joiningLines(view: JoiningView, words: Words): Block[] {
  return [text(told(view, words)), link(words.say('joining.open'), 'joining.show', view.id)];
}

export function joiningSettled(
  outcome: Joining['what'] | 'dismissed',
  view: JoiningView,
  reader: Reader,
): Message {
  const { name, circle } = view;
  return sentence(reader, (words) =>
    outcome === 'dismissed'
      ? words.say('joining.done.dismissed')
      : words.say(`joining.done.${outcome}`, { name, circle }),
  );
}

function told({ what, name, kind, circle }: JoiningView, words: Words): string {
  return what === 'leave'
    ? words.say('joining.leave.told', { name, circle })
    : words.say(`joining.join.told.${kind}`, { name, circle });
}
