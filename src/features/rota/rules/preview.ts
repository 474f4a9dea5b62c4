import { forecast } from './forecast.ts';
import type { ChairPolicy } from './policy.ts';
import type { Situation } from './situation.ts';
import type { RotaState } from './state.ts';
import { type Tally, tallyPlus } from './tally.ts';
import type { DrawnTurn } from './turn.ts';

/** One policy of each kind, with all else of `policy`: as it is now where it is the kind, else with half an equal share as the floor. */
export function policiesToCompare(policy: ChairPolicy, voices: number): readonly ChairPolicy[] {
  const { floor = 1 / (2 * Math.max(1, voices)), ...rest } = policy;
  return [
    { ...rest, kind: 'parity' },
    { ...rest, kind: 'per-head' },
    { ...rest, kind: 'floor', floor },
  ];
}

/**
 * How many of the meetings ahead each voice would chair under a policy: those in `drawn` as they stand, the others as a forecast. It
 * supposes that everybody can come and says yes, so that the numbers tell nothing of who is away or rests.
 */
export function turnsByVoice(
  state: RotaState,
  policy: ChairPolicy,
  { unsettled, drawn, ahead }: MeetingsAhead,
): Tally {
  const situations = ahead.map(({ voices, members, quarter }) => ({
    policy,
    voices,
    members: members.map(({ id, voice }) => ({ id, voice, chairs: 'yes' as const })),
    away: new Set<string>(),
    declined: new Set<string>(),
    quarter,
  }));
  const turns = forecast(state, [...unsettled, ...drawn], situations).flatMap(({ turn }) => turn ?? []);
  return tallyPlus(
    {},
    [...drawn, ...turns].map(({ voice }) => [voice, 1]),
  );
}

export interface MeetingsAhead {
  /** Of meetings that are over: they count toward what voices are owed, not among those ahead. */
  readonly unsettled: readonly DrawnTurn[];
  readonly drawn: readonly DrawnTurn[];
  /** Those that are not drawn yet, soonest first. */
  readonly ahead: readonly Pick<Situation, 'voices' | 'members' | 'quarter'>[];
}
