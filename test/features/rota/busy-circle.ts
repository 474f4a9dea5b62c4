import type { MemberId, VoiceId } from '../../../src/core/circle.ts';
import type { Random } from '../../../src/core/instant.ts';
import type { ChairPolicy } from '../../../src/features/rota/rules/policy.ts';
import { type RotaState, startRota } from '../../../src/features/rota/rules/state.ts';
import { type DrawnTurn, swapTurn } from '../../../src/features/rota/rules/turn.ts';
import { absentees, drawn, membersOf, type RotaMember, settled, situationOf } from './simulation.ts';

const QUARTER_MEETINGS = 13;

export interface Busy {
  readonly state: RotaState;
  readonly situation: ReturnType<typeof situationOf>;
  /** Turns taken by another voice than the one drawn; those, and turns that a voice declined, as far as not yet made up for. */
  readonly forcedVoice: number;
  readonly outstanding: number;
  /** Turns each person took for another, or had taken from them. */
  readonly forcedPerson: ReadonlyMap<MemberId, number>;
}

export interface Life {
  readonly heads: Readonly<Record<VoiceId, number>>;
  readonly meetings: number;
  /** How many of 100 meetings are called off after their draw, or move so that whoever had said yes says no. */
  readonly calledOff?: number;
  readonly moved?: number;
  /** By the number of the meeting. */
  readonly policyAt?: (meeting: number) => Partial<ChairPolicy>;
}

/** A circle in which a good deal happens: people away, declining, swapping, standing in, capped, joining and leaving. */
export function* busyCircle(
  { heads, meetings, calledOff = 0, moved = 0, policyAt = () => ({ capPerQuarter: 4 }) }: Life,
  random: Random,
): Generator<Busy, void> {
  let state = startRota('busy');
  let members: readonly RotaMember[] = membersOf(heads);
  let [forcedVoice, outstanding] = [0, 0];
  const forcedPerson = new Map<MemberId, number>();
  for (let meeting = 0; meeting < meetings; meeting += 1) {
    members = random() < 0.1 ? comeOrGo(members, meeting, random) : members;
    const declined = new Set<MemberId>();
    const quarter = Math.floor(meeting / QUARTER_MEETINGS);
    let situation = situationOf(heads, {
      members,
      away: absentees(members, 0.15, random),
      declined,
      quarter: `${2026 + Math.floor(quarter / 4)}-Q${1 + (quarter % 4)}`,
      policy: policyAt(meeting),
    });
    let turn = drawn(state, situation);
    while ((random() < 0.2 || random() * 100 < moved) && declined.size < 3) {
      declined.add(turn.chair);
      situation = { ...situation, declined };
      turn = drawn(state, situation);
    }
    if (random() * 100 < calledOff) continue;
    const { chair, voice } = turn;
    const other = members[Math.floor(random() * members.length)];
    if (other !== undefined && random() < 0.1) turn = swapTurn(turn, other);
    const stranger = random() < 0.05 ? members[Math.floor(random() * members.length)] : undefined;
    const by = stranger ?? { id: turn.chair, voice: turn.voice };
    if (turn.basis.signature !== state.count.signature) outstanding = 0;
    outstanding = Math.max(0, outstanding - madeUpBy(turn, Object.keys(heads).length));
    // Where a voice was asked and said no, another one took its turn.
    if (turn.basis.unheard !== undefined) outstanding += 1;
    if (by.voice !== voice) {
      forcedVoice += 1;
      outstanding += 1;
    }
    if (by.id !== chair) {
      for (const id of [by.id, chair]) forcedPerson.set(id, (forcedPerson.get(id) ?? 0) + 1);
    }
    state = settled(state, turn, { chairedBy: { member: by.id, voice: by.voice } });
    yield { state, situation, forcedVoice, outstanding, forcedPerson };
  }
}

/** What the voice with the smallest share gets back by a meeting: nothing where a voice could not take part, or was not heard. */
function madeUpBy({ basis: { shares, unheard = [] } }: DrawnTurn, voices: number): number {
  const taking = Object.values(shares).filter((share) => share > 0);
  return taking.length < voices || unheard.length > 0 ? 0 : Math.min(...taking);
}

/** One joins or leaves; a voice keeps at least two, so that the number of voices stays. */
function comeOrGo(members: readonly RotaMember[], meeting: number, random: Random): readonly RotaMember[] {
  const one = members[Math.floor(random() * members.length)];
  if (one === undefined) return members;
  const large = members.filter(({ voice }) => voice === one.voice).length > 2;
  if (large && random() < 0.5) return members.filter(({ id }) => id !== one.id);
  return [...members, { ...one, id: `${one.voice}-new-${meeting}` }];
}
