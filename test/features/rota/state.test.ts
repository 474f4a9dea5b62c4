import { describe, expect, test } from 'vitest';
import { forecast } from '../../../src/features/rota/rules/forecast.ts';
import { settleTurn } from '../../../src/features/rota/rules/settle-turn.ts';
import { forgetMember, rotaStateSchema, startRota } from '../../../src/features/rota/rules/state.ts';
import { drawn, live, membersOf, NOBODY, settled, situationOf } from './simulation.ts';

const heads = { staff: 6, reps: 6 };
const situation = situationOf(heads, { policy: { coChair: true } });
const stateAfter = (meetings: number) =>
  [...live(meetings, () => situation)].at(-1)?.after ?? startRota('seed');

describe('the state of a rota', () => {
  test('survives storage, whatever order its keys come back in', () => {
    const state = stateAfter(20);
    const reversed = (value: unknown): unknown =>
      value !== null && typeof value === 'object' && !Array.isArray(value)
        ? Object.fromEntries(
            Object.entries(value)
              .reverse()
              .map(([key, inner]) => [key, reversed(inner)]),
          )
        : value;
    const back = rotaStateSchema.parse(reversed(JSON.parse(JSON.stringify(state))));
    expect(back).toEqual(state);
    expect(JSON.stringify(drawn(back, situation))).toBe(JSON.stringify(drawn(state, situation)));
  });

  test.each([
    {},
    { ...startRota('seed'), version: 2 },
    { ...startRota('seed'), credits: { 'staff-1': 'two' } },
    { ...startRota('seed'), extra: 1 },
  ])('%o is not one', (value) => {
    expect(rotaStateSchema.safeParse(value).success).toBe(false);
  });

  test('does not grow with the meetings', () => {
    const size = (meetings: number) => JSON.stringify(stateAfter(meetings)).length;
    expect(size(3_000)).toBeLessThan(size(300) * 1.2);
  });

  test('forgets a person wholly', () => {
    const turns = situationOf(heads, { policy: { coChair: true, term: 3 } });
    const [first] = [...live(1, () => turns)];
    const chair = first?.turn.chair ?? '';
    expect(JSON.stringify(first?.after)).toContain(`"${chair}"`);
    expect(JSON.stringify(forgetMember(first?.after ?? startRota('seed'), chair))).not.toContain(
      `"${chair}"`,
    );
  });
});

describe('settling', () => {
  test('once only', () => {
    const state = stateAfter(5);
    const turn = drawn(state, situation);
    const settlement = {
      turn,
      chairedBy: { member: turn.chair, voice: turn.voice },
      coChairedBy: null,
      quarter: turn.quarter,
    };
    const once = settled(state, turn);
    expect(settleTurn(once, settlement)).toEqual({
      ok: false,
      code: 'already-settled',
      details: { ordinal: 6, settled: 6 },
    });
  });

  test('goes by who chaired: the turn to their voice, the credit among its available members', () => {
    const start = startRota('seed');
    const turn = drawn(start, situationOf(heads, { away: new Set(['staff-5', 'reps-5']) }));
    const other = turn.voice === 'staff' ? 'reps' : 'staff';
    const state = settled(start, turn, { chairedBy: { member: `${other}-1`, voice: other } });
    expect(state.count.owed).toEqual({ [turn.voice]: 0.5, [other]: -0.5 });
    expect(state.credits[`${other}-1`]).toBeCloseTo(1 / 5 - 1, 12);
    expect(state.credits[`${other}-2`]).toBeCloseTo(1 / 5, 12);
    expect(Object.keys(state.credits).filter((id) => id.startsWith(turn.voice))).toEqual([]);
    expect(state.credits).not.toHaveProperty(`${other}-5`);
    expect(state.lastChaired).toEqual({ [`${other}-1`]: 1 });
  });

  test('somebody thought to be away who chairs after all is counted among those there', () => {
    const start = startRota('seed');
    const turn = drawn(start, situationOf(heads, { away: new Set(['reps-1']) }));
    const state = settled(start, turn, { chairedBy: { member: 'reps-1', voice: 'reps' } });
    expect(state.credits['reps-1']).toBeCloseTo(1 / 6 - 1, 12);
  });

  test('a cancelled meeting leaves the next one with the turn it would have had', () => {
    const state = stateAfter(7);
    const cancelled = drawn(state, situation);
    expect(drawn(state, { ...situation, quarter: '2027-Q1' }).chair).toBe(cancelled.chair);
  });
});

describe('a new count', () => {
  const owedAfter = (next: typeof situation) => settled(stateAfter(7), drawn(stateAfter(7), next)).count;

  test('starts when policy, shares or the number of voices change', () => {
    for (const next of [
      situationOf(heads, { policy: { kind: 'per-head' } }),
      situationOf(heads, { policy: { term: 2 } }),
      situationOf({ ...heads, carers: 2 }),
    ]) {
      expect(drawn(stateAfter(7), next).reasons).toMatchObject({ voice: { newCount: true } });
      const turn = drawn(stateAfter(7), next);
      const zeroed = { ...stateAfter(7), count: { signature: '', meetings: 0, owed: {} } };
      expect(settled(stateAfter(7), turn).count).toEqual(settled(zeroed, turn).count);
      expect(settled(stateAfter(7), turn).count.meetings).toBe(1);
    }
  });

  test('does not start when somebody joins under parity, when people rest, or when the cap changes', () => {
    for (const next of [
      situationOf({ staff: 9, reps: 6 }),
      situationOf(heads, {
        members: membersOf(heads).map((one) => ({
          ...one,
          chairs: one.voice === 'reps' ? 'resting' : 'yes',
        })),
      }),
      situationOf(heads, { policy: { capPerQuarter: 5 } }),
    ]) {
      expect(owedAfter(next).meetings).toBe(8);
    }
  });
});

describe('the forecast', () => {
  test('is what happens if everything goes as drawn, and is labelled', () => {
    const state = stateAfter(10);
    const next = drawn(state, situation);
    const told = forecast(state, [next], [situation, situation]);
    const lived = [...live(3, () => situation, state)]
      .slice(1)
      .map(({ turn }) => ({ label: 'forecast', turn }));
    expect(told).toEqual(lived);
  });

  test('passes over a meeting nobody can chair', () => {
    const everybody = new Set(membersOf(heads).map(({ id }) => id));
    const told = forecast(
      stateAfter(10),
      [],
      [
        { ...situation, away: everybody },
        { ...situation, away: NOBODY },
      ],
    );
    expect(told).toEqual([
      { label: 'forecast', turn: null, because: 'nobody-available' },
      { label: 'forecast', turn: drawn(stateAfter(10), situation) },
    ]);
  });
});
