import type { Member, MemberId, VoiceId } from '../../../src/core/circle.ts';
import type { Random } from '../../../src/core/instant.ts';
import { drawTurn } from '../../../src/features/rota/rules/draw.ts';
import { type ChairPolicy, PARITY } from '../../../src/features/rota/rules/policy.ts';
import { type Settlement, settleTurn } from '../../../src/features/rota/rules/settle-turn.ts';
import type { Situation } from '../../../src/features/rota/rules/situation.ts';
import { type RotaState, startRota } from '../../../src/features/rota/rules/state.ts';
import type { DrawnTurn } from '../../../src/features/rota/rules/turn.ts';

export type RotaMember = Pick<Member, 'id' | 'voice' | 'chairs'>;

export const NOBODY: ReadonlySet<MemberId> = new Set();

/** `{ staff: 2, reps: 1 }` becomes staff-1, staff-2 and reps-1, all willing. */
export function membersOf(heads: Readonly<Record<VoiceId, number>>): readonly RotaMember[] {
  return Object.entries(heads).flatMap(([voice, size]) =>
    Array.from({ length: size }, (_, index) => ({
      id: `${voice}-${index + 1}`,
      voice,
      chairs: 'yes' as const,
    })),
  );
}

export function situationOf(
  heads: Readonly<Record<VoiceId, number>>,
  rest: Partial<Omit<Situation, 'policy'>> & { policy?: Partial<ChairPolicy> } = {},
): Situation {
  const { policy, ...others } = rest;
  return {
    voices: Object.keys(heads).map((id) => ({ id })),
    members: membersOf(heads),
    away: NOBODY,
    declined: NOBODY,
    quarter: '2026-Q4',
    ...others,
    policy: { ...PARITY, ...policy },
  };
}

/** Draws; a refusal fails the test. */
export function drawn(state: RotaState, situation: Situation): DrawnTurn {
  const result = drawTurn(state, situation);
  if (!result.ok) throw new Error(`nobody was drawn: ${result.code}`);
  return result.value;
}

/** Settles the turn as drawn, or with what is given; a refusal fails the test. */
export function settled(state: RotaState, turn: DrawnTurn, otherwise: Partial<Settlement> = {}): RotaState {
  const result = settleTurn(state, {
    turn,
    chairedBy: { member: turn.chair, voice: turn.voice },
    coChairedBy: turn.coChair,
    quarter: turn.quarter,
    ...otherwise,
  });
  if (!result.ok) throw new Error(`not settled: ${result.code}`);
  return result.value;
}

export interface Held {
  readonly before: RotaState;
  readonly turn: DrawnTurn;
  readonly after: RotaState;
}

/** Lives through `meetings` meetings from `start`, everything going as drawn; a meeting nobody can chair does not take place. */
export function* live(
  meetings: number,
  situationAt: (meeting: number, state: RotaState) => Situation,
  start: RotaState = startRota('seed'),
): Generator<Held, void> {
  let state = start;
  for (let meeting = 0; meeting < meetings; meeting += 1) {
    const result = drawTurn(state, situationAt(meeting, state));
    if (!result.ok) continue;
    const before = state;
    state = settled(before, result.value);
    yield { before, turn: result.value, after: state };
  }
}

/** Furthest any number of a tally is from zero. */
export function furthest(tally: Readonly<Record<string, number>>): number {
  return Object.values(tally).reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

export function absentees(
  members: readonly RotaMember[],
  rate: number,
  random: Random,
): ReadonlySet<MemberId> {
  return new Set(members.filter(() => random() < rate).map(({ id }) => id));
}
