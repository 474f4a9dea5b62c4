import { MAX_COMMENT_LENGTH } from '../../../core/limits.ts';
import { input } from '../../../core/messages/blocks.ts';
import type { Words } from '../../../core/messages/words.ts';
import type { Block } from '../../../core/ports/message.ts';
import { choicesOf, type Question } from '../../release/rules/question.ts';

/** The inputs of a form, numbered as people see them. Questions for words are left out where the circle takes none. */
export function questionBlocks(questions: readonly Question[], comments: boolean, words: Words): Block[] {
  const asked = questions.filter((question) => comments || question.kind !== 'text');
  return asked.map((question, index) => {
    const label = words.say('pulse.form.label', { number: index + 1, question: question.text });
    return inputFor(question, label, hintOf(question, asked, words), words);
  });
}

/** What each choice of a question is called, in order. The same words in the form and in the digest. */
export function optionLabels(question: Question, words: Words): { value: string; label: string }[] {
  const options = question.kind === 'single' || question.kind === 'multiple' ? question.options : [];
  return choicesOf(question).map((value, index) => {
    if (question.kind === 'scale') return { value, label: scaleLabel(index, words) };
    if (question.kind === 'yes-no')
      return { value, label: words.say(value === 'yes' ? 'pulse.yes' : 'pulse.no') };
    if (question.kind === 'rating') {
      const step =
        question.steps?.[index] ??
        (index === 0 ? question.low : index === question.to - 1 ? question.high : '');
      return { value, label: step === '' ? value : words.say('pulse.step', { step: value, words: step }) };
    }
    return { value, label: options[index]?.label ?? value };
  });
}

function inputFor(question: Question, label: string, hint: string | null, words: Words): Block {
  const name = question.id;
  const options = optionLabels(question, words);
  switch (question.kind) {
    case 'scale':
    case 'rating':
      return { kind: 'scale', name, label, hint, options };
    case 'yes-no':
    case 'single':
    case 'multiple':
      return { kind: 'choice', name, label, hint, many: question.kind === 'multiple', options, chosen: [] };
    case 'text':
      return input(name, label, MAX_COMMENT_LENGTH, { lines: 4, ...(hint === null ? {} : { hint }) });
  }
}

function hintOf(question: Question, asked: readonly Question[], words: Words): string | null {
  const parts = [followUpHint(question, asked, words), question.hint, kindHint(question, words)];
  const given = parts.filter((part) => part !== undefined && part !== null);
  return given.length === 0 ? null : given.join(' ');
}

function followUpHint(question: Question, asked: readonly Question[], words: Words): string | null {
  const { onlyIf } = question;
  if (onlyIf === undefined) return null;
  const index = asked.findIndex((each) => each.id === onlyIf.question);
  const parent = asked[index];
  if (parent === undefined) return null;
  const numbered = parent.kind === 'scale' || parent.kind === 'rating';
  const chosen = optionLabels(parent, words)
    .filter(({ value }) => onlyIf.chose.includes(value))
    .map(({ value, label }) => (numbered ? value : `“${label}”`));
  const only = words.say('pulse.form.only-if', { choices: either(chosen, words), number: index + 1 });
  return `${only} ${words.say('pulse.form.leave-out')}`;
}

function either(items: readonly string[], words: Words): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : words.say('pulse.or', { first: items.slice(0, -1).join(', '), last });
}

function kindHint(question: Question, words: Words): string | null {
  switch (question.kind) {
    case 'scale':
      return words.say('pulse.form.scale-hint');
    case 'rating':
      return words.say('pulse.form.rating-hint', { low: question.low, high: question.high, to: question.to });
    case 'multiple':
      return words.say('pulse.form.many-hint');
    case 'text':
      return words.say('pulse.form.text-hint');
    default:
      return null;
  }
}

const SCALE = ['pulse.scale.1', 'pulse.scale.2', 'pulse.scale.3', 'pulse.scale.4', 'pulse.scale.5'] as const;

function scaleLabel(index: number, words: Words): string {
  const key = SCALE[index];
  return key === undefined ? String(index + 1) : words.say(key);
}
