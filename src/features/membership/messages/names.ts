import { compose, heading, input, required, text } from '../../../core/messages/blocks.ts';
import { save } from '../../../core/messages/form-blocks.ts';
import type { Reader } from '../../../core/messages/reader.ts';
import type { Message } from '../../../core/ports/message.ts';

export const NAME_INPUT = 'name';

export interface NameFormView {
  readonly memberId: string;
  /** As the circle calls them, told apart from others of that name. */
  readonly called: string;
  readonly name: string;
  readonly circle: string;
  /** Whether it is the reader's own. */
  readonly mine: boolean;
}

export function nameForm({ memberId, called, name, circle, mine }: NameFormView, reader: Reader): Message {
  return compose(reader, (words) => ({
    summary: words.say(mine ? 'settings.name.mine' : 'settings.name.summary', { name: called }),
    blocks: [
      heading(1, words.say(mine ? 'settings.name.mine' : 'settings.name.summary', { name: called })),
      text(
        words.say(mine ? 'settings.name.mine-what' : 'settings.name.what', { name: called, circle }),
        'lead',
      ),
      required(input(NAME_INPUT, words.say('settings.name.label'), 100, { value: name })),
      text(words.say('settings.name.record')),
      save('name.save', memberId, words),
    ],
  }));
}
