import { describe, expect, it } from 'vitest';
import type { Level } from '../../../src/features/release/rules/level.ts';
import { bandOf, reachOf, releaseParticipation } from '../../../src/features/release/rules/participation.ts';
import { releaseQuestion } from '../../../src/features/release/rules/question-release.ts';
import { LADDER, oneEach } from './questions.ts';

/** Where everybody chose the lowest of so many steps, the margin at that end tells the width itself: more than other figures do. */
const WIDE = 100;

describe('what an insider can conclude about who took part', () => {
  /** Two voices; in each `counted` took part and `answered` of them answered the question. */
  function* rooms(staff: number, reps: number): Generator<{ counted: number[]; answered: number[] }> {
    for (let p = 0; p <= staff; p += 1) {
      for (let q = 0; q <= reps; q += 1) {
        for (let n = 0; n <= p; n += 1) {
          for (let m = 0; m <= q; m += 1) yield { counted: [p, q], answered: [n, m] };
        }
      }
    }
  }

  function shown(
    invited: readonly number[],
    counted: readonly number[],
    answered: readonly number[],
    level: Level | null,
  ): string {
    const turnout = invited.map((each, index) => ({
      voice: String(index),
      invited: each,
      counted: counted[index] ?? 0,
    }));
    const reach = reachOf(turnout);
    const voices = turnout.map(({ voice }, index) => ({
      voice,
      counts: oneEach([answered[index] ?? 0, ...new Array<number>(WIDE - 1).fill(0)]),
      atMost: reach.byVoice.get(voice) ?? 0,
    }));
    return JSON.stringify([
      releaseParticipation(turnout),
      releaseQuestion(
        { ...LADDER, kind: 'rating', to: WIDE, low: '', high: '' },
        voices,
        reach.overall,
        5,
        null,
        level,
      ),
    ]);
  }

  it('neither all others nor nobody else, from the bands alone, 5 to 200 invited', () => {
    for (let invited = 5; invited <= 200; invited += 1) {
      for (const took of [0, 1]) {
        const others = new Map<string, Set<number>>();
        for (let counted = took; counted <= invited - 1 + took; counted += 1) {
          const band = bandOf(counted, invited);
          others.set(band, (others.get(band) ?? new Set()).add(counted - took));
        }
        for (const [band, possible] of others) {
          const certain = possible.size === 1 && (possible.has(0) || possible.has(invited - 1));
          expect({ invited, took, band, certain }).toEqual({ invited, took, band, certain: false });
        }
      }
    }
  });

  const circles = [
    [5, 5],
    [5, 7],
    [5, 9],
    [6, 12],
    [8, 8],
    [10, 10],
    [11, 12],
    [4, 9],
    [3, 8],
    [1, 11],
  ] as const;
  it.each(
    circles.flatMap(([staff, reps]) =>
      ([null, 'together', 'by-voice'] as const).map((level) => [staff, reps, level] as const),
    ),
  )('neither, from bands, outcome and widths together, %i and %i invited, level %s', (staff, reps, level) => {
    const invited = [staff, reps];
    /** For each thing shown, voice of the attacker and whether they took part: which counts of the others of a voice are possible. */
    const possible = new Map<string, Set<number>>();
    for (const { counted, answered } of rooms(staff, reps)) {
      const key = shown(invited, counted, answered, level);
      for (const [about, size] of invited.entries()) {
        for (const took of [0, 1]) {
          const others = (counted[about] ?? 0) - took;
          if (others < 0 || others > size - 1) continue;
          const id = `${key} about=${about} took=${took}`;
          possible.set(id, (possible.get(id) ?? new Set()).add(others));
        }
      }
    }
    const certain = [...possible].filter(([id, others]) => {
      const size = invited[id.includes('about=0') ? 0 : 1] ?? 0;
      // The stated limit: figures of a voice of five, or six, tell that five took part.
      const limit = size <= 6 && id.includes('"voice":"0","figures"');
      return size > 1 && !limit && others.size === 1 && (others.has(0) || others.has(size - 1));
    });
    expect(certain).toEqual([]);
  });
});
