import type { MemberId, VoiceId } from '../../../core/circle.ts';
import { type Result, refuse, success } from '../../../core/result.ts';
import { creditChanges } from './person-rule.ts';
import type { RotaState, RunningTerm } from './state.ts';
import { type Tally, tallied, tallyPlus } from './tally.ts';
import type { DrawnTurn } from './turn.ts';

/** What happened at a meeting that was held. */
export interface Settlement {
  readonly turn: DrawnTurn;
  /** Who really chaired, and their voice on that day; they need not be whom the turn names. */
  readonly chairedBy: { readonly member: MemberId; readonly voice: VoiceId };
  readonly coChairedBy: MemberId | null;
  /** The quarter it was held in; a moved meeting may have left the one it was drawn for. */
  readonly quarter: string;
}

/**
 * A voice that was asked but not heard keeps what it is owed up to so many turns. More would hoard power: ten declines, then
 * ten turns in a row. Without any, those who say yes less often would chair less than their share for good.
 */
export const MOST_KEPT = 1;

/** Enough for meetings that are moved across a quarter's end, or settled late. */
const QUARTERS_KEPT = 4;

/**
 * The state after a held meeting: each voice earns its recorded share and the voice of who chaired pays the turn; each recorded
 * available member of that voice earns an equal part and the chair pays it. Within a term of m meetings all of this is 1/m.
 * A cancelled meeting is not settled at all; nor is one chaired by somebody who is not a member. Refuses a turn drawn
 * before the last settled meeting, which would count a meeting twice.
 */
export function settleTurn(state: RotaState, settlement: Settlement): Result<RotaState, 'already-settled'> {
  const { turn, chairedBy, coChairedBy, quarter } = settlement;
  if (turn.ordinal <= state.settled) {
    return refuse('already-settled', { ordinal: turn.ordinal, settled: state.settled });
  }
  const { member, voice } = chairedBy;
  const worth = 1 / turn.term.of;
  const available = Object.hasOwn(turn.basis.available, voice) ? (turn.basis.available[voice] ?? []) : [];
  const present = coChairedBy === null || coChairedBy === member ? [member] : [member, coChairedBy];
  return success({
    ...state,
    settled: turn.ordinal,
    count: settledCount(state, turn, voice, worth),
    credits: tallyPlus(state.credits, creditChanges(available, member, worth)),
    lastChaired: { ...state.lastChaired, [member]: turn.ordinal },
    lastCoChaired:
      coChairedBy === null ? state.lastCoChaired : { ...state.lastCoChaired, [coChairedBy]: turn.ordinal },
    lastShadowOffer:
      turn.shadow === null
        ? state.lastShadowOffer
        : { ...state.lastShadowOffer, [turn.shadow]: turn.ordinal },
    voiceLastChaired: { ...state.voiceLastChaired, [voice]: turn.ordinal },
    term: settledTerm(state, turn),
    capUse: settledUse(state.capUse, quarter, present),
  });
}

function settledCount(state: RotaState, turn: DrawnTurn, voice: VoiceId, worth: number): RotaState['count'] {
  const { signature, shares, unheard = [] } = turn.basis;
  const same = signature === state.count.signature;
  const before = same ? state.count.owed : {};
  const earned = Object.entries(shares).map(([id, share]) => [id, share * worth] as const);
  const owed = tallyPlus(before, [...earned, [voice, -worth]]);
  const kept = unheard.filter((id) => id !== voice);
  return {
    signature,
    meetings: (same ? state.count.meetings : 0) + 1,
    owed: tallyPlus(owed, handedOn(owed, before, shares, kept, voice)),
  };
}

/** What voices would keep beyond `MOST_KEPT` goes to those that took part, in proportion. */
function handedOn(
  owed: Tally,
  before: Tally,
  shares: Tally,
  kept: readonly VoiceId[],
  chairing: VoiceId,
): readonly (readonly [VoiceId, number])[] {
  const over = kept.map((id) => {
    const most = Math.max(MOST_KEPT, tallied(before, id));
    return [id, Math.max(0, tallied(owed, id) - most)] as const;
  });
  const whole = over.reduce((sum, [, amount]) => sum + amount, 0);
  if (whole === 0) return [];
  const others = Object.entries(shares).filter(([id]) => !kept.includes(id));
  const sum = others.reduce((total, [, share]) => total + share, 0);
  const gained =
    sum === 0
      ? [[chairing, whole] as const]
      : others.map(([id, share]) => [id, (whole * share) / sum] as const);
  return [...over.map(([id, amount]) => [id, -amount] as const), ...gained];
}

/** A turn is drawn ahead, so the term may have moved on differently from what it foresaw (a cancelled first meeting). */
function settledTerm(state: RotaState, turn: DrawnTurn): RunningTerm | null {
  const { chair, voice, of } = turn.term;
  const goesOn = turn.reasons.kind !== 'drawn' && state.term?.chair === chair ? state.term : null;
  const left = (goesOn?.left ?? of) - 1;
  return left === 0 ? null : { chair, voice, of, left, basis: goesOn?.basis ?? turn.basis };
}

function settledUse(
  capUse: RotaState['capUse'],
  quarter: string,
  present: readonly MemberId[],
): RotaState['capUse'] {
  const before: Tally = Object.hasOwn(capUse, quarter) ? (capUse[quarter] ?? {}) : {};
  const after: Record<string, number> = { ...before };
  for (const id of present) after[id] = tallied(before, id) + 1;
  const quarters = Object.entries({ ...capUse, [quarter]: after }).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(quarters.slice(-QUARTERS_KEPT));
}
