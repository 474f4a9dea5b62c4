import { describe, expect, it } from 'vitest';
import { findPack, packs } from '../../../src/features/pulses/packs/packs.ts';
import { type Pack, packSchema } from '../../../src/features/release/rules/question.ts';

/** Every sentence a person reads in a pack. The names of the ladder's rungs are not ours to simplify. */
function sentencesOf(pack: Pack): string[] {
  const questions = pack.questions.flatMap((question) => [
    question.text,
    question.hint ?? '',
    ...('options' in question ? question.options.map((option) => option.label) : []),
    ...('steps' in question ? (question.steps ?? []).map((step) => step.replace(/^[^:]+: /, '')) : []),
  ]);
  return [pack.about, ...questions]
    .flatMap((text) => text.split(/(?<=[.?!:]) /))
    .filter((text) => text !== '');
}

function wordsOf(sentence: string): string[] {
  return sentence.match(/[A-Za-z'-]+/g) ?? [];
}

/** Vowel groups, without a silent final e: near enough to tell plain words from long ones. */
function syllablesOf(word: string): number {
  const groups = word
    .toLowerCase()
    .replace(/(?<![aeiouy])e$|(?<=[^aeiouytd])ed$|es$/, '')
    .match(/[aeiouy]+/g);
  return Math.max(1, groups?.length ?? 1);
}

/** Words of three syllables or more: one in a sentence is plenty. */
function longWords(sentence: string): string[] {
  return wordsOf(sentence).filter((word) => syllablesOf(word) >= 3);
}

/** Flesch–Kincaid grade (Kincaid et al. 1975) plus five: the age at which a pupil in that grade begins it. */
function readingAge(sentences: readonly string[]): number {
  const words = sentences.flatMap(wordsOf);
  const syllables = words.reduce((sum, word) => sum + syllablesOf(word), 0);
  return 0.39 * (words.length / sentences.length) + 11.8 * (syllables / words.length) - 15.59 + 5;
}

describe.each([...packs.values()])('the pack $id', (pack) => {
  it('is sound', () => {
    expect(packSchema.parse(pack)).toEqual(pack);
    expect(findPack(pack.id)).toBe(pack);
  });

  it('can be read at the age of nine, each sentence of it too', () => {
    const sentences = sentencesOf(pack);
    expect(readingAge(sentences)).toBeLessThanOrEqual(9);
    for (const sentence of sentences) {
      expect(wordsOf(sentence).length, sentence).toBeLessThanOrEqual(20);
      expect(longWords(sentence).length, sentence).toBeLessThanOrEqual(1);
    }
  });

  it('claims no validation and never asks about illness', () => {
    expect(pack.validated).toBe(false);
    const text = sentencesOf(pack).join(' ');
    expect(text).not.toMatch(/\b(anxi|depress|stress|mood|sleep|mental|hopeless|lonel|symptom)/i);
  });

  it('leaves its comment for the end', () => {
    expect(pack.questions.at(-1)?.kind).toBe('text');
  });
});

describe('the packs together', () => {
  it('never use one id for two different questions', () => {
    const ids = [...packs.values()].flatMap((pack) => pack.questions.map((question) => question.id));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('measure what the digest shows', () => {
    const measured = [...packs.values()].flatMap((pack) =>
      pack.questions.map((question) => question.measures),
    );
    for (const measure of ['trust', 'voice', 'equality', 'ladder']) expect(measured).toContain(measure);
  });

  it('do not know other ids', () => {
    expect(findPack('having-a-choice')).toBeUndefined();
    expect(findPack('constructor')).toBeUndefined();
  });

  it('carry the ladder with its seven rungs in order, credit and link', () => {
    const ladder = findPack('tlap-ladder');
    const [question] = ladder?.questions ?? [];
    const rungs = question?.kind === 'rating' ? question.steps?.map((step) => step.split(':')[0]) : [];
    expect(rungs).toEqual([
      'Coercion',
      'Educating',
      'Informing',
      'Consultation',
      'Engagement',
      'Co-design',
      'Co-production',
    ]);
    expect(ladder?.credit).toContain(
      'Think Local Act Personal and the National Co-production Advisory Group',
    );
    expect(ladder?.credit).toContain('https://www.thinklocalactpersonal.org.uk/');
  });
});
