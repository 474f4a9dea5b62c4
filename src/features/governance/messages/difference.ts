import type { Words } from '../../../core/messages/words.ts';
import type { Change, PulsePlan } from '../rules/change.ts';
import { changeWords, type Naming } from './change.ts';

/** What will be true after a change, then what is different from before: whole sentences. */
export function changeLines(
  change: Change,
  before: Change | null,
  naming: Naming,
  words: Words,
): readonly string[] {
  return [changeWords(change, naming, words), ...differences(change, before, naming, words)];
}

/** How it was, where that reads otherwise, and what of a pulse its own sentence does not tell: reminders and questions. */
export function differences(
  change: Change,
  before: Change | null,
  naming: Naming,
  words: Words,
): readonly string[] {
  const was = before === null ? '' : changeWords(before, naming, words);
  return [
    ...(was === '' || was === changeWords(change, naming, words)
      ? []
      : [words.say('change.before', { change: was })]),
    ...(change.kind === 'pulse'
      ? pulseDifferences(change.plan, before?.kind === 'pulse' ? before.plan : null, words)
      : []),
  ];
}

function pulseDifferences(plan: PulsePlan, before: PulsePlan | null, words: Words): readonly string[] {
  const now = plan.questions.map(questionWords);
  const quoted = (questions: readonly string[]) => ({
    questions: questions.map((each) => words.say('change.quoted', { words: each })).join(' '),
  });
  if (before === null) return [words.say('change.questions.all', quoted(now))];
  const was = before.questions.map(questionWords);
  const gone = was.filter((each) => !now.includes(each));
  const fresh = now.filter((each) => !was.includes(each));
  const stay = gone.length === 0 && fresh.length === 0;
  const differ = JSON.stringify(plan.questions) !== JSON.stringify(before.questions);
  const [count, reminders] = [plan.reminders.length, before.reminders.length];
  return [
    ...(reminders === count ? [] : [words.say('change.reminders', { count, was: reminders })]),
    ...(gone.length === 0 ? [] : [words.say('change.questions.gone', quoted(gone))]),
    ...(fresh.length === 0 ? [] : [words.say('change.questions.new', quoted(fresh))]),
    ...(stay && differ ? [words.say('change.questions.moved')] : []),
  ];
}

/** With the answers that people can choose: another answer makes another question of it. */
function questionWords(question: PulsePlan['questions'][number]): string {
  const answers = 'options' in question ? question.options.map(({ label }) => label) : [];
  return answers.length === 0 ? question.text : `${question.text} (${answers.join('; ')})`;
}
