import type { MemberId } from '../../../core/circle.ts';
import { longestSince, type TieBreak } from './order.ts';
import type { RotaState } from './state.ts';
import { tallied } from './tally.ts';
import { EPSILON } from './voice-rule.ts';

/** Whose turn it is within a voice, and why; numbers only, so that telling one person says nothing of another. */
export interface PersonChoice {
  readonly member: MemberId;
  /** Turns the chosen member has earned and not yet taken. */
  readonly credit: number;
  /** Highest credit among the other available members; null where there is none. */
  readonly nextCredit: number | null;
  /** How many available members shared the highest credit, the chosen one included. */
  readonly tied: number;
  readonly tieBreak: TieBreak;
}

/**
 * The carpool rule: of the `available` members (at least one) the one with most credit. Ties: longest since last chaired,
 * then the seeded order. R. Fagin and J. H. Williams, A fair carpool scheduling algorithm, IBM Journal of Research and
 * Development 27 (1983), 133–139.
 */
export function mostCredit(state: RotaState, available: readonly MemberId[]): PersonChoice {
  const credit = (id: MemberId) => tallied(state.credits, id);
  const most = Math.max(...available.map(credit));
  const tied = available.filter((id) => credit(id) >= most - EPSILON);
  const { id: member, by } = longestSince(tied, state.lastChaired, state.seed);
  const others = available.filter((id) => id !== member).map(credit);
  return {
    member,
    credit: credit(member),
    nextCredit: others.length === 0 ? null : Math.max(...others),
    tied: tied.length,
    tieBreak: by,
  };
}

/** What a held turn worth `worth` of a whole one moves: each of `available` earns an equal part, the chair pays all of it. */
export function creditChanges(
  available: readonly MemberId[],
  chair: MemberId,
  worth: number,
): readonly (readonly [MemberId, number])[] {
  // Whoever chaired was there, whatever was known when the turn was drawn; so credits within a voice always sum to zero.
  const present = available.includes(chair) ? available : [...available, chair];
  return [...present.map((id) => [id, worth / present.length] as const), [chair, -worth] as const];
}
