import { describe, expect, it } from 'vitest';
import { figuresOf, type ScoredQuestion } from '../../../src/features/release/rules/figures.ts';
import type { Level } from '../../../src/features/release/rules/level.ts';
import { addToPool, emptyPool, releasePool } from '../../../src/features/release/rules/pool.ts';
import { toldSize } from '../../../src/features/release/rules/precision.ts';
import {
  mayFollow,
  type ParentRelease,
  type QuestionRelease,
  releaseQuestion,
} from '../../../src/features/release/rules/question-release.ts';
import type { Counts } from '../../../src/features/release/rules/tally/counts.ts';
import {
  ABOUT_A_SCALE,
  ALL_ALIKE,
  allWithin,
  type Conclusion,
  type CountVector,
  certainties,
  vectors,
} from './intruder.ts';
import { choiceSets, following, multipleCounts, oneEach, optionsOf, SCALE, YES_NO } from './questions.ts';

const PLENTY = 1_000;

/** Two voices side by side in one vector: the first `width` counts are staff, the others reps. */
function* twoVoices(staff: number, reps: number, width: number): Generator<CountVector> {
  const ofReps = [...vectors(reps, width)].length > 0 ? copies(reps, width) : [];
  for (const first of copies(staff, width)) for (const second of ofReps) yield [...first, ...second];
}

function copies(n: number, width: number): CountVector[] {
  return Array.from(vectors(n, width), (counts) => [...counts]);
}

/**
 * The same conclusions about the staff alone, and about the reps alone. Of one other person, "one answer" is no news: there
 * the question is whether it is known which.
 */
function ofEither(conclusions: readonly Conclusion[], width: number): Conclusion[] {
  const which = Array.from({ length: width }, (_, answer) =>
    allWithin(`all others gave ${answer}`, [answer]),
  );
  const groups: [string, (others: CountVector) => CountVector][] = [
    ['staff', (others) => others.slice(0, width)],
    ['reps', (others) => others.slice(width)],
  ];
  return groups.flatMap(([voice, part]) =>
    [...conclusions, ...which].map(({ name, holds }) => ({
      name: `${voice}: ${name}`,
      holds: (others: CountVector) => {
        const group = part(others);
        const size = group.reduce((sum, each) => sum + each, 0);
        return size > (name === ALL_ALIKE.name ? 1 : 0) && holds(group);
      },
    })),
  );
}

function question(
  asked: ScoredQuestion,
  staff: Counts,
  reps: Counts,
  parent: ParentRelease | null = null,
  atMost: number = PLENTY,
  level: Level | null = null,
): QuestionRelease {
  const voices = [
    { voice: 'staff', counts: staff, atMost },
    { voice: 'reps', counts: reps, atMost },
  ];
  return releaseQuestion(asked, voices, 2 * atMost, 5, parent, level);
}

describe('what an insider can conclude from the release of a question', () => {
  it.each([
    [5, 5],
    [5, 7],
    [6, 6],
    [3, 4],
    [1, 5],
    [2, 8],
  ])('nothing about either voice, %i staff and %i reps', (staff, reps) => {
    for (const level of [null, 'together', 'by-voice'] as const) {
      const release = (counts: CountVector) => {
        const [one, other] = [oneEach(counts.slice(0, 5)), oneEach(counts.slice(5))];
        return JSON.stringify(question(SCALE, one, other, null, PLENTY, level));
      };
      expect(certainties(twoVoices(staff, reps, 5), release, ofEither(ABOUT_A_SCALE, 5))).toEqual([]);
    }
  });
});

/** A follow-up's counts where everybody it applies to answered it, all in the same way. */
function followed(applied: number): Counts {
  return { answered: applied, applied, choices: [applied, 0] };
}

type MayFollow = (counts: CountVector, parent: QuestionRelease) => boolean;

/**
 * What is seen of a yes-or-no parent and a follow-up to "yes": the parent's figures, and of the follow-up no more than whether it
 * was shown, split, and in which widths: in a circle of plenty these are how many answered it. Its own answers are a separate question to the attacker.
 */
function seen(rule: MayFollow) {
  return (counts: CountVector): string => {
    const [a = 0, b = 0, c = 0, d = 0] = counts;
    const parent = question(YES_NO, oneEach([a, b]), oneEach([c, d]));
    if (!rule(counts, parent)) return JSON.stringify(parent);
    const split = a >= 5 && c >= 5;
    const shape = split
      ? [toldSize(a, PLENTY, 5), toldSize(c, PLENTY, 5)]
      : a + c >= 5 && toldSize(a + c, PLENTY, 5);
    return JSON.stringify([parent, shape]);
  };
}

const strict: MayFollow = ([a = 0, b = 0, c = 0, d = 0], release) => {
  const voices = [
    { voice: 'staff', counts: followed(a), atMost: PLENTY },
    { voice: 'reps', counts: followed(c), atMost: PLENTY },
  ];
  const parent = new Map([
    ['staff', oneEach([a, b])],
    ['reps', oneEach([c, d])],
  ]);
  const asked = { question: YES_NO, release, counts: parent };
  return mayFollow(following(YES_NO, ['yes']), voices, 2 * PLENTY, 5, asked);
};

const judgedTogether: MayFollow = ([a = 0, b = 0, c = 0, d = 0]) => a + c >= 5 && b + d >= 5;

describe('what an insider can conclude from a follow-up beside its parent', () => {
  const conclusions = ofEither([ALL_ALIKE], 2);

  it('nothing, 2 to 40 staff and 2 to 12 reps', () => {
    for (let staff = 2; staff <= 40; staff += 1) {
      for (let reps = 2; reps <= 12; reps += 1) {
        const found = certainties(twoVoices(staff, reps, 2), seen(strict), conclusions);
        expect(found.map((each) => ({ ...each, staff, reps }))).toEqual([]);
      }
    }
  });

  it('would conclude that all staff said yes, if all voices were judged together', () => {
    const found = certainties(twoVoices(28, 7, 2), seen(judgedTogether), conclusions);
    expect(found).toContainEqual(
      expect.objectContaining({ conclusion: 'staff: all others gave one answer' }),
    );
  });

  it.each([[[0, 1]], [[3]], [[4]], [[0, 1, 2]]])(
    'nothing about a scale whose follow-up asks those who chose %j',
    (chose) => {
      for (const n of [10, 11, 12, 16, 22, 30, 35, 36]) {
        const release = (counts: CountVector): string => {
          const applied = chose.reduce((sum, answer) => sum + (counts[answer] ?? 0), 0);
          const figures = figuresOf(SCALE, oneEach(counts), toldSize(n, PLENTY, 5));
          const voices = [{ voice: 'all', counts: followed(applied), atMost: PLENTY }];
          const parent: ParentRelease = {
            question: SCALE,
            release: { question: SCALE.id, outcome: 'overall', figures },
            counts: new Map([['all', oneEach(counts)]]),
          };
          const asked = following(
            SCALE,
            chose.map((answer) => String(answer + 1)),
          );
          const shown = mayFollow(asked, voices, PLENTY, 5, parent);
          return JSON.stringify([figures, shown && toldSize(applied, PLENTY, 5)]);
        };
        expect(certainties(vectors(n, 5), memoised(release, chose), ABOUT_A_SCALE)).toEqual([]);
      }
    },
  );
});

describe('what an insider can conclude from a follow-up to a multiple choice', () => {
  const width = 3;
  const parentQuestion = optionsOf('multiple', width);
  const kinds = choiceSets(width);
  const conclusions = Array.from({ length: width }, (_, option) => {
    const withIt = kinds.flatMap((kind, index) => (kind.includes(option) ? [index] : []));
    const without = kinds.flatMap((kind, index) => (kind.includes(option) ? [] : [index]));
    return [allWithin(`all others chose ${option}`, withIt), allWithin(`no other chose ${option}`, without)];
  }).flat();

  it.each([[[0]], [[0, 1]]])('nothing, where it asks those who chose any of %j', (chose) => {
    for (const n of [10, 11, 12, 14]) {
      const release = (counts: CountVector): string => {
        const applied = kinds.reduce(
          (sum, kind, index) => sum + (chose.some((each) => kind.includes(each)) ? (counts[index] ?? 0) : 0),
          0,
        );
        const figures = figuresOf(
          parentQuestion,
          multipleCounts(kinds, counts, width),
          toldSize(n, PLENTY, 5),
        );
        const parent: ParentRelease = {
          question: parentQuestion,
          release: { question: parentQuestion.id, outcome: 'overall', figures },
          counts: new Map([['all', multipleCounts(kinds, counts, width)]]),
        };
        const voices = [{ voice: 'all', counts: followed(applied), atMost: PLENTY }];
        const asked = following(
          parentQuestion,
          chose.map((option) => `o${option}`),
        );
        const shown = mayFollow(asked, voices, PLENTY, 5, parent);
        return JSON.stringify([figures, shown && toldSize(applied, PLENTY, 5)]);
      };
      expect(certainties(vectors(n, kinds.length), release, [ALL_ALIKE, ...conclusions])).toEqual([]);
    }
  });
});

/** Equal total, agreeing, disagreeing and applied counts have equal releases: reckons each once. */
function memoised(release: (counts: CountVector) => string, chose: readonly number[]) {
  const known = new Map<number, string>();
  return (counts: CountVector): string => {
    const [a = 0, b = 0, c = 0, d = 0, e = 0] = counts;
    const applied = chose.reduce((sum, answer) => sum + (counts[answer] ?? 0), 0);
    const key = ((a + 2 * b + 3 * c + 4 * d + 5 * e) * 64 + a + b) * 4096 + (d + e) * 64 + applied;
    const before = known.get(key);
    if (before !== undefined) return before;
    const shown = release(counts);
    known.set(key, shown);
    return shown;
  };
}

describe('what an insider can conclude from a pool beside the releases of its circles', () => {
  /** Circle A's staff are shown, its reps are too few even with them: so nothing is; four such circles feed the pool. */
  const sizes = [2, 2, 1, 1];

  function pooled(counts: CountVector): string {
    let pool = emptyPool(YES_NO, 'reps');
    for (const [index, size] of sizes.entries()) {
      const choices = counts.slice(index * 2, index * 2 + 2);
      const added = addToPool(pool, `circle ${index}`, {
        question: YES_NO,
        voice: 'reps',
        atMost: size + 2,
        threshold: 5,
        counts: oneEach(choices),
      });
      if (!added.ok) throw new Error(added.code);
      pool = added.value;
    }
    const alone = sizes.map((_, index) =>
      question(YES_NO, oneEach([0, 0]), oneEach(counts.slice(index * 2, index * 2 + 2))),
    );
    return JSON.stringify([releasePool(pool), alone]);
  }

  function* sets(at = 0, before: number[] = []): Generator<CountVector> {
    const size = sizes[at];
    if (size === undefined) {
      yield before;
      return;
    }
    for (const counts of copies(size, 2)) yield* sets(at + 1, [...before, ...counts]);
  }

  it('nothing about any circle', () => {
    // For a lone other person any answer is "one answer": what must stay open is which.
    const which = sizes.flatMap((_, index) =>
      [0, 1].map((answer) => ({
        name: `all others in circle ${index} gave answer ${answer}`,
        holds: (others: CountVector) => {
          const [yes = 0, no = 0] = others.slice(index * 2, index * 2 + 2);
          return yes + no > 0 && (answer === 0 ? no === 0 : yes === 0);
        },
      })),
    );
    expect(pooled([1, 1, 1, 1, 1, 0, 0, 1])).toContain('"released"');
    expect(certainties(sets(), pooled, which)).toEqual([]);
  });
});
