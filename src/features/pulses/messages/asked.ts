import { compose, heading, link, list } from '../../../core/messages/blocks.ts';
import type { Reader } from '../../../core/messages/reader.ts';
import type { Words } from '../../../core/messages/words.ts';
import type { Message } from '../../../core/ports/message.ts';
import type { Levels } from '../../release/rules/level.ts';
import type { Pulse } from '../../release/rules/pulse.ts';
import type { Question } from '../../release/rules/question.ts';
import { levelBlocks } from './levels.ts';
import { optionLabels } from './questions.ts';

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
        list(pulse.questions.map((question) => withAnswers(question, words))),
        ...levelBlocks(pulse, words),
        link(words.say('circle.link'), 'circle.show', pulse.circleId),
      ],
    };
  });
}

function withAnswers(question: Question, words: Words): string {
  const answers = optionLabels(question, words).map(({ label }) => label);
  return answers.length === 0 ? question.text : `${question.text} (${answers.join('; ')})`;
}
