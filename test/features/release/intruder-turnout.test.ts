import { afterAll, describe, expect, it } from 'vitest';
import { codedMean } from '../../../src/features/release/rules/coded-mean.ts';
import { figuresOf, type ScoredQuestion } from '../../../src/features/release/rules/figures.ts';
import type { Level } from '../../../src/features/release/rules/level.ts';
import { addToPool, emptyPool, releasePool } from '../../../src/features/release/rules/pool.ts';
import { toldSize } from '../../../src/features/release/rules/precision.ts';
import { choicesOf } from '../../../src/features/release/rules/question.ts';
import { releaseQuestion } from '../../../src/features/release/rules/question-release.ts';
import type { Counts } from '../../../src/features/release/rules/tally/counts.ts';
import {
  type CountVector,
  loneTurnouts,
  SILENT,
  type TurnoutSearch,
  vectors,
  type World,
} from './intruder.ts';
import {
  adding,
  choiceSets,
  following,
  LADDER,
  multipleCounts,
  oneEach,
  optionsOf,
  SCALE,
  YES_NO,
} from './questions.ts';

/** RELEASE_ENUMERATION=long looks at larger groups too, for some minutes. */
const LONG = process.env.RELEASE_ENUMERATION === 'long';
const K = 5;
/** Attackers of the other voice, beside those who are numbered by their answers. */
const OF_THE_OTHER = 10;
const SAID_NOTHING = 9;

const counted: string[] = [];
afterAll(() => {
  process.stdout.write(`${counted.join('\n')}\n`);
});

/** Keeps what was looked through, to be printed, and gives what was found. */
function found(name: string, searches: readonly TurnoutSearch[]): TurnoutSearch['found'] {
  const sum = (pick: (search: TurnoutSearch) => number) =>
    searches.reduce((all, each) => all + pick(each), 0);
  const told = searches.flatMap((each) => each.found);
  const looked = `${sum(({ worlds }) => worlds)} situations, ${sum(({ releases }) => releases)} releases`;
  counted.push(`${name}: ${looked}, ${told.length} of them tell that everybody answered`);
  return told;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, more) => from + more);
}

function present(counts: CountVector): number[] {
  return counts.flatMap((count, answer) => (count > 0 ? [answer] : []));
}

type Shown = (counts: CountVector, told: number) => string | number;

/** Every set of answers of `K` people up to all of a group, each in the widths it would be told in. */
function* group(size: number, width: number, shown: Shown, widthOf = toldSize): Generator<World> {
  for (const n of range(K, size)) {
    for (const counts of vectors(n, width)) {
      yield { took: n, shown: shown(counts, widthOf(n, size, K)), owns: present(counts) };
    }
  }
}

function wholeFigures(question: ScoredQuestion): Shown {
  return (counts, told) => JSON.stringify(figuresOf(question, oneEach(counts), told));
}

function multiple(width: number): Shown {
  const kinds = choiceSets(width);
  const question = optionsOf('multiple', width);
  return (counts, told) => JSON.stringify(figuresOf(question, multipleCounts(kinds, counts, width), told));
}

describe('whether a group’s figures tell that everybody answered', () => {
  const ratings = range(2, 7).map((to) => ({ ...LADDER, kind: 'rating' as const, to, low: '', high: '' }));
  it.each<[string, Shown, number, number, number]>([
    ['scale', wholeFigures(SCALE), 5, 7, 22],
    ['yes or no', wholeFigures(YES_NO), 2, 7, LONG ? 200 : 80],
    ...[2, 3, 4, 5].map((width): [string, Shown, number, number, number] => [
      `single choice of ${width}`,
      wholeFigures(optionsOf('single', width)),
      width,
      7,
      { 2: 64, 3: 44 }[width] ?? (LONG || width === 4 ? 22 : 18),
    ]),
    ['multiple choice of 2', multiple(2), 3, 7, 44],
    ['multiple choice of 3', multiple(3), 7, 7, 12],
    ...ratings.map((rating): [string, Shown, number, number, number] => [
      `rating of 1 to ${rating.to}`,
      wholeFigures(rating),
      rating.to,
      7,
      12,
    ]),
  ])('%s: none', (name, shown, width, from, to) => {
    const searches = range(from, to).map((size) => loneTurnouts(group(size, width, shown), size));
    expect(found(`${name}, groups of ${from} to ${to}`, searches)).toEqual([]);
  });

  it.each([
    [3, 60],
    [5, 60],
    [7, 60],
    [10, 40],
  ])('means of 1 to %i alone, by what they add up to: none', (width, most) => {
    const searches = range(7, LONG ? 2 * most : most).map((size) => loneTurnouts(sums(size, width), size));
    expect(found(`mean of 1 to ${width}, by sums, groups of 7 and more`, searches)).toEqual([]);
  });

  /** Answers whose figures depend on their sum alone: every sum once, with every answer that somebody can have given. */
  function* sums(size: number, width: number): Generator<World> {
    for (const n of range(K, size)) {
      for (const above of range(0, n * (width - 1))) {
        const shown = JSON.stringify(codedMean(adding(n, width, above), 1, toldSize(n, size, K)));
        const owns = range(0, width - 1).filter(
          (own) => above >= own && above - own <= (n - 1) * (width - 1),
        );
        yield { took: n, shown, owns };
      }
    }
  }

  it('multiple choice of 3, by how many chose each: none', () => {
    const question = optionsOf('multiple', 3);
    const kinds = choiceSets(3);
    function* worlds(size: number): Generator<World> {
      for (const n of range(K, size)) {
        const told = toldSize(n, size, K);
        for (const a of range(0, n))
          for (const b of range(0, n))
            for (const c of range(Math.max(0, n - a - b), n)) {
              const choices = [a, b, c];
              const owns = kinds.flatMap((kind, index) => {
                const others = choices.map((each, option) => each - (kind.includes(option) ? 1 : 0));
                const some = others.reduce((sum, each) => sum + each, 0) >= n - 1;
                return some && others.every((each) => each >= 0 && each < n) ? [index] : [];
              });
              const counts = { answered: n, applied: n, choices };
              yield { took: n, shown: JSON.stringify(figuresOf(question, counts, told)), owns };
            }
      }
    }
    const searches = range(13, LONG ? 30 : 18).map((size) => loneTurnouts(worlds(size), size));
    expect(found('multiple choice of 3, by counts, groups of 13 and more', searches)).toEqual([]);
  });
});

describe('whether two voices’ figures tell that everybody of one, or of both, answered', () => {
  const sizes = [
    [7, 7],
    [7, 9],
    [8, 12],
  ] as const;

  /** Everything two voices can answer. An attacker of the other voice knows their own answer too, or that there was none. */
  function* worlds(
    question: ScoredQuestion,
    width: number,
    invited: readonly [number, number],
    level: Level,
  ) {
    const answers = invited.map((size) =>
      range(0, size).flatMap((n) => Array.from(vectors(n, width), (counts) => [...counts])),
    );
    for (const staff of answers[0] ?? []) {
      for (const reps of answers[1] ?? []) {
        const voices = [staff, reps].map((counts, index) => ({
          voice: String(index),
          counts: oneEach(counts),
          atMost: invited[index] ?? 0,
        }));
        const shown = JSON.stringify(
          releaseQuestion(question, voices, invited[0] + invited[1], K, null, level),
        );
        const [own, other] = [staff, reps].map(present);
        yield { staff: sumOf(staff), reps: sumOf(reps), shown, own: own ?? [], other: other ?? [] };
      }
    }
  }

  it.each(
    (['together', 'by-voice'] as const).flatMap((level) =>
      [YES_NO, optionsOf('single', 3)].map((question) => [level, question.kind, question] as const),
    ),
  )('%s, %s: none', (level, kind, question) => {
    const searches = sizes.flatMap((invited) => {
      const all = [...worlds(question, choicesOf(question).length, invited, level)];
      const beside = (said: readonly number[], took: number, size: number) =>
        [...said, ...(took < size ? [SAID_NOTHING] : [])].map((each) => OF_THE_OTHER + each);
      const ofStaff = all.map(({ staff, reps, shown, own, other }) => ({
        took: staff,
        shown,
        owns: [...own, ...beside(other, reps, invited[1])],
      }));
      const ofReps = all.map(({ staff, reps, shown, own, other }) => ({
        took: reps,
        shown,
        owns: [...other, ...beside(own, staff, invited[0])],
      }));
      const ofBoth = all.map(({ staff, reps, shown, own, other }) => ({
        took: staff + reps,
        shown,
        owns: [...own, ...other.map((each) => OF_THE_OTHER + each)],
      }));
      return [
        loneTurnouts(ofStaff, invited[0]),
        loneTurnouts(ofReps, invited[1]),
        loneTurnouts(ofBoth, invited[0] + invited[1]),
      ];
    });
    expect(found(`two voices of 7 to 12, ${level}, ${kind}`, searches)).toEqual([]);
  });
});

describe('the stated limits', () => {
  it('in five it tells everybody; in six the one who stayed silent', () => {
    const five = loneTurnouts(group(5, 5, wholeFigures(SCALE)), 5).found;
    expect(five).not.toEqual([]);
    const six = loneTurnouts(group(6, 5, wholeFigures(SCALE)), 6).found;
    expect(new Set(six.map(({ attacker }) => attacker))).toEqual(new Set([SILENT]));
  });
});

describe('the attacker sees what weaker widths would give away', () => {
  const from = (n: number) => n;

  it.each([
    ['a scale of ten', 10, 5, wholeFigures(SCALE)],
    ['a single choice of three of six', 6, 3, wholeFigures(optionsOf('single', 3))],
  ])('widths from n itself: %s', (_, size, width, shown) => {
    expect(loneTurnouts(group(size, width, shown, from), size).found).not.toEqual([]);
  });

  it('shares beside the mean, even of 32', () => {
    // One part of the situations: those in which nobody stands at the middle.
    const shown: Shown = ([a = 0, b = 0, c = 0, d = 0], told) => {
      const agree = figuresOf(optionsOf('single', 2), oneEach([c + d, a + b]), told);
      return JSON.stringify([codedMean([a, b, 0, c, d], 1, told), agree]);
    };
    expect(loneTurnouts(group(12, 4, shown), 12).found).not.toEqual([]);
  });

  it('words for every option, where two are neither rare nor nearly all', () => {
    const each = (counts: CountVector, told: number) =>
      counts.map((count) => figuresOf(YES_NO, oneEach([count, sumOf(counts) - count]), told));
    const found = range(7, 16).flatMap(
      (size) =>
        loneTurnouts(
          group(size, 3, (counts, told) => JSON.stringify(each(counts, told))),
          size,
        ).found,
    );
    expect(found).not.toEqual([]);
  });
});

function sumOf(counts: CountVector): number {
  return counts.reduce((sum, each) => sum + each, 0);
}

describe('whether a follow-up beside its parent tells that everybody answered', () => {
  /** Every parent, with every way to answer a yes-or-no follow-up or to leave it out. */
  function* worlds(
    parent: ScoredQuestion,
    width: number,
    chose: readonly number[],
    size: number,
  ): Generator<World> {
    const known = new Map<string, string>();
    for (const n of range(K, size)) {
      for (const counts of vectors(n, width)) {
        const applied = chose.reduce((sum, answer) => sum + (counts[answer] ?? 0), 0);
        for (const yes of range(0, applied)) {
          for (const no of range(0, applied - yes)) {
            const followed: Counts = { answered: yes + no, applied, choices: [yes, no] };
            const key = JSON.stringify([meaning(parent, counts), n, yes, no, applied]);
            const shown = known.get(key) ?? both(parent, chose, oneEach(counts), followed, size);
            known.set(key, shown);
            const left = applied - yes - no;
            // An own answer: what was said to the parent, and to the follow-up, or that it was left out.
            const owns = present(counts).flatMap((own) =>
              chose.includes(own)
                ? [yes, no, left].flatMap((count, said) => (count > 0 ? [own * 4 + 1 + said] : []))
                : [own * 4],
            );
            yield { took: n, shown, owns };
          }
        }
      }
    }
  }

  /** What figures of a parent depend on: of a scale its sum and its two sides. */
  function meaning(parent: ScoredQuestion, counts: CountVector): unknown {
    if (parent.kind !== 'scale') return counts;
    const [a = 0, b = 0, c = 0, d = 0, e = 0] = counts;
    return [b + 2 * c + 3 * d + 4 * e, a + b, d + e];
  }

  function both(
    parent: ScoredQuestion,
    chose: readonly number[],
    answers: Counts,
    followed: Counts,
    size: number,
  ): string {
    const release = releaseQuestion(
      parent,
      [{ voice: 'all', counts: answers, atMost: size }],
      size,
      K,
      null,
      'together',
    );
    const asked = { question: parent, release, counts: new Map([['all', answers]]) };
    const followUp = following(
      parent,
      choicesOf(parent).filter((_, answer) => chose.includes(answer)),
    );
    const voices = [{ voice: 'all', counts: followed, atMost: size }];
    return JSON.stringify([release, releaseQuestion(followUp, voices, size, K, asked, 'together')]);
  }

  it.each<[string, ScoredQuestion, number, readonly number[], number]>([
    ['yes or no', YES_NO, 2, [0], LONG ? 36 : 22],
    ['single choice of 3', optionsOf('single', 3), 3, [0], LONG ? 24 : 17],
    ['scale, disagreeing', SCALE, 5, [0, 1], LONG ? 18 : 15],
    ['scale, one answer', SCALE, 5, [3], LONG ? 18 : 15],
  ])('%s: none', (name, parent, width, chose, most) => {
    const searches = range(15, most).map((size) => loneTurnouts(worlds(parent, width, chose, size), size));
    expect(found(`follow-up to ${name}, groups of 15 to ${most}`, searches)).toEqual([]);
  });
});

describe('whether a pool tells that everybody answered', () => {
  /** Every way in which circles of these sizes answered yes, no, or nothing. */
  function* worlds(sizes: readonly number[]): Generator<World & { byCircle: readonly number[] }> {
    const known = new Map<string, string>();
    for (const counts of choices(sizes)) {
      const rounds = sizes.map((_, index) => [counts[2 * index] ?? 0, counts[2 * index + 1] ?? 0]);
      const key = JSON.stringify(rounds);
      const shown = known.get(key) ?? pooled(sizes, rounds);
      known.set(key, shown);
      yield { took: sumOf(counts), shown, owns: present(counts), byCircle: rounds.map(sumOf) };
    }
  }

  function* choices(sizes: readonly number[], before: readonly number[] = []): Generator<CountVector> {
    const [size, ...rest] = sizes;
    if (size === undefined) {
      yield before;
      return;
    }
    for (const yes of range(0, size))
      for (const no of range(0, size - yes)) yield* choices(rest, [...before, yes, no]);
  }

  function pooled(sizes: readonly number[], rounds: readonly CountVector[]): string {
    let pool = emptyPool(YES_NO, 'reps');
    for (const [index, size] of sizes.entries()) {
      const contribution = { question: YES_NO, voice: 'reps', atMost: size, threshold: K };
      const added = addToPool(pool, `${index}`, { ...contribution, counts: oneEach(rounds[index] ?? []) });
      if (!added.ok) throw new Error(added.code);
      pool = added.value;
    }
    return JSON.stringify(releasePool(pool));
  }

  it.each([
    [[2, 2, 2, 2]],
    [[4, 1, 1, 3]],
    [[4, 4, 1, 1]],
    [[1, 1, 1, 1, 4]],
    [[3, 3, 3, 3]],
    [[2, 2, 2, 2, 2]],
  ])('circles of %j: none, of all together and of any circle', (sizes) => {
    const together = [...worlds(sizes)];
    const everybody = sumOf(sizes);
    const searches = [loneTurnouts(together, everybody)];
    for (const [index, size] of sizes.entries()) {
      // One person's circle: its own member knows whether all of it answered.
      const owns = (world: World) =>
        size === 1 ? world.owns.filter((own) => own >> 1 !== index) : world.owns;
      const ofCircle = together.map((world) => ({
        ...world,
        took: world.byCircle[index] ?? 0,
        owns: owns(world),
      }));
      const { found, ...looked } = loneTurnouts(ofCircle, size);
      // Who is silent and alone is everybody else already.
      searches.push({ ...looked, found: found.filter(({ attacker }) => size > 1 || attacker !== SILENT) });
    }
    expect(found(`pool of circles of ${sizes.join(', ')}`, searches)).toEqual([]);
  });
});
