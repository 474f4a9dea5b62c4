import { describe, expect, test } from 'vitest';
import { MOST_KEPT } from '../../../src/features/rota/rules/settle-turn.ts';
import { startRota } from '../../../src/features/rota/rules/state.ts';
import { swapTurn } from '../../../src/features/rota/rules/turn.ts';
import { EPSILON, voiceBound } from '../../../src/features/rota/rules/voice-rule.ts';
import { seededRandom } from '../../support/seeded-random.ts';
import { busyCircle } from './busy-circle.ts';
import { drawn, furthest, live, membersOf, settled, situationOf } from './simulation.ts';

describe.each([{ heads: { staff: 8, reps: 5 } }, { heads: { staff: 6, reps: 5, carers: 4 } }])(
  'declines, swaps, caps, joins and leavers, $heads',
  ({ heads }) => {
    const k = Object.keys(heads).length;

    test('keep every voice within 1 and every person within 2 turns, plus the turns forced and not yet made up', () => {
      for (let run = 1; run <= 60; run += 1) {
        for (const { state, outstanding, forcedPerson } of busyCircle(
          { heads, meetings: 104 },
          seededRandom(run),
        )) {
          expect(furthest(state.count.owed)).toBeLessThanOrEqual(1 + outstanding + EPSILON);
          // Half a turn more than with absence alone: who leaves takes credit or debt along, and a swap of two moves the others a little.
          for (const [id, credit] of Object.entries(state.credits)) {
            expect(Math.abs(credit)).toBeLessThanOrEqual(2 + (forcedPerson.get(id) ?? 0));
          }
        }
      }
    });

    test('come back within the bound once it is quiet', () => {
      for (let run = 1; run <= 60; run += 1) {
        const last = [...busyCircle({ heads, meetings: 40 }, seededRandom(run))].at(-1);
        if (last === undefined) throw new Error('nothing was held');
        // A voice that was made to take F turns too many gets back by its share 1/k a meeting: (k − 1) F meetings.
        const quiet = (k - 1) * Math.max(last.forcedVoice, 1);
        const calm = situationOf(heads, { members: last.situation.members });
        const end = [...live(quiet, () => calm, last.state)].at(-1);
        expect(furthest(end?.after.count.owed ?? {})).toBeLessThanOrEqual(voiceBound(k) + 1 / 6 + EPSILON);
      }
    });
  },
);

describe('ten years of meetings every two weeks, with 40 people', () => {
  const heads = { staff: 24, reps: 12, carers: 4 };
  const policies = [
    {},
    { kind: 'per-head', capPerQuarter: 3 },
    { kind: 'floor', floor: 0.2, capPerQuarter: 4 },
    { capPerQuarter: 2, coChair: true },
  ] as const;
  const life = {
    heads,
    meetings: 260,
    calledOff: 8,
    moved: 8,
    policyAt: (meeting: number) => ({ ...policies[Math.floor(meeting / 40) % policies.length] }),
  };

  test('with absences, swaps, moves, cancellations and other policies, keep the bounds at every meeting', () => {
    for (let run = 1; run <= 20; run += 1) {
      for (const { state, outstanding, forcedPerson } of busyCircle(life, seededRandom(run))) {
        expect(furthest(state.count.owed)).toBeLessThanOrEqual(1 + outstanding + EPSILON);
        for (const [id, credit] of Object.entries(state.credits))
          expect(Math.abs(credit)).toBeLessThanOrEqual(2 + (forcedPerson.get(id) ?? 0));
      }
    }
  });
});

test('seven turns in a row forced on staff are made up for in seven meetings', () => {
  const situation = situationOf({ staff: 4, reps: 4 });
  let state = startRota('seed');
  for (let forced = 0; forced < 7; forced += 1) {
    state = settled(state, drawn(state, situation), { chairedBy: { member: 'staff-1', voice: 'staff' } });
  }
  expect(state.count.owed).toEqual({ reps: 3.5, staff: -3.5 });
  const after = [...live(7, () => situation, state)];
  expect(after.map(({ turn }) => turn.voice)).toEqual(Array(7).fill('reps'));
  expect(after.at(-1)?.after.count.owed).toEqual({ reps: 0, staff: 0 });
});

test('swaps across voices do not drift: credits within a voice always sum to zero', () => {
  const situation = situationOf({ staff: 5, reps: 5 });
  const random = seededRandom(26);
  let state = startRota('swaps');
  for (let meeting = 0; meeting < 26; meeting += 1) {
    const turn = drawn(state, situation);
    const others = situation.members.filter(({ voice }) => voice !== turn.voice);
    const taker = others[Math.floor(random() * others.length)];
    if (taker === undefined) throw new Error('nobody to swap with');
    state = settled(state, swapTurn(turn, taker));
  }
  for (const voice of ['staff', 'reps']) {
    const sum = situation.members
      .filter((member) => member.voice === voice)
      .reduce((total, { id }) => total + (state.credits[id] ?? 0), 0);
    expect(sum).toBeCloseTo(0, 9);
  }
});

test('declining ten times does not bring ten turns in a row', () => {
  const situation = situationOf({ staff: 4, reps: 4 });
  let state = startRota('declines');
  const declines = new Set(['reps-1']);
  for (let meeting = 0; meeting < 40; meeting += 1) {
    state = settled(state, drawn(state, { ...situation, declined: declines }));
  }
  expect(state.credits).not.toHaveProperty('reps-1');
  expect(state.lastChaired).not.toHaveProperty('reps-1');
  const chairs = [...live(16, () => situation, state)].map(({ turn }) => turn.chair);
  expect(chairs.filter((chair) => chair === 'reps-1').length).toBeLessThanOrEqual(3);
  expect(chairs.some((chair, index) => chair === 'reps-1' && chairs[index + 2] === 'reps-1')).toBe(false);
});

test('a voice all of whose available members decline keeps what it is owed, up to one turn', () => {
  const situation = situationOf({ staff: 3, reps: 2 });
  let state = startRota('all decline');
  for (let meeting = 0; meeting < 10; meeting += 1) {
    const declined = new Set(['reps-1', 'reps-2']);
    state = settled(state, drawn(state, { ...situation, declined }));
  }
  expect(state.count.owed).toEqual({ reps: MOST_KEPT, staff: -MOST_KEPT });
});

test('a newcomer starts at zero and is not flooded; who returns finds their old credit', () => {
  const heads = { staff: 4, reps: 4 };
  const before = [...live(31, () => situationOf(heads))].at(-1)?.after ?? startRota('seed');
  const away = { ...situationOf(heads), members: membersOf(heads).filter(({ id }) => id !== 'reps-2') };
  const without = [...live(20, () => away, before)].at(-1)?.after ?? before;
  expect(without.credits['reps-2']).toBe(before.credits['reps-2']);

  const joined = situationOf(heads, {
    members: [...membersOf(heads), { id: 'new', voice: 'reps', chairs: 'yes' }],
  });
  const chairs = [...live(20, () => joined, without)].map(({ turn }) => turn.chair);
  expect(chairs.filter((chair) => chair === 'new').length).toBeLessThanOrEqual(2);
});
