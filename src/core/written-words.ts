import { type Result, refuse, success } from './result.ts';

/** In characters (Unicode code points), for words that a circle reads: a promise, a reply, something said. */
export const MAX_WORDS_LENGTH = 500;

/** Trimmed, in one Unicode form. Refuses empty words and more than `MAX_WORDS_LENGTH` characters. */
export function checkWords(raw: string): Result<string, 'no-words' | 'words-too-long'> {
  const words = raw.normalize('NFC').trim();
  if (words === '') return refuse('no-words');
  return [...words].length > MAX_WORDS_LENGTH
    ? refuse('words-too-long', { most: MAX_WORDS_LENGTH })
    : success(words);
}
