import { randomInt } from 'node:crypto';
import { choicesOf, type Question } from '../../src/features/release/rules/question.ts';

const WORDS = 'It would help to have the papers a week before we meet, in large print.';

/** What somebody says to one question: any of its choices, or a sentence. */
export function answerTo(question: Question): string {
  const choices = choicesOf(question);
  return choices[randomInt(Math.max(1, choices.length))] ?? WORDS;
}
