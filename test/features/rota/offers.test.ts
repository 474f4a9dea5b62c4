import { describe, expect, test } from 'vitest';
import { drawTurn } from '../../../src/features/rota/rules/draw.ts';
import { MEETINGS_BETWEEN_SHADOW_OFFERS } from '../../../src/features/rota/rules/offers.ts';
import { startRota } from '../../../src/features/rota/rules/state.ts';
import { drawn, live, membersOf, settled, situationOf } from './simulation.ts';

const start = startRota('offers');

describe('the cap', () => {
  test('is honoured before the share, and what was handed over is recorded', () => {
    const situation = situationOf({ staff: 8, reps: 1 }, { policy: { capPerQuarter: 2 } });
    const held = [...live(8, () => situation, start)];
    expect(held.filter(({ turn }) => turn.chair === 'reps-1')).toHaveLength(2);
    expect(held.at(-1)?.turn.reasons).toMatchObject({
      voice: {
        handedOver: [{ from: 'reps', why: 'capped', share: 0.5, to: { staff: 0.5 } }],
        standings: [
          { voice: 'reps', standing: 'capped', target: 0.5, share: 0, deadline: null },
          { voice: 'staff', standing: 'available', target: 0.5, share: 1 },
        ],
      },
    });
    const next = drawn(held.at(-1)?.after ?? start, { ...situation, quarter: '2027-Q1' });
    expect(next.reasons).toMatchObject({ voice: { handedOver: [] } });
  });

  test('refuses plainly when everybody reached it, and when nobody can come', () => {
    const situation = situationOf({ staff: 1, reps: 1 }, { policy: { capPerQuarter: 1 } });
    const after = [...live(2, () => situation, start)].at(-1)?.after ?? start;
    expect(drawTurn(after, situation)).toEqual({ ok: false, code: 'everyone-capped' });
    const away = new Set(['staff-1', 'reps-1']);
    expect(drawTurn(after, { ...situation, away })).toEqual({ ok: false, code: 'nobody-available' });
    expect(drawTurn(start, situationOf({}))).toEqual({ ok: false, code: 'nobody-available' });
  });

  test('counts a swapped meeting in the quarter it was held in, and forgets old quarters', () => {
    const situation = situationOf({ staff: 2 });
    let state = start;
    for (const quarter of ['2026-Q1', '2026-Q2', '2026-Q3', '2026-Q4', '2027-Q1', '2027-Q2']) {
      state = settled(state, drawn(state, situation), { quarter });
    }
    expect(Object.keys(state.capUse)).toEqual(['2026-Q3', '2026-Q4', '2027-Q1', '2027-Q2']);
  });
});

describe('a co-chair', () => {
  const situation = situationOf({ staff: 3, reps: 3 }, { policy: { coChair: true, capPerQuarter: 4 } });

  test('is of another voice, and takes turns', () => {
    const held = [...live(6, () => situation, start)];
    for (const { turn } of held) expect(turn.coChair?.split('-')[0]).not.toBe(turn.voice);
    expect(new Set(held.map(({ turn }) => turn.coChair)).size).toBe(6);
  });

  test('pays by the cap only, never by share or credit', () => {
    const turn = drawn(start, situation);
    const [co, plain] = [settled(start, turn), settled(start, turn, { coChairedBy: null })];
    expect(co.credits).toEqual(plain.credits);
    expect(co.count).toEqual(plain.count);
    expect(co.capUse).toEqual({ '2026-Q4': { [turn.chair]: 1, [turn.coChair ?? '']: 1 } });
  });

  test('can decline without touching the chair, and is not offered unless wanted or when only one voice is there', () => {
    const turn = drawn(start, situation);
    const again = drawn(start, { ...situation, declinedCoChair: new Set([turn.coChair ?? '']) });
    expect(again.chair).toBe(turn.chair);
    expect(again.coChair).not.toBe(turn.coChair);
    expect(drawn(start, situationOf({ staff: 3, reps: 3 })).coChair).toBeNull();
    expect(drawn(start, { ...situation, members: membersOf({ staff: 3 }) }).coChair).toBeNull();
  });
});

describe('shadowing', () => {
  const members = [
    { id: 'old-hand', voice: 'staff', chairs: 'yes' as const },
    { id: 'learner', voice: 'reps', chairs: 'not-yet' as const },
    { id: 'first-timer', voice: 'reps', chairs: 'yes' as const },
    { id: 'resting', voice: 'reps', chairs: 'resting' as const },
  ];
  const situation = situationOf({ staff: 0, reps: 0 }, { members });
  const chairsFirst = (id: string) => ({
    ...situation,
    away: new Set(members.filter((one) => one.id !== id && one.chairs === 'yes').map((one) => one.id)),
  });

  test('is offered to who does not chair yet, who is never drawn, and not at every meeting', () => {
    const held = [...live(9, () => situation, start)];
    const offered = held.filter(({ turn }) => turn.shadow === 'learner').map(({ turn }) => turn.ordinal);
    expect(offered).toEqual([1, 1 + MEETINGS_BETWEEN_SHADOW_OFFERS, 1 + 2 * MEETINGS_BETWEEN_SHADOW_OFFERS]);
    expect(held.some(({ turn }) => ['learner', 'resting'].includes(turn.chair))).toBe(false);
  });

  test('then once to a willing person who never chaired, never to who is away, resting or chairing', () => {
    const afterOne = settled(start, drawn(start, chairsFirst('old-hand')));
    const turn = drawn(afterOne, { ...situation, declined: new Set() });
    expect(turn.chair).toBe('first-timer');
    expect(turn.shadow).toBeNull();
    const asked = drawn(afterOne, {
      ...situation,
      members: [...members, { id: 'second', voice: 'staff', chairs: 'yes' }],
    });
    expect(asked.shadow).toBe('second');
    const learnerAway = { ...situation, away: new Set(['learner', 'first-timer']) };
    expect(drawn(start, learnerAway).shadow).toBeNull();
  });
});
