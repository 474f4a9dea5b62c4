import * as field from '../../../core/fields.ts';
import { type Refusal, type Result, refuse, success } from '../../../core/result.ts';
import { choicesOf, MAX_QUESTIONS, type Question } from '../../release/rules/question.ts';

/** In characters; what a text input of Slack takes. */
export const LONGEST_WRITTEN = 3000;
const MOST_ANSWERS = 12;
const LONGEST_LINE = 300;
const [LEAST_STEPS, MOST_STEPS] = [3, 10];

/** `details.number` tells which question. */
export type WrittenRefusal =
  | 'no-questions'
  | 'questions-too-long'
  | 'too-many-questions'
  | 'question-twice'
  | 'question-unread'
  | 'question-line-too-long'
  | 'question-answers'
  | 'question-no-answers'
  | 'question-steps'
  | 'question-follows'
  | 'question-chose';

type Kind = Question['kind'];
type Labelled = { readonly id: string; readonly label: string };

/** One paragraph: the question, and what the lines below it say. */
interface Written {
  readonly text: string;
  readonly hint: string | null;
  readonly kind: Kind | null;
  readonly rating: { readonly to: number; readonly low: string; readonly high: string } | null;
  readonly answers: readonly string[];
  readonly follows: { readonly question: number; readonly chose: readonly string[] } | null;
}

const KINDS: Readonly<Record<string, Kind>> = {
  'yes or no': 'yes-no',
  'own words': 'text',
  'choose all that fit': 'multiple',
};
const ANSWER = /^[-•*–]\s*(\S.*)$/;
const HINT = /^\((.+)\)$/;
const RATING = /^1 to (\d{1,2}): (.+?) – (.+)$/;
const FOLLOWS = /^only if (.+) in question (\d{1,2})$/i;

/**
 * Questions as a steward writes them: a paragraph for each, its first line the question. Below it an answer on each line that
 * begins with `-`; `yes or no`, `own words`, `choose all that fit` or `1 to 7: never – always`; a hint in brackets; and
 * `only if 1 or 2 in question 1` for a follow-up. Without any of these it is a scale from 1 to 5. Questions of `before` that
 * stay keep their ids, and what the digest measures with them.
 */
export function readQuestions(
  written: string,
  before: readonly Question[],
): Result<readonly Question[], WrittenRefusal> {
  if ([...written].length > LONGEST_WRITTEN) return refuse('questions-too-long');
  const paragraphs = written
    .replace(/\r\n?/g, '\n')
    .split(/\n\s*\n/)
    .map((each) => each.split('\n').map((line) => line.trim()))
    .map((lines) => lines.filter((line) => line !== ''))
    .filter((lines) => lines.length > 0);
  if (paragraphs.length === 0) return refuse('no-questions');
  if (paragraphs.length > MAX_QUESTIONS) return refuse('too-many-questions');
  const questions: Question[] = [];
  for (const [index, lines] of paragraphs.entries()) {
    const at = (code: WrittenRefusal): Refusal<WrittenRefusal> => refuse(code, { number: index + 1 });
    const read = readParagraph(lines);
    if (!read.ok) return at(read.code);
    const question = questionOf(read.value, questions, before);
    if (!question.ok) return at(question.code);
    if (questions.some(({ id }) => id === question.value.id)) return at('question-twice');
    questions.push(question.value);
  }
  return success(questions);
}

/** The same questions as they would be written. */
export function writeQuestions(questions: readonly Question[]): string {
  const paragraphs = questions.map((question) => {
    const { hint, onlyIf, text } = question;
    const parent = questions.findIndex(({ id }) => id === onlyIf?.question);
    const chosen = questions[parent];
    return [
      text,
      ...(hint === undefined ? [] : [`(${hint})`]),
      ...(onlyIf === undefined || chosen === undefined
        ? []
        : [
            `only if ${onlyIf.chose.map((key) => choiceName(chosen, key)).join(' or ')} in question ${parent + 1}`,
          ]),
      ...kindLines(question),
    ].join('\n');
  });
  return paragraphs.join('\n\n');
}

function kindLines(question: Question): readonly string[] {
  switch (question.kind) {
    case 'scale':
      return [];
    case 'yes-no':
      return ['yes or no'];
    case 'text':
      return ['own words'];
    case 'rating': {
      const { to, low, high, steps = [] } = question;
      return [`1 to ${to}: ${low} – ${high}`, ...steps.map((step) => `- ${step}`)];
    }
    case 'single':
      return question.options.map(({ label }) => `- ${label}`);
    case 'multiple':
      return ['choose all that fit', ...question.options.map(({ label }) => `- ${label}`)];
  }
}

/** Numbers and yes or no as they are; answers between quotation marks, for they hold commas and "or". */
function choiceName(question: Question, key: string): string {
  return 'options' in question ? `“${question.options.find(({ id }) => id === key)?.label ?? key}”` : key;
}

function readParagraph([first = '', ...lines]: readonly string[]): Result<Written, WrittenRefusal> {
  const line = field.words(LONGEST_LINE);
  if ([first, ...lines].some((each) => [...each].length > LONGEST_LINE))
    return refuse('question-line-too-long');
  // Also what cannot be seen, and marks that turn the direction of words.
  if ([first, ...lines].some((each) => !line.safeParse(each).success)) return refuse('question-unread');
  if (ANSWER.test(first)) return refuse('question-unread');
  let [hint, kind, rating, follows]: [string | null, Kind | null, Written['rating'], Written['follows']] = [
    null,
    null,
    null,
    null,
  ];
  const answers: string[] = [];
  for (const each of lines) {
    const [, answer] = ANSWER.exec(each) ?? [];
    const [, inBrackets] = HINT.exec(each) ?? [];
    const [, to, low, high] = RATING.exec(each) ?? [];
    const [, chose, number] = FOLLOWS.exec(each) ?? [];
    const named = KINDS[each.toLowerCase().replace(/\.$/, '')];
    if (answer !== undefined) answers.push(answer);
    else if (named !== undefined && kind === null) kind = named;
    else if (low !== undefined && high !== undefined && kind === null)
      [kind, rating] = ['rating', { to: Number(to), low, high }];
    else if (chose !== undefined && follows === null)
      follows = { question: Number(number), chose: namesIn(chose) };
    else if (inBrackets !== undefined && hint === null) hint = inBrackets;
    else return refuse('question-unread');
  }
  return success({ text: first.normalize('NFC'), hint, kind, rating, answers, follows });
}

/** What stands between quotation marks is one name; the rest is parted at commas and "or". */
function namesIn(said: string): readonly string[] {
  const names = said.matchAll(/[“"]([^”"]+)[”"]|([^,“”"]+?)(?=\s*,|\s+or\s|\s*$)/g);
  return [...names]
    .map(([, quoted, bare]) => (quoted ?? bare ?? '').trim().replace(/^or\s+/, ''))
    .filter((name) => name !== '' && name !== 'or');
}

function questionOf(
  written: Written,
  earlier: readonly Question[],
  before: readonly Question[],
): Result<Question, WrittenRefusal> {
  const { text, hint, answers, rating } = written;
  const kind = written.kind ?? (answers.length > 0 ? 'single' : 'scale');
  const same = before.find((each) => each.text === text && each.kind === kind);
  const follows = followUp(written, earlier);
  if (!follows.ok) return follows;
  const common = {
    id: same?.id ?? `q-${markOf(`${kind} ${text}`)}`,
    text,
    ...(hint === null ? {} : { hint }),
    ...(follows.value === null ? {} : { onlyIf: follows.value }),
    ...(same?.measures === undefined ? {} : { measures: same.measures }),
  };
  if (new Set(answers).size < answers.length) return refuse('question-answers');
  switch (kind) {
    case 'single':
    case 'multiple': {
      if (answers.length < 2 || answers.length > MOST_ANSWERS) return refuse('question-answers');
      const known: readonly Labelled[] = same !== undefined && 'options' in same ? same.options : [];
      const options = answers.map((label) => ({
        id: known.find((each) => each.label === label)?.id ?? `a-${markOf(label)}`,
        label,
      }));
      return success({ kind, ...common, options });
    }
    case 'rating': {
      const { to, low, high } = rating ?? { to: 0, low: '', high: '' };
      if (to < LEAST_STEPS || to > MOST_STEPS) return refuse('question-steps');
      if (answers.length > 0 && answers.length !== to) return refuse('question-steps');
      const steps = answers.length === 0 ? {} : { steps: [...answers] };
      return success({ kind, ...common, to, low, high, ...steps });
    }
    default:
      return answers.length > 0 ? refuse('question-no-answers') : success({ kind, ...common });
  }
}

function followUp(
  { follows }: Written,
  earlier: readonly Question[],
): Result<Question['onlyIf'] | null, WrittenRefusal> {
  if (follows === null) return success(null);
  const parent = earlier[follows.question - 1];
  if (parent === undefined || parent.onlyIf !== undefined || parent.kind === 'text')
    return refuse('question-follows');
  const named = (key: string) => choiceName(parent, key).replace(/[“”]/g, '').toLowerCase();
  const chose = follows.chose.map((name) =>
    choicesOf(parent).find((key) => named(key) === name.toLowerCase()),
  );
  const known = chose.filter((key) => key !== undefined);
  return known.length === 0 || known.length < chose.length
    ? refuse('question-chose')
    : success({ question: parent.id, chose: [...new Set(known)] });
}

/** The same for the same words, always: a question that is written again is the one it was (FNV-1a, 32 bits). */
function markOf(words: string): string {
  let mark = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(words)) mark = Math.imul(mark ^ byte, 0x01000193) >>> 0;
  return mark.toString(36);
}
