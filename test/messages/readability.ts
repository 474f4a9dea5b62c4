/** How hard a text is to read. */
export interface Readability {
  readonly wordsPerSentence: number;
  readonly longestSentence: number;
  /**
   * Flesch–Kincaid grade: 0.39 words per sentence + 11.8 syllables per word - 15.59. Kincaid, Fishburne, Rogers and
   * Chissom: Derivation of new readability formulas for Navy enlisted personnel, Research Branch Report 8-75 (1975).
   * A grade is about a reading age less five: grade 6 is read at eleven.
   */
  readonly grade: number;
}

export function readability(text: string): Readability {
  const sentences = text
    .split(/(?<=[.!?:;])[”"’)]?\s+|\n+/)
    .map(wordsOf)
    .filter((words) => words.length > 0);
  const words = sentences.flat();
  const syllables = words.reduce((sum, word) => sum + syllablesOf(word), 0);
  const wordsPerSentence = words.length / Math.max(1, sentences.length);
  const perWord = syllables / Math.max(1, words.length);
  return {
    wordsPerSentence,
    longestSentence: Math.max(0, ...sentences.map(({ length }) => length)),
    grade: 0.39 * wordsPerSentence + 11.8 * perWord - 15.59,
  };
}

function wordsOf(sentence: string): string[] {
  return sentence.match(/[A-Za-zÀ-ÿ0-9’'-]+/g) ?? [];
}

/** Groups of vowels, without a silent e at the end: right for most English words, close for the rest. */
function syllablesOf(word: string): number {
  const plain = word.toLowerCase().replace(/[^a-z]/g, '');
  const spoken = plain.replace(/(?:[^laeiouy]e|[^aeiouytd]ed|[^aeiouyscxzh]es)$/, (end) => end.charAt(0));
  return Math.max(1, spoken.match(/[aeiouy]+/g)?.length ?? 1);
}
