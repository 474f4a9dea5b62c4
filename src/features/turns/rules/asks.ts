import type { MemberId } from '../../../core/circle.ts';
import { DAY, type Instant } from '../../../core/instant.ts';
import type { RotaState } from '../../rota/rules/state.ts';
import { tallied, tallyPlus, tallyWithout } from '../../rota/rules/tally.ts';
import type { Asking, Meeting } from './meeting.ts';

/** People who are asked to chair one meeting, one after another, before its stewards are asked to find somebody. */
export const MOST_ASKS = 4;
const LEAST_ASK = 1 * DAY;
/** With this much left and no yes, the stewards are asked. */
const STEWARDS_BEFORE_MEETING = 2 * DAY;
/** Asks in a row without a word, after which a person rests. */
const UNANSWERED_UNTIL_REST = 2;

export interface AskTimes {
  /** When each ask begins; it ends where the next one begins, the last one where the stewards are asked. */
  readonly asks: readonly Instant[];
  readonly stewardsAt: Instant;
}

/**
 * When people are asked to chair a meeting: a matter of when it was drawn and when it starts, and of nothing else, so that
 * the clock cannot tell a "no" from silence or from being away. Each ask lasts half of what is left until the
 * stewards are asked, at least a day. Drawn with less than three days left there is one ask: of a day, or of half of what is left.
 */
export function askTimes(from: Instant, startsAt: Instant): AskTimes {
  const end = startsAt - STEWARDS_BEFORE_MEETING;
  if (end - from < LEAST_ASK) {
    const left = Math.max(0, startsAt - from);
    return { asks: [from], stewardsAt: from + Math.min(LEAST_ASK, Math.floor(left / 2)) };
  }
  const asks = [from];
  for (let at = from; asks.length < MOST_ASKS; asks.push(at)) {
    at += Math.max(LEAST_ASK, Math.floor((end - at) / 2));
    if (end - at < LEAST_ASK) break;
  }
  return { asks, stewardsAt: end };
}

/** How many asks have begun by `now`. */
export function asksBegun({ asks }: AskTimes, now: Instant): number {
  return asks.filter((at) => at <= now).length;
}

/** When the present ask of a meeting ends; null: nobody is being asked. */
export function askEndsAt({ asking, startsAt }: Pick<Meeting, 'asking' | 'startsAt'>): Instant | null {
  if (asking === null) return null;
  const { asks, stewardsAt } = askTimes(asking.from, startsAt);
  return asks[asking.asks] ?? stewardsAt;
}

/** When a run of asks next wants attention; null: it has come to its end. Where nobody could be asked at all, no ask ends before it. */
export function nextStepAt(meeting: Pick<Meeting, 'asking' | 'startsAt' | 'turn'>): Instant | null {
  const { asking, startsAt } = meeting;
  if (asking === null || asking.stewardsAsked) return null;
  return meeting.turn === null ? askTimes(asking.from, startsAt).stewardsAt : askEndsAt(meeting);
}

/** The turn of whoever may say yes or no now, which nobody but them may learn. */
export function askedTurn({ asking, chairId, turn }: Pick<Meeting, 'asking' | 'chairId' | 'turn'>) {
  if (asking !== null) return asking.turn;
  // Drawn by v0.1.0: the asks begin when the series is next looked at.
  return chairId === null ? turn : null;
}

export function askedMember(meeting: Pick<Meeting, 'asking' | 'chairId' | 'turn'>): MemberId | null {
  return askedTurn(meeting)?.chair ?? null;
}

/** A run of asks that begins: nobody has been asked yet. */
export function newAsking(from: Instant): Asking {
  return { from, asks: 0, turn: null, refused: false, stewardsAsked: false };
}

/** Somebody answered, yes or no. */
export function answeredAsk(state: RotaState, member: MemberId): RotaState {
  return { ...state, unanswered: tallyWithout(state.unanswered ?? {}, member) };
}

/** An ask ended without a word. `rests`: it is time to leave this person in peace; their count begins anew. */
export function unansweredAsk(
  state: RotaState,
  member: MemberId,
): { readonly state: RotaState; readonly rests: boolean } {
  const unanswered = tallyPlus(state.unanswered ?? {}, [[member, 1]]);
  const rests = tallied(unanswered, member) >= UNANSWERED_UNTIL_REST;
  return rests ? { state: answeredAsk(state, member), rests } : { state: { ...state, unanswered }, rests };
}
