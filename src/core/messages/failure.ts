import type { Key } from '../../languages/key.ts';
import { MAX_COMMENT_LENGTH, MAX_DAYS_AWAY, MOST_FOUNDERS, THRESHOLD_FLOOR } from '../limits.ts';
import type { Message } from '../ports/message.ts';
import { MAX_SIGNPOST_LENGTH } from '../signpost.ts';
import { MAX_WORDS_LENGTH } from '../written-words.ts';
import { sentence } from './blocks.ts';
import type { Reader } from './reader.ts';
import { inLanguageOf, type Words } from './words.ts';

/** Everything that can be refused has words: a refusal code of the domain that is missing here does not compile. */
export type FailureCode = Key extends infer Each
  ? Each extends `failure.${infer Code}`
    ? Code
    : never
  : never;

/** Which of several things, such as questions, a refusal is about; the first of them where left out. */
export interface Counted {
  readonly number?: string | number;
}

/** One kind sentence: what was not done, and what to do now. */
export function failure(code: FailureCode, reader: Reader, at: Counted = {}): Message {
  return sentence(reader, (words) => sentenceFor(code, words, at));
}

/** The same sentence by itself, to stand beside the input at fault (`Refused.problems`). */
export function problem(code: FailureCode, reader: Reader, at: Counted = {}): string {
  return inLanguageOf(reader, (words) => sentenceFor(code, words, at));
}

function sentenceFor(code: FailureCode, words: Words, { number = 1 }: Counted): string {
  switch (code) {
    case 'comment-too-long':
      return words.say('failure.comment-too-long', { most: MAX_COMMENT_LENGTH });
    case 'below-floor-scores':
      return words.say('failure.below-floor-scores', { least: THRESHOLD_FLOOR.scores });
    case 'below-floor-comments':
      return words.say('failure.below-floor-comments', { least: THRESHOLD_FLOOR.comments });
    case 'words-too-long':
      return words.say('failure.words-too-long', { most: MAX_WORDS_LENGTH });
    case 'signpost-too-long':
      return words.say('failure.signpost-too-long', { most: MAX_SIGNPOST_LENGTH });
    case 'too-many-people':
      return words.say('failure.too-many-people', { most: MOST_FOUNDERS });
    case 'too-long-away':
      return words.say('failure.too-long-away', { most: MAX_DAYS_AWAY });
    default:
      return words.say(`failure.${code}`, { number });
  }
}
