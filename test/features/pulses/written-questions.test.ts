import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { packs } from '../../../src/features/pulses/packs/packs.ts';
import {
  LONGEST_WRITTEN,
  readQuestions,
  writeQuestions,
} from '../../../src/features/pulses/rules/written-questions.ts';
import { type Pack, packSchema, type Question } from '../../../src/features/release/rules/question.ts';

const asPack = (questions: readonly Question[]): Pack => ({
  id: 'own',
  name: 'Own',
  about: 'Own',
  language: 'en',
  licence: 'Own',
  validated: false,
  questions: [...questions],
});
const read = (written: string, before: readonly Question[] = []) => readQuestions(written, before);

const WRITTEN = `Could you say what you think?
(At the last meeting.)

What got in the way?
only if 1, 2 or 3 in question 1
- There was not enough time
– Words, or ideas, that I did not know

Would you come again?
Yes or no.

What was good?
choose all that fit
- The food
- The room
only if yes in question 3`;

describe('questions as they are written', () => {
  test('one of each kind, with hints and follow-ups', () => {
    const questions = read(WRITTEN.replaceAll('\n', '\r\n'));
    expect(questions).toMatchObject({
      value: [
        { kind: 'scale', text: 'Could you say what you think?', hint: 'At the last meeting.' },
        {
          kind: 'single',
          onlyIf: { chose: ['1', '2', '3'] },
          options: [
            { label: 'There was not enough time' },
            { label: 'Words, or ideas, that I did not know' },
          ],
        },
        { kind: 'yes-no' },
        { kind: 'multiple', onlyIf: { chose: ['yes'] } },
      ],
    });
    if (!questions.ok) throw new Error(questions.code);
    expect(packSchema.safeParse(asPack(questions.value)).error).toBeUndefined();
    expect(questions.value[1]?.onlyIf?.question).toBe(questions.value[0]?.id);
    expect(read('How many?\n1 to 3: none – all\n- none\n- some\n- all')).toMatchObject({
      value: [{ kind: 'rating', to: 3, low: 'none', high: 'all', steps: ['none', 'some', 'all'] }],
    });
    expect(
      read('Where?\n- Here, or near\n- There\n\nWhy?\nown words\nonly if “here, or near” in question 1'),
    ).toMatchObject({
      value: [{}, { kind: 'text', onlyIf: { chose: [expect.stringMatching(/^a-/)] } }],
    });
  });

  test.each([...packs.values()])('the pack “$name” is read as it was written', ({ questions }) => {
    expect(read(writeQuestions(questions), questions)).toEqual({ ok: true, value: questions });
  });

  test('whatever is read is sound, and reads the same again', () => {
    const line = fc.constantFrom(
      'Who?',
      'Why so?',
      '- Yes',
      '- No',
      '- Yes',
      'yes or no',
      'own words',
      '(so)',
      '',
    );
    const more = fc.constantFrom(
      'choose all that fit',
      'only if 1 or 2 in question 1',
      'only if “Yes” in question 2',
      '1 to 4: a – b',
      '“',
      '(',
    );
    fc.assert(
      fc.property(
        fc.array(fc.oneof(line, line, more, fc.string({ maxLength: 8 })), { maxLength: 14 }),
        (lines) => {
          const first = read(lines.join('\n'));
          if (!first.ok) return;
          expect(packSchema.safeParse(asPack(first.value)).error).toBeUndefined();
          expect(read(writeQuestions(first.value), first.value)).toEqual(first);
          expect(read(writeQuestions(first.value))).toEqual(first);
        },
      ),
      { numRuns: 2000 },
    );
  });

  test('a question that stays keeps its id and what it measures; one in other words does not', () => {
    const [pack] = packs.values();
    const before = pack?.questions ?? [];
    const written = writeQuestions(before).replace('I could say what I think.', 'I said what I think.');
    const after = read(written, before);
    expect(after).toMatchObject({ ok: true });
    const [voice, way, trust] = after.ok ? after.value : [];
    expect(voice?.id).not.toBe('voice');
    expect(voice).not.toHaveProperty('measures');
    expect(way).toEqual({ ...before[1], onlyIf: { question: voice?.id, chose: ['1', '2'] } });
    expect(trust).toEqual(before[2]);
  });

  test.each<[string, number | undefined, string]>([
    ['no-questions', undefined, ' \n\n '],
    ['questions-too-long', undefined, 'x'.repeat(LONGEST_WRITTEN + 1)],
    ['too-many-questions', undefined, Array.from({ length: 13 }, (_, index) => `Q${index}`).join('\n\n')],
    ['question-twice', 2, 'Who?\n\nWho?'],
    ['question-unread', 2, 'Who?\n\nWhy?\nWhere?'],
    ['question-unread', 1, '- Yes\n- No'],
    ['question-unread', 1, 'Who?\nyes or no\nown words'],
    ['question-unread', 1, 'Who\u202e?'],
    ['question-unread', 1, '\u200b'],
    ['question-line-too-long', 1, 'x'.repeat(301)],
    ['question-answers', 1, 'Who?\n- Me'],
    ['question-answers', 1, 'Who?\n- Me\n- Me'],
    ['question-answers', 1, `Who?\n${Array.from({ length: 13 }, (_, index) => `- ${index}`).join('\n')}`],
    ['question-answers', 1, 'Who?\nchoose all that fit'],
    ['question-no-answers', 1, 'Who?\nyes or no\n- Yes\n- No'],
    ['question-steps', 1, 'Who?\n1 to 11: a – b'],
    ['question-steps', 1, 'Who?\n1 to 2: a – b'],
    ['question-steps', 1, 'Who?\n1 to 3: a – b\n- a\n- b'],
    ['question-follows', 1, 'Who?\nonly if 1 in question 1'],
    ['question-follows', 2, 'Who?\nown words\n\nWhy?\nonly if 1 in question 1'],
    ['question-follows', 3, 'Who?\n\nWhy?\nonly if 1 in question 1\n\nSo?\nonly if 1 in question 2'],
    ['question-chose', 2, 'Who?\n\nWhy?\nonly if 6 in question 1'],
    ['question-chose', 2, 'Who?\n\nWhy?\nonly if 1 or maybe in question 1'],
  ])('%s, and which question: %s', (code, number, written) => {
    expect(read(written)).toMatchObject({ code, ...(number === undefined ? {} : { details: { number } }) });
  });
});
