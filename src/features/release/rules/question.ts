import { z } from 'zod';
import { MAX_COMMENT_LENGTH } from '../../../core/limits.ts';
import { type Refusal, type Result, refuse, success } from '../../../core/result.ts';
export const MAX_QUESTIONS = 12;
const MAX_OPTIONS = 12;

const id = z
  .string()
  .regex(
    /^[a-z][a-z0-9-]{0,39}$/,
    'use small letters, digits and hyphens, starting with a letter, at most 40',
  );
const words = z.string().trim().min(1).max(300);

const followUp = z.strictObject({
  /** The id of an earlier question of the same pack that has choices. */
  question: id,
  /** Asked only of those who chose one of these. */
  chose: z.array(z.string().min(1)).min(1),
});

const common = {
  id,
  text: words,
  hint: words.optional(),
  onlyIf: followUp.optional(),
  /** What the digest measures with this question; at most one question of a pack for each. */
  measures: z.enum(['trust', 'ladder', 'voice', 'equality']).optional(),
};

const option = z.strictObject({ id, label: words });

export const questionSchema = z.discriminatedUnion('kind', [
  /** Agreement, 1 (disagree strongly) to 5 (agree strongly). */
  z.strictObject({ kind: z.literal('scale'), ...common }),
  /** 1 to `to`, with words at both ends, and optionally a word for each step. */
  z.strictObject({
    kind: z.literal('rating'),
    ...common,
    to: z.number().int().min(3).max(10),
    low: words,
    high: words,
    steps: z.array(words).max(10).optional(),
  }),
  z.strictObject({ kind: z.literal('yes-no'), ...common }),
  z.strictObject({ kind: z.literal('single'), ...common, options: z.array(option).min(2).max(MAX_OPTIONS) }),
  z.strictObject({
    kind: z.literal('multiple'),
    ...common,
    options: z.array(option).min(2).max(MAX_OPTIONS),
  }),
  z.strictObject({ kind: z.literal('text'), ...common }),
]);

/** One question of a pulse. */
export type Question = z.infer<typeof questionSchema>;

export const packSchema = z
  .strictObject({
    id,
    name: words,
    /** One line: when to use it. */
    about: words,
    language: z.string().min(2).max(35),
    licence: z.string().min(1).max(60),
    /** Who made it, with a link, where the licence asks for credit. */
    credit: z.string().max(300).optional(),
    /** True only where a published study tested this wording. */
    validated: z.boolean(),
    questions: z.array(questionSchema).min(1).max(MAX_QUESTIONS),
  })
  .superRefine((pack, context) => {
    for (const [index, problem] of questionProblems(pack.questions)) {
      context.addIssue({ code: 'custom', path: ['questions', index], message: problem });
    }
  });

/** A named set of questions with its licence. */
export type Pack = z.infer<typeof packSchema>;

function questionProblems(questions: readonly Question[]): [number, string][] {
  const problems: [number, string][] = [];
  const earlier = new Map<string, Question>();
  const measured = new Set<string>();
  for (const [index, question] of questions.entries()) {
    if (earlier.has(question.id))
      problems.push([index, `there are two questions with the id "${question.id}"`]);
    if (question.measures !== undefined) {
      if (measured.has(question.measures))
        problems.push([index, `two questions measure "${question.measures}"`]);
      measured.add(question.measures);
    }
    if (question.onlyIf !== undefined) {
      const parent = earlier.get(question.onlyIf.question);
      if (parent === undefined) {
        problems.push([index, `follows "${question.onlyIf.question}", which is not an earlier question`]);
      } else if (parent.onlyIf !== undefined) {
        problems.push([index, 'follows a question that is itself a follow-up; ask it of everybody']);
      } else {
        const keys = choicesOf(parent);
        for (const key of question.onlyIf.chose) {
          if (!keys.includes(key)) problems.push([index, `"${key}" is not a choice of "${parent.id}"`]);
        }
      }
    }
    earlier.set(question.id, question);
  }
  return problems;
}

/** The keys a person can choose, in the order shown; empty for text. */
export function choicesOf(question: Question): readonly string[] {
  switch (question.kind) {
    case 'scale':
      return ['1', '2', '3', '4', '5'];
    case 'rating':
      return Array.from({ length: question.to }, (_, step) => String(step + 1));
    case 'yes-no':
      return ['yes', 'no'];
    case 'single':
    case 'multiple':
      return question.options.map((each) => each.id);
    case 'text':
      return [];
  }
}

/** What one person gave to one question: the keys they chose, or their words. */
export type Answer = { readonly choices: readonly string[] } | { readonly text: string };

/** One person's answers, by question id. A question left out was not answered, which is always allowed. */
export type Answers = Readonly<Record<string, Answer>>;

export type AnswerRefusal =
  | 'unknown-question'
  | 'not-a-choice'
  | 'one-choice-only'
  | 'comment-too-long'
  | 'nothing-answered';

/**
 * Checks raw values (a list of strings for each question, as any form yields them) against the questions of a round.
 * Answers to follow-ups that do not apply are dropped, not refused: the form shows every question from the start.
 * Refuses whole: nothing of a refused set may be counted. `details.question` names the question at fault.
 */
export function checkAnswers(
  questions: readonly Question[],
  raw: Readonly<Record<string, readonly string[]>>,
): Result<Answers, AnswerRefusal> {
  const known = new Map(questions.map((question) => [question.id, question]));
  const answers: Record<string, Answer> = Object.create(null);
  for (const [questionId, values] of Object.entries(raw)) {
    const question = known.get(questionId);
    if (question === undefined) return refuse('unknown-question');
    const given = values.filter((value) => value.trim() !== '');
    if (given.length === 0) continue;
    const answer = checkAnswer(question, given);
    if (!answer.ok) return answer;
    answers[questionId] = answer.value;
  }
  for (const question of questions) {
    if (answers[question.id] !== undefined && !applies(question, answers)) delete answers[question.id];
  }
  return Object.keys(answers).length === 0 ? refuse('nothing-answered') : success(answers);
}

function checkAnswer(question: Question, given: readonly string[]): Result<Answer, AnswerRefusal> {
  const fault = (code: AnswerRefusal): Refusal<AnswerRefusal> => refuse(code, { question: question.id });
  if (question.kind === 'text') {
    const text = given.join('\n').normalize('NFC').trim();
    return [...text].length > MAX_COMMENT_LENGTH ? fault('comment-too-long') : success({ text });
  }
  const unique = [...new Set(given)];
  const keys = choicesOf(question);
  if (unique.some((key) => !keys.includes(key))) return fault('not-a-choice');
  if (question.kind !== 'multiple' && unique.length > 1) return fault('one-choice-only');
  return success({ choices: unique });
}

/** Whether a question is meant for somebody who gave these answers. */
export function applies(question: Question, answers: Answers): boolean {
  if (question.onlyIf === undefined) return true;
  const parent = answers[question.onlyIf.question];
  if (parent === undefined || !('choices' in parent)) return false;
  const wanted = question.onlyIf.chose;
  return parent.choices.some((key) => wanted.includes(key));
}
