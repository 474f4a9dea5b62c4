import { actions, button, compose, heading, link, text } from '../../../core/messages/blocks.ts';
import type { Reader } from '../../../core/messages/reader.ts';
import type { Message } from '../../../core/ports/message.ts';
import { privacyInBrief } from '../../release/messages.ts';
import { threeWordsBlocks } from '../../ways-in/messages.ts';
import { whatIDo } from './about-circle.ts';

export interface WelcomeView {
  readonly name: string;
  readonly circle: string;
  readonly circleId: string;
  readonly organisation: string;
  /** null: none, for a reader. */
  readonly voiceName: string | null;
}

/** The first thing a new member gets: what the bot does, and how to make it fit. */
export function welcome(view: WelcomeView, reader: Reader): Message {
  const { name, circle, circleId, organisation, voiceName } = view;
  const reads = voiceName === null;
  return compose(reader, (words) => ({
    summary: words.say('welcome.summary', { circle }),
    blocks: [
      heading(1, words.say('welcome.heading', { name })),
      ...(reads
        ? [
            text(words.say('welcome.lead.reader', { circle, organisation }), 'lead'),
            text(words.say('welcome.reader')),
          ]
        : [text(words.say('welcome.lead', { circle, organisation, voice: voiceName }), 'lead')]),
      ...whatIDo(words, reads),
      text(words.say(reads ? 'welcome.choice.reader' : 'welcome.choice')),
      link(words.say(reads ? 'welcome.home.reader' : 'welcome.home'), 'home.show'),
      link(words.say('welcome.me'), 'me.show'),
      ...(reads
        ? []
        : [text(words.say('buddy.what')), actions(button(words.say('buddy.ask'), 'buddy.ask', circleId))]),
    ],
  }));
}

/** All that somebody reads who is to be in a circle, and is not yet: what this is, and what is promised. */
export function waitingWelcome(
  {
    name,
    organisation,
    letIn,
    claim,
  }: Pick<WelcomeView, 'name' | 'organisation'> & {
    /** Both keys are turned. */
    readonly letIn: boolean;
    /** What they can say to whom, so that they are known for who they are; null: they need not. */
    readonly claim: { readonly words: string; readonly vouchers: readonly string[] | null } | null;
  },
  reader: Reader,
): Message {
  return compose(reader, (words) => ({
    summary: words.say(claim === null ? 'waiting.summary' : 'claim.yours'),
    blocks: [
      heading(1, words.say('waiting.heading', { name })),
      ...(claim === null ? [] : threeWordsBlocks(claim, words)),
      ...(letIn
        ? []
        : [text(words.say('waiting.lead', { organisation }), claim === null ? 'lead' : 'plain')]),
      ...whatIDo(words),
      heading(2, words.say('help.privacy')),
      ...privacyInBrief(words),
    ],
  }));
}
