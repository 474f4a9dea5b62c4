import { compose, link, list, text } from '../../../core/messages/blocks.ts';
import type { Reader } from '../../../core/messages/reader.ts';
import type { Message } from '../../../core/ports/message.ts';
import type { Change } from '../rules/change.ts';
import { changeWords, type Naming } from './change.ts';

export interface ChangedView {
  readonly circleId: string;
  readonly made: readonly Change[];
  readonly asked: readonly Change[];
  readonly naming: Naming;
}

/** The reply to a steward's form: what holds now, and what waits. */
export function settingsChanged({ circleId, made, asked, naming }: ChangedView, reader: Reader): Message {
  return compose(reader, (words) => {
    const lines = (changes: readonly Change[]) =>
      list(changes.map((change) => changeWords(change, naming, words)));
    const summary =
      made.length > 0 ? 'settings.saved' : asked.length > 0 ? 'settings.asked' : 'settings.same';
    return {
      summary: words.say(summary),
      blocks: [
        ...(made.length === 0 && asked.length === 0 ? [text(words.say('settings.same'), 'lead')] : []),
        ...(made.length === 0 ? [] : [text(words.say('settings.made-list'), 'lead'), lines(made)]),
        ...(asked.length === 0 ? [] : [text(words.say('settings.asked-list'), 'lead'), lines(asked)]),
        link(words.say('circle.link'), 'circle.show', circleId),
      ],
    };
  });
}
