import { expect, test } from 'vitest';
import type { ChairPolicy } from '../../../src/features/rota/rules/policy.ts';
import { live, situationOf } from './simulation.ts';

/** A fortnightly group for a year: 26 meetings, cap of four a quarter. */
function yearOf(heads: Readonly<Record<string, number>>, policy: Partial<ChairPolicy>) {
  const quarterly = (meeting: number) => `2026-Q${1 + Math.floor((meeting * 4) / 26)}`;
  const held = [
    ...live(26, (meeting) =>
      situationOf(heads, { quarter: quarterly(meeting), policy: { capPerQuarter: 4, ...policy } }),
    ),
  ];
  const turns = (of: (id: string) => boolean) => held.filter(({ turn }) => of(turn.chair)).length;
  const each = Object.entries(heads).flatMap(([voice, size]) =>
    Array.from({ length: size }, (_, index) => turns((id) => id === `${voice}-${index + 1}`)),
  );
  return {
    held,
    reps: turns((id) => id.startsWith('reps')),
    most: Math.max(...each),
    fewest: Math.min(...each),
  };
}

test('six staff and six reps: the voices take turns, and everybody chairs two or three times a year', () => {
  const { held, reps, most, fewest } = yearOf({ staff: 6, reps: 6 }, { coChair: true });
  expect(reps).toBe(13);
  expect([fewest, most]).toEqual([2, 3]);
  for (let meeting = 1; meeting < held.length; meeting += 2) {
    expect(held[meeting]?.turn.voice).not.toBe(held[meeting - 1]?.turn.voice);
  }
});

test('eight staff and three reps: parity gives reps half, per head 7 of 26, a floor of two fifths 10 or 11', () => {
  expect(yearOf({ staff: 8, reps: 3 }, {}).reps).toBe(13);
  expect(yearOf({ staff: 8, reps: 3 }, { kind: 'per-head' }).reps).toBe(7);
  expect([10, 11]).toContain(yearOf({ staff: 8, reps: 3 }, { kind: 'floor', floor: 0.4 }).reps);
});

test('eight staff and one rep under parity: the cap spares the rep, and staff take over what is left', () => {
  const { held, reps, most } = yearOf({ staff: 8, reps: 1 }, { capPerQuarter: 2 });
  expect(reps).toBe(8);
  expect(most).toBe(8);
  const handedOver = held.filter(
    ({ turn }) =>
      turn.reasons.kind === 'drawn' && turn.reasons.voice.handedOver.some(({ why }) => why === 'capped'),
  );
  expect(handedOver.length).toBeGreaterThan(8);
});
