import { compose, heading, link, list } from '../../../core/messages/blocks.ts';
import type { Reader } from '../../../core/messages/reader.ts';
import type { Message } from '../../../core/ports/message.ts';
import { questionWords } from '../../governance/messages/question-words.ts';
import type { Levels } from '../../release/rules/level.ts';
import type { Pulse } from '../../release/rules/pulse.ts';
import { levelBlocks } from './levels.ts';

/** What a pulse asks, for everybody in the circle, whether or not it is open. */
export function questionsPage(
  pulse: Pick<Pulse, 'circleId' | 'title' | 'questions'> & { readonly levels: Levels },
  reader: Reader,
): Message {
  return compose(reader, (words) => {
    const summary = words.say('pulse.questions.summary', { title: pulse.title });
    return {
      summary,
      blocks: [
        heading(1, summary),
        list(pulse.questions.map((question) => questionWords(question, pulse.questions, words))),
        ...levelBlocks(pulse, words),
        link(words.say('circle.link'), 'circle.show', pulse.circleId),
      ],
    };
  });
}
