import { heading, list, text } from '../../../core/messages/blocks.ts';
import { whenTold } from '../../../core/messages/dates.ts';
import type { Reader } from '../../../core/messages/reader.ts';
import type { Words } from '../../../core/messages/words.ts';
import type { Block } from '../../../core/ports/message.ts';
import type { TurnView } from '../../turns/messages/turn-view.ts';

export interface HelpOfCircle {
  readonly circle: string;
  readonly circleId: string;
  readonly stewards: readonly { readonly name: string; readonly voiceName: string }[];
  /** The circle's next meeting; null: none is planned. */
  readonly next: Pick<TurnView, 'meeting' | 'startsAt' | 'chair' | 'turnOf'> | null;
}

/** `reads`: told to somebody whom nobody asks. */
export function whatIDo(words: Words, reads = false): Block[] {
  return [
    heading(2, words.say('welcome.what')),
    list([
      words.say(reads ? 'welcome.pulse.reader' : 'welcome.pulse'),
      words.say(reads ? 'welcome.chair.reader' : 'welcome.chair'),
      words.say('welcome.promise'),
      words.say('welcome.digest'),
    ]),
  ];
}

export function nextMeeting({ next }: Pick<HelpOfCircle, 'next'>, reader: Reader, words: Words): Block {
  if (next === null) return text(words.say('home.chair.none'));
  const when = whenTold(next.startsAt, reader, words);
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
