import { describe, expect, test } from 'vitest';
import type { CodedMean } from '../../../src/features/release/rules/coded-mean.ts';
import type { QuestionRelease } from '../../../src/features/release/rules/question-release.ts';
import type { RoundRelease } from '../../../src/features/release/rules/release.ts';
import { trendsOf } from '../../../src/features/trends/rules.ts';
import { havingAVoice } from '../../support/packs.ts';

const circle = {
  voices: [
    { id: 'staff', name: 'Staff' },
    { id: 'reps', name: 'Reps' },
  ],
};
const exact: CodedMean = { value: 3.5, end: 'none', step: 0.5 };
const high: CodedMean = { value: 4, end: 'or-higher', step: 0.5 };

const figures = (mean: CodedMean) => {
  const share = { form: 'words', value: 'some' };
  return { kind: 'scale', mean, agree: share, disagree: share } as unknown as Extract<
    QuestionRelease,
    { outcome: 'overall' }
  >['figures'];
};
const round = (closedAt: number, questions: readonly QuestionRelease[]) => ({
  closedAt,
  questions: havingAVoice.questions,
  release: { questions } as unknown as RoundRelease,
});
const question = 'trust';

describe('trends', () => {
  test('hold every voice, or everybody, as the latest was shown: what was shown otherwise is a gap', () => {
    const trends = trendsOf(
      [
        round(1, [{ question, outcome: 'overall', figures: figures(exact) }]),
        round(2, [{ question, outcome: 'withheld', reason: 'too-few' }]),
        round(3, [
          {
            question,
            outcome: 'by-voice',
            voices: [
              { voice: 'reps', figures: figures(high) },
              { voice: 'staff', figures: figures(exact) },
            ],
          },
        ]),
      ],
      circle,
    );
    const [trust] = trends.filter((each) => each.moments.length === 3);
    expect(trends).toHaveLength(1);
    expect(trust?.series).toEqual([
      { voice: 'staff', name: 'Staff', points: [null, null, exact] },
      { voice: 'reps', name: 'Reps', points: [null, null, high] },
    ]);
  });

  test('never show one voice without the others', () => {
    const alone = round(2, [
      { question, outcome: 'by-voice', voices: [{ voice: 'reps', figures: figures(high) }] },
    ]);
    const shown = round(1, [{ question, outcome: 'overall', figures: figures(exact) }]);
    expect(trendsOf([alone, alone], circle)).toEqual([]);
    expect(trendsOf([shown, alone], circle)[0]?.series).toEqual([
      { voice: null, name: '', points: [exact, null] },
    ]);
  });

  test('take two rounds of the same words', () => {
    const one = round(1, [{ question, outcome: 'overall', figures: figures(exact) }]);
    const reworded = {
      ...one,
      questions: one.questions.map((each) => ({ ...each, text: `${each.text} (new)` })),
    };
    expect(trendsOf([one], circle)).toEqual([]);
    expect(trendsOf([one, reworded], circle)).toEqual([]);
    expect(trendsOf([one, one], circle)).toHaveLength(1);
  });
});
