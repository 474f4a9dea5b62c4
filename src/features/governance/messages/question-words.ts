import type { Words } from '../../../core/messages/words.ts';
import type { PulsePlan } from '../rules/change.ts';

type Questions = PulsePlan['questions'];
type Question = Questions[number];

/**
 * A question with all that people are shown of it: its hint, what they can answer, and of whom it is asked. Whatever is
 * left out here could be changed without anybody reading it.
 */
export function questionWords(question: Question, all: Questions, words: Words): string {
  return questionParts(question, all, words).join(' ');
}

/** The same, part by part: first what is asked. */
export function questionParts(question: Question, all: Questions, words: Words): readonly string[] {
  const { text, hint, onlyIf } = question;
  const parent = all.find(({ id }) => id === onlyIf?.question);
  return [
    words.say('change.quoted', { words: text }),
    answerWords(question, words),
    ...(hint === undefined ? [] : [words.say('change.question.hint', { hint })]),
    ...(onlyIf === undefined
      ? []
      : [
          words.say('change.question.only-if', {
            choices: onlyIf.chose.map((each) => choiceWords(parent, each, words)).join('; '),
            question: parent?.text ?? onlyIf.question,
          }),
        ]),
  ];
}

function answerWords(question: Question, words: Words): string {
  switch (question.kind) {
    case 'scale':
      return words.say('pulse.form.scale-hint');
    case 'rating': {
      const { low, high, to, steps = [] } = question;
      const range = words.say('pulse.form.rating-hint', { low, high, to });
      return steps.length === 0 ? range : `${range} ${chosenFrom(steps, words)}`;
    }
    case 'yes-no':
      return chosenFrom([words.say('pulse.yes'), words.say('pulse.no')], words);
    case 'single':
      return chosenFrom(labelsOf(question), words);
    case 'multiple':
      return `${words.say('pulse.form.many-hint')} ${chosenFrom(labelsOf(question), words)}`;
    case 'text':
      return words.say('change.question.words');
  }
}

const chosenFrom = (labels: readonly string[], words: Words) =>
  words.say('change.question.answers', { answers: labels.join('; ') });

const labelsOf = ({ options }: Extract<Question, { kind: 'single' | 'multiple' }>) =>
  options.map(({ label }) => label);

/** How one choice of an earlier question reads; null: that question is not there. */
function choiceWords(parent: Question | undefined, choice: string, words: Words): string {
  if (parent?.kind === 'yes-no') return words.say(choice === 'yes' ? 'pulse.yes' : 'pulse.no');
  const options = parent?.kind === 'single' || parent?.kind === 'multiple' ? parent.options : [];
  return options.find(({ id }) => id === choice)?.label ?? choice;
}
