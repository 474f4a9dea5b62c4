import { describe, expect, test } from 'vitest';
import { drawTurn } from '../../../src/features/rota/rules/draw.ts';
import { startRota } from '../../../src/features/rota/rules/state.ts';
import { swapTurn } from '../../../src/features/rota/rules/turn.ts';
import { EPSILON } from '../../../src/features/rota/rules/voice-rule.ts';
import { drawn, furthest, live, membersOf, settled, situationOf } from './simulation.ts';

const heads = { staff: 3, reps: 3 };
const terms = situationOf(heads, { policy: { term: 4 } });
const start = startRota('terms');

describe('a term of four meetings', () => {
  test('keeps one chair for four meetings, then the other voice has its turn', () => {
    const held = [...live(16, () => terms, start)];
    const chairs = held.map(({ turn }) => turn.chair);
    for (const first of [0, 4, 8, 12]) expect(new Set(chairs.slice(first, first + 4)).size).toBe(1);
    expect(new Set(chairs).size).toBe(4);
    expect(held.map(({ turn }) => turn.term.meeting).slice(0, 5)).toEqual([1, 2, 3, 4, 1]);
    expect(held[1]?.turn.reasons).toEqual({ kind: 'term' });
    expect(held[4]?.turn.voice).not.toBe(held[0]?.turn.voice);
  });

  test('settles one whole turn in all, and keeps the bound counted in terms', () => {
    const ends = [...live(400, () => terms, start)].filter((_, index) => index % 4 === 3);
    for (const { after } of ends) {
      expect(after.term).toBeNull();
      expect(furthest(after.count.owed)).toBeLessThanOrEqual(0.5 + EPSILON);
      expect(furthest(after.credits)).toBeLessThanOrEqual(1);
    }
    const first = ends[0];
    expect(first?.after.credits[first.turn.chair]).toBeCloseTo(1 / 3 - 1, 12);
  });

  test('a stand-in comes from the same voice, settles a quarter, and the chair goes on after', () => {
    const first = drawn(start, terms);
    let state = settled(start, first);
    const standIn = drawn(state, { ...terms, away: new Set([first.chair]) });
    expect(standIn).toMatchObject({ voice: first.voice, reasons: { kind: 'stand-in', voice: null } });
    expect(standIn.chair).not.toBe(first.chair);
    const before = state;
    state = settled(state, standIn);
    // Two were there to stand in: each earned half of a quarter, and the stand-in paid a quarter.
    expect((state.credits[standIn.chair] ?? 0) - (before.credits[standIn.chair] ?? 0)).toBeCloseTo(
      -0.125,
      12,
    );
    expect(drawn(state, terms)).toMatchObject({ chair: first.chair, term: { meeting: 3, of: 4 } });
  });

  test('a stand-in of another voice, drawn or on the day, moves a quarter between the voices', () => {
    const first = drawn(start, terms);
    const state = settled(start, first);
    const ofVoice = membersOf(heads).filter(({ voice }) => voice === first.voice);
    const turn = drawn(state, { ...terms, away: new Set(ofVoice.map(({ id }) => id)) });
    expect(turn.voice).not.toBe(first.voice);
    const after = settled(state, turn);
    expect(after.count.owed[turn.voice]).toBeCloseTo(0.125 + 0.125 - 0.25, 12);
    expect(after.term).toMatchObject({ chair: first.chair, left: 2 });
  });

  test('ends when its chair leaves or rests', () => {
    const first = drawn(start, terms);
    const state = settled(start, first);
    const without = membersOf(heads).filter(({ id }) => id !== first.chair);
    const resting = membersOf(heads).map((one) =>
      one.id === first.chair ? { ...one, chairs: 'resting' as const } : one,
    );
    for (const turn of [
      drawn(state, { ...terms, members: without }),
      drawn(state, { ...terms, members: resting }),
    ]) {
      expect(turn).toMatchObject({ reasons: { kind: 'drawn' }, term: { meeting: 1, of: 4 } });
    }
  });

  test('goes over whole in a swap of its first meeting, and for one meeting later', () => {
    const first = drawn(start, terms);
    const taker = membersOf(heads).find(({ voice }) => voice !== first.voice);
    if (taker === undefined) throw new Error('nobody to swap with');
    expect(settled(start, swapTurn(first, taker)).term).toMatchObject({
      chair: taker.id,
      voice: taker.voice,
    });

    const state = settled(start, first);
    const later = settled(state, swapTurn(drawn(state, terms), taker));
    expect(later.term).toMatchObject({ chair: first.chair, left: 2 });
    expect(later.lastChaired[taker.id]).toBe(2);
  });

  test('a new term needs room for all of it under the cap', () => {
    const capped = situationOf({ staff: 1 }, { policy: { term: 4, capPerQuarter: 7 } });
    const state = [...live(4, () => capped, start)].at(-1)?.after ?? start;
    expect(drawTurn(state, capped)).toMatchObject({ ok: false, code: 'everyone-capped' });
    expect(drawn(state, { ...capped, quarter: '2027-Q1' }).chair).toBe('staff-1');
  });
});
