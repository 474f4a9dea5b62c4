import type { Member, MemberId, Voice, VoiceId } from '../../../core/circle.ts';
import type { ChairPolicy } from './policy.ts';
import type { Hindrance } from './shares.ts';
import type { RotaState } from './state.ts';
import { type Tally, tallied } from './tally.ts';

/** What is known about one meeting when its turn is drawn. The order of `voices` and `members` never matters. */
export interface Situation {
  readonly policy: ChairPolicy;
  readonly voices: readonly Pick<Voice, 'id'>[];
  /** Everybody in the circle now, whether they chair or not. Members of a voice not in `voices` are left out. */
  readonly members: readonly Pick<Member, 'id' | 'voice' | 'chairs'>[];
  /** Who said they cannot come. */
  readonly away: ReadonlySet<MemberId>;
  /** Who was asked to chair this meeting and did not say yes; the draw treats them as away. */
  readonly declined: ReadonlySet<MemberId>;
  /** Who declined to co-chair this meeting; they can still be drawn as chair. */
  readonly declinedCoChair?: ReadonlySet<MemberId>;
  /** The quarter of the meeting's local date, such as `2026-Q4`: sorts by time as text. */
  readonly quarter: string;
  /** Turns of this quarter in the circle's other rotas: a person's cap holds over all of them. */
  readonly elsewhere?: Tally;
}

/** One voice on the day of a meeting. */
export interface Attendance {
  readonly voice: VoiceId;
  readonly members: number;
  /** Members who are in the rota at all. */
  readonly chairing: number;
  /** Who can be drawn, in order of id. */
  readonly available: readonly MemberId[];
  /** Members whom only the cap keeps from being drawn. */
  readonly capped: number;
  /** Members who were asked and did not say yes. */
  readonly unheard: number;
}

/**
 * Who of each voice with a member could take `turns` more meetings of this quarter. A person who is over the cap counts as away:
 * they earn nothing, so that a cap does not pile up turns for later.
 */
export function attendances(state: RotaState, situation: Situation, turns: number): readonly Attendance[] {
  const { away, declined, elsewhere = {} } = situation;
  const used = quarterUse(state, situation.quarter);
  const cap = situation.policy.capPerQuarter ?? Number.POSITIVE_INFINITY;
  const voices = new Map(
    situation.voices.map(({ id }) => [
      id,
      { members: 0, chairing: 0, available: [] as MemberId[], capped: 0, unheard: 0 },
    ]),
  );
  for (const { id, voice, chairs } of situation.members) {
    const there = voices.get(voice);
    if (there === undefined) continue;
    there.members += 1;
    if (declined.has(id)) there.unheard += 1;
    if (chairs !== 'yes') continue;
    there.chairing += 1;
    if (away.has(id) || declined.has(id)) continue;
    if (tallied(used, id) + tallied(elsewhere, id) + turns > cap) there.capped += 1;
    else there.available.push(id);
  }
  return [...voices]
    .filter(([, { members }]) => members > 0)
    .map(([voice, there]) => ({ voice, ...there, available: there.available.sort() }))
    .sort((a, b) => (a.voice < b.voice ? -1 : 1));
}

/** What keeps each voice without an available member from being drawn. */
export function hindrances(attending: readonly Attendance[]): ReadonlyMap<VoiceId, Hindrance> {
  return new Map(
    attending
      .filter(({ available }) => available.length === 0)
      .map(({ voice, capped, unheard }) => [
        voice,
        unheard > 0 ? 'unheard' : capped > 0 ? 'capped' : 'absent',
      ]),
  );
}

function quarterUse(state: RotaState, quarter: string): Tally {
  return Object.hasOwn(state.capUse, quarter) ? (state.capUse[quarter] ?? {}) : {};
}
