import { describe, expect, it } from 'vitest';
import { releaseComments } from '../../../src/features/release/rules/comment-release.ts';
import type { Round } from '../../../src/features/release/rules/pulse.ts';
import type { Answers, Question } from '../../../src/features/release/rules/question.ts';
import { releaseRound, roundReleaseSchema } from '../../../src/features/release/rules/release.ts';
import { layoutOf } from '../../../src/features/release/rules/tally/layout.ts';
import { count, emptyTally } from '../../../src/features/release/rules/tally/tally.ts';
import { checkThresholds } from '../../../src/features/release/rules/thresholds.ts';
import { seededRandom } from '../../support/seeded-random.ts';
import { LADDER, SCALE, WORDS } from './questions.ts';

const random = seededRandom(1);

const FOLLOW_UP: Question = {
  kind: 'yes-no',
  id: 'said',
  text: 'Did you say so?',
  onlyIf: { question: 'heard', chose: ['1', '2'] },
};
const THRESHOLDS = { scores: 5, comments: 10 };
const PARENT = { together: 'overall', 'by-voice': 'by-voice' };
const heard = (choice: number): Answers => ({ heard: { choices: [String(choice)] } });

/** Lets people of each voice answer, and closes the round. */
function close(
  voices: Readonly<Record<string, { invited: number; answers: readonly Answers[] }>>,
  questions: readonly Question[] = [SCALE],
  thresholds = THRESHOLDS,
  comments = true,
  levels: Round['levels'] = null,
) {
  const invited = Object.entries(voices).map(([voice, each]) => ({ voice, invited: each.invited }));
  const layout = layoutOf({ voices: invited, questions, comments });
  let tally = emptyTally(layout);
  let seat = 0;
  for (const [voice, { answers }] of Object.entries(voices)) {
    for (const each of answers) {
      const result = count(layout, tally, { seat, voice, answers: each }, random);
      if (!result.ok) throw new Error(result.code);
      tally = result.value;
      seat += 1;
    }
  }
  return releaseRound(layout, tally, { invited, thresholds, levels }, random);
}

const times = <T>(n: number, value: T): T[] => new Array<T>(n).fill(value);

describe('a round that closed', () => {
  it('splits by voice where every voice is large enough, and shows nothing else', () => {
    const { release, poolable } = close({
      staff: { invited: 8, answers: [heard(1), heard(2), heard(2), heard(3), heard(4)] },
      reps: { invited: 6, answers: times(5, heard(5)) },
    });
    expect(release.questions).toEqual([
      {
        question: 'heard',
        outcome: 'by-voice',
        voices: [
          {
            voice: 'staff',
            figures: {
              kind: 'scale',
              mean: { value: 2.5, end: 'or-lower', step: 0.5 },
            },
          },
          {
            voice: 'reps',
            figures: {
              kind: 'scale',
              mean: { value: 3.5, end: 'or-higher', step: 0.5 },
            },
          },
        ],
      },
    ]);
    expect(poolable).toEqual([]);
  });

  it('shows all together where one voice is too small, and never that voice', () => {
    const { release, poolable } = close({
      staff: { invited: 8, answers: times(6, heard(4)) },
      reps: { invited: 6, answers: times(4, heard(2)) },
    });
    expect(release.questions[0]?.outcome).toBe('overall');
    expect(JSON.stringify(release.questions)).not.toContain('reps');
    expect(poolable).toEqual([]);
  });

  it('withholds four answers and gives them to the pool, silent voices too', () => {
    const { release, poolable } = close({
      staff: { invited: 8, answers: times(4, heard(4)) },
      reps: { invited: 2, answers: [] },
    });
    expect(release.questions).toEqual([{ question: 'heard', outcome: 'withheld', reason: 'too-few' }]);
    expect(poolable.map(({ voice, counts, atMost }) => [voice, counts.choices, atMost])).toEqual([
      ['staff', [0, 0, 0, 4, 0], 4],
      ['reps', [0, 0, 0, 0, 0], 2],
    ]);
  });

  it('honours a raised threshold, and the floor where a stored one is lower', () => {
    const ten = { staff: { invited: 20, answers: times(10, heard(4)) } };
    expect(close(ten, [SCALE], { scores: 11, comments: 11 }).release.questions[0]?.outcome).toBe('withheld');
    const four = { staff: { invited: 20, answers: times(4, heard(4)) } };
    expect(close(four, [SCALE], { scores: 1, comments: 1 }).release.questions[0]?.outcome).toBe('withheld');
  });

  it.each([
    ['together', 6, 6, 'overall'],
    ['together', 6, 1, 'overall'],
    ['together', 4, 0, 'withheld'],
    ['by-voice', 6, 6, 'by-voice'],
    ['by-voice', 6, 4, 'withheld'],
  ] as const)('%s: %i and %i answers show %s, however many there are', (level, staff, reps, outcome) => {
    const voices = {
      staff: { invited: 12, answers: times(staff, heard(4)) },
      reps: { invited: 12, answers: times(reps, heard(2)) },
    };
    const { release } = close(voices, [SCALE], THRESHOLDS, true, { heard: level });
    expect(release.questions[0]?.outcome).toBe(outcome);
  });

  it('by voice: only answers of voices that fell short go to the pool, and nobody sees which these are', () => {
    const voices = {
      staff: { invited: 12, answers: times(6, heard(4)) },
      reps: { invited: 12, answers: times(3, heard(2)) },
    };
    const { poolable } = close(voices, [SCALE], THRESHOLDS, true, { heard: 'by-voice' });
    expect(poolable.map(({ voice, counts, atMost }) => [voice, counts.answered, atMost])).toEqual([
      ['staff', 0, 4],
      ['reps', 3, 3],
    ]);
  });

  it.each([
    ['together', 'by-voice', 'withheld'],
    ['by-voice', 'by-voice', 'by-voice'],
    ['together', 'together', 'overall'],
  ] as const)(
    'of a parent %s, a follow-up %s is %s: five staff who were asked stand by no parent of their own',
    (parent, followUp, outcome) => {
      const said = (choice: number): Answers => ({ ...heard(choice), said: { choices: ['yes'] } });
      const mixed = [...times(6, said(2)), ...times(4, heard(3)), ...times(6, heard(4))];
      const { release } = close(
        { staff: { invited: 20, answers: mixed }, reps: { invited: 20, answers: mixed } },
        [SCALE, FOLLOW_UP],
        THRESHOLDS,
        true,
        { heard: parent, said: followUp },
      );
      expect(release.questions.map((each) => each.outcome)).toEqual([PARENT[parent], outcome]);
    },
  );

  it('together: a single voice that was invited stands as a voice, for nobody is together with it', () => {
    const { release } = close(
      { staff: { invited: 8, answers: times(6, heard(4)) } },
      [SCALE],
      THRESHOLDS,
      true,
      {
        heard: 'together',
      },
    );
    expect(release.questions[0]?.outcome).toBe('by-voice');
  });

  it('ignores a voice nobody of which was invited', () => {
    const { release } = close({
      staff: { invited: 8, answers: times(5, heard(4)) },
      carers: { invited: 0, answers: [] },
    });
    expect(release.questions[0]).toMatchObject({ outcome: 'by-voice', voices: [{ voice: 'staff' }] });
  });

  it.each([
    ['shown where five said so and five did not, with a mean between', 5, 5, 24, 'by-voice'],
    ['withheld where four said so', 4, 8, 24, 'withheld'],
    ['withheld where all but four said so', 8, 4, 24, 'withheld'],
    ['withheld in a circle so small that it would tell who took part', 5, 5, 11, 'withheld'],
  ])('follow-up: %s', (_, low, neutral, invited, outcome) => {
    const said: Answers = { ...heard(2), said: { choices: ['yes'] } };
    const { release } = close(
      { staff: { invited, answers: [...times(low, said), ...times(neutral, heard(3))] } },
      [SCALE, FOLLOW_UP],
    );
    expect(release.questions[1]?.outcome).toBe(outcome);
  });

  it('follow-up: withheld for all where one voice of a split parent falls short', () => {
    const said: Answers = { ...heard(2), said: { choices: ['yes'] } };
    const { release } = close(
      {
        staff: { invited: 40, answers: [...times(10, said), ...times(10, heard(3))] },
        reps: { invited: 40, answers: [...times(4, said), ...times(10, heard(3))] },
      },
      [SCALE, FOLLOW_UP],
    );
    expect(release.questions.map((each) => each.outcome)).toEqual(['by-voice', 'withheld']);
  });

  it('follow-up: withheld where one voice of its parent reads as nearly all on one side', () => {
    const asked: Question = { ...FOLLOW_UP, onlyIf: { question: 'heard', chose: ['4'] } };
    const said: Answers = { ...heard(4), said: { choices: ['yes'] } };
    const round = (staffOther: number) =>
      close(
        {
          staff: { invited: 40, answers: [...times(8, said), ...times(8, heard(staffOther))] },
          reps: { invited: 40, answers: [...times(8, said), ...times(8, heard(3))] },
        },
        [SCALE, asked],
      ).release.questions.map((each) => each.outcome);
    expect(round(3)).toEqual(['by-voice', 'by-voice']);
    expect(round(5)).toEqual(['by-voice', 'withheld']);
  });

  it('follow-up: told in the widths of five, however many answered it', () => {
    const said: Answers = { ...heard(2), said: { choices: ['yes'] } };
    const { release } = close(
      { staff: { invited: 80, answers: [...times(35, said), ...times(35, heard(3))] } },
      [SCALE, FOLLOW_UP],
    );
    expect(release.questions[1]).toMatchObject({
      voices: [{ figures: { options: [{ share: { form: 'halves' } }, { share: { form: 'halves' } }] } }],
    });
  });

  it.each([
    ['shown where half as many could have given the mean', 20, 4, 'by-voice'],
    ['withheld where the mean and five who disagreed take nearly everybody', 30, 5, 'withheld'],
  ])('follow-up: %s', (_, others, choice, outcome) => {
    const said: Answers = { ...heard(2), said: { choices: ['yes'] } };
    const round = close(
      { staff: { invited: 60, answers: [...times(20, said), ...times(others, heard(choice))] } },
      [SCALE, FOLLOW_UP],
    );
    expect(round.release.questions[0]).toMatchObject({ voices: [{ figures: { mean: { end: 'none' } } }] });
    expect(round.release.questions[1]?.outcome).toBe(outcome);
  });

  it.each([
    [14, 'withheld'],
    [15, 'by-voice'],
  ])('follow-up: of %i invited, %s', (invited, outcome) => {
    const said: Answers = { ...heard(2), said: { choices: ['yes'] } };
    const answers = [...times(6, said), ...times(6, heard(3))];
    const { release } = close({ staff: { invited, answers } }, [SCALE, FOLLOW_UP]);
    expect(release.questions[1]?.outcome).toBe(outcome);
  });

  it('fewer than half of a group’s comments on a follow-up are shown', () => {
    const asked: Question = { ...WORDS, onlyIf: { question: 'heard', chose: ['1', '2'] } };
    const wrote: Answers = { ...heard(2), words: { text: 'More time' } };
    const { release } = close(
      { staff: { invited: 40, answers: [...times(19, wrote), ...times(19, heard(3))] } },
      [SCALE, asked],
    );
    expect(release.comments[0]).toMatchObject({ texts: times(17, 'More time') });
  });

  it('comments on a follow-up keep its rule', () => {
    const asked: Question = { ...WORDS, onlyIf: { question: 'heard', chose: ['1', '2'] } };
    const wrote: Answers = { ...heard(2), words: { text: 'More time' } };
    const comments = (others: number) =>
      close({ staff: { invited: 40, answers: [...times(10, wrote), ...times(others, heard(3))] } }, [
        SCALE,
        asked,
      ]).release.comments[0]?.outcome;
    expect([comments(5), comments(4)]).toEqual(['shown', 'withheld']);
  });

  it('shows ten comments, shuffled; nine not; none where they are off', () => {
    const wrote = (n: number) =>
      Array.from({ length: n }, (_, index) => ({ words: { text: `Word ${index}` } }));
    const texts = (n: number, comments = true) =>
      close({ staff: { invited: 30, answers: wrote(n) } }, [SCALE, WORDS], THRESHOLDS, comments).release
        .comments[0];
    expect(texts(9)).toEqual({ question: 'words', outcome: 'withheld', reason: 'too-few' });
    expect(texts(12, false)).toEqual({ question: 'words', outcome: 'withheld', reason: 'off' });
    const shown = texts(10);
    expect(shown?.outcome === 'shown' && [...shown.texts].sort()).toEqual(
      wrote(10)
        .map((each) => each.words.text)
        .sort(),
    );
  });

  it('leaves room for two who wrote nothing', () => {
    const twelve = Array.from({ length: 12 }, (_, index) => `Word ${index}`);
    const shown = releaseComments('words', twelve, 12, 10, random);
    expect(shown.outcome === 'shown' && shown.texts.length).toBe(10);
    expect(releaseComments('words', twelve.slice(1), 11, 10, random).outcome).toBe('withheld');
  });

  it('shuffles by the random numbers it is given', () => {
    const texts = ['a', 'b', 'c'];
    const order = (draw: number) => releaseComments('q', texts, 9, 1, () => draw);
    expect(order(0)).toMatchObject({ texts: ['b', 'c', 'a'] });
    expect(order(0.99)).toMatchObject({ texts: ['a', 'b', 'c'] });
  });

  it('comes back whole from the ledger, and nothing more than it says fits in', () => {
    const { release } = close(
      {
        staff: { invited: 40, answers: times(31, { ...heard(4), rung: { choices: ['3'] } }) },
        reps: { invited: 8, answers: times(6, heard(2)) },
      },
      [SCALE, LADDER, WORDS, FOLLOW_UP],
    );
    expect(release.questions.map((each) => each.outcome)).toEqual(['by-voice', 'overall', 'withheld']);
    expect(roundReleaseSchema.parse(JSON.parse(JSON.stringify(release)))).toEqual(release);
    expect(roundReleaseSchema.safeParse({ ...release, answered: 37 }).success).toBe(false);
  });
});

describe('thresholds', () => {
  it('may be raised and never lowered below the floor', () => {
    expect(checkThresholds({ scores: 11, comments: 10 })).toEqual({
      ok: true,
      value: { scores: 11, comments: 10 },
    });
    expect(checkThresholds({ scores: 4, comments: 10 })).toEqual({
      ok: false,
      code: 'below-floor',
      details: { threshold: 'scores', floor: 5 },
    });
    expect(checkThresholds({ scores: 5, comments: 9 })).toMatchObject({ code: 'below-floor' });
    expect(checkThresholds({ scores: 5.5, comments: 10 })).toMatchObject({ code: 'not-whole' });
    expect(checkThresholds({ scores: Number.NaN, comments: 10 })).toMatchObject({ code: 'not-whole' });
  });
});
