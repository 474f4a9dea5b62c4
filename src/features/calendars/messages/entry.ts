import { compose, heading, link, sentence, text } from '../../../core/messages/blocks.ts';
import { whenTold } from '../../../core/messages/dates.ts';
import type { Reader } from '../../../core/messages/reader.ts';
import type { Message } from '../../../core/ports/message.ts';
import type { Entry } from '../rules/entry.ts';

/** To a chair alone, by e-mail: their turn goes along for their calendar, or goes from it. */
export function entryLetter({ meetingId, name, stands, startsAt }: Entry, reader: Reader): Message {
  if (!stands)
    return sentence(
      reader,
      (words) => words.say('calendar.entry.over', { meeting: name, when: whenTold(startsAt, reader, words) }),
      (words) => [
        text(words.say('calendar.entry.over.what')),
        link(words.say('turn.open'), 'turn.show', meetingId),
      ],
    );
  return compose(reader, (words) => {
    const told = { meeting: name, when: whenTold(startsAt, reader, words) };
    return {
      summary: words.say('calendar.entry.summary', told),
      blocks: [
        heading(1, words.say('calendar.entry.heading')),
        text(words.say('calendar.entry.lead', told), 'lead'),
        text(words.say('calendar.entry.what')),
        text(words.say('calendar.entry.cannot')),
        link(words.say('turn.open'), 'turn.show', meetingId),
      ],
    };
  });
}
