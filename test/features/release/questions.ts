import type { ScoredQuestion } from '../../../src/features/release/rules/figures.ts';
import type { Question } from '../../../src/features/release/rules/question.ts';
import type { Counts } from '../../../src/features/release/rules/tally/counts.ts';

export const SCALE: ScoredQuestion = { kind: 'scale', id: 'heard', text: 'I was heard.' };
export const LADDER: ScoredQuestion = {
  kind: 'rating',
  id: 'rung',
  text: 'Where are we on the ladder?',
  to: 7,
  low: 'Coercion',
  high: 'Co-production',
};
export const YES_NO: ScoredQuestion = { kind: 'yes-no', id: 'came', text: 'Could you come?' };
export const WORDS: Question = { kind: 'text', id: 'words', text: 'What would help?' };

export function optionsOf(kind: 'single' | 'multiple', count: number): ScoredQuestion {
  const options = Array.from({ length: count }, (_, index) => ({
    id: `o${index}`,
    label: `Option ${index}`,
  }));
  return { kind, id: kind, text: 'Which?', options };
}

/** Counts of a question that everybody was asked and everybody answered with exactly one choice. */
export function oneEach(choices: readonly number[]): Counts {
  const answered = choices.reduce((sum, each) => sum + each, 0);
  return { answered, applied: answered, choices: [...choices] };
}

/** Every set of options one person can choose, the empty one excepted: who chose nothing did not answer. */
export function choiceSets(width: number): number[][] {
  return Array.from({ length: 2 ** width - 1 }, (_, set) =>
    Array.from({ length: width }, (__, option) => option).filter((option) => ((set + 1) >> option) & 1),
  );
}

export function multipleCounts(
  kinds: readonly (readonly number[])[],
  counts: readonly number[],
  width: number,
): Counts {
  const choices = Array.from({ length: width }, (_, option) =>
    kinds.reduce((sum, kind, index) => sum + (kind.includes(option) ? (counts[index] ?? 0) : 0), 0),
  );
  const answered = counts.reduce((sum, each) => sum + each, 0);
  return { answered, applied: answered, choices };
}

/** Answers of n people on a scale of `width` steps that add up to `above` steps over the lowest. */
export function adding(n: number, width: number, above: number): number[] {
  const counts = new Array<number>(width).fill(0);
  const put = (answer: number, people: number) => {
    counts[answer] = (counts[answer] ?? 0) + people;
  };
  const full = Math.floor(above / (width - 1));
  put(width - 1, full);
  if (full < n) {
    put(above % (width - 1), 1);
    put(0, n - full - 1);
  }
  return counts;
}

/** A yes-or-no question to those who chose some answers of another. */
export function following(parent: ScoredQuestion, chose: readonly string[]): ScoredQuestion {
  return { ...YES_NO, id: 'followed', onlyIf: { question: parent.id, chose: [...chose] } };
}
