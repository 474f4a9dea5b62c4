import { expect, test } from 'vitest';
import { PARITY } from '../../../src/features/rota/rules/policy.ts';
import { policiesToCompare, turnsByVoice } from '../../../src/features/rota/rules/preview.ts';
import { startRota } from '../../../src/features/rota/rules/state.ts';
import { drawn, membersOf, settled, situationOf } from './simulation.ts';

const heads = { staff: 9, reps: 3 };
const ahead = (count: number) => {
  const { voices, members, quarter } = situationOf(heads);
  return Array.from({ length: count }, () => ({ voices, members, quarter }));
};
const none = { unsettled: [], drawn: [] };

test('12 meetings under each policy: by equal shares, by heads, and by heads with a floor', () => {
  const of = policiesToCompare(PARITY, 2).map((policy) =>
    turnsByVoice(startRota('seed'), policy, { ...none, ahead: ahead(12) }),
  );
  expect(of).toEqual([
    { staff: 6, reps: 6 },
    { staff: 9, reps: 3 },
    { staff: 9, reps: 3 },
  ]);
});

test('compared are the circle’s own floor and cap, or half an equal share where it has no floor', () => {
  const own = { ...PARITY, kind: 'floor', floor: 0.4, capPerQuarter: 3 } as const;
  expect(policiesToCompare(own, 2)).toEqual([
    { ...PARITY, capPerQuarter: 3 },
    { ...PARITY, capPerQuarter: 3, kind: 'per-head' },
    own,
  ]);
  expect(policiesToCompare(PARITY, 4)[2]).toEqual({ ...PARITY, kind: 'floor', floor: 0.125 });
});

test('who is away or rests changes no number', () => {
  const resting = ahead(12).map((each) => ({
    ...each,
    members: membersOf(heads).map((member) => ({ ...member, chairs: 'resting' as const })),
  }));
  const [parity = PARITY] = policiesToCompare(PARITY, 2);
  expect(turnsByVoice(startRota('seed'), parity, { ...none, ahead: resting })).toEqual({ staff: 6, reps: 6 });
});

test('a cap hands over what a small voice could not take', () => {
  const capped = { ...PARITY, capPerQuarter: 1 };
  expect(turnsByVoice(startRota('seed'), capped, { ...none, ahead: ahead(12) })).toEqual({
    staff: 9,
    reps: 3,
  });
});

test('what is drawn stands under every policy, what is owed is carried on, and a meeting that is over is not counted', () => {
  const state = startRota('seed');
  const first = drawn(state, situationOf(heads));
  const second = drawn(settled(state, first), situationOf(heads));
  expect(first.voice).not.toBe(second.voice);
  const counted = turnsByVoice(state, PARITY, { unsettled: [first], drawn: [second], ahead: ahead(1) });
  expect(counted).toEqual({ [second.voice]: 1, [first.voice]: 1 });
  const perHead = { ...PARITY, kind: 'per-head' } as const;
  expect(turnsByVoice(state, perHead, { unsettled: [], drawn: [first, second], ahead: [] })).toEqual({
    staff: 1,
    reps: 1,
  });
});
