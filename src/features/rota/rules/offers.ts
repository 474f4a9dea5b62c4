import type { MemberId, VoiceId } from '../../../core/circle.ts';
import { longestSince } from './order.ts';
import { attendances, type Situation } from './situation.ts';
import type { RotaState } from './state.ts';
import { type Tally, tallied } from './tally.ts';

/** Meetings until somebody who wants to learn is asked again: often enough to be welcome, seldom enough not to be pressed. */
export const MEETINGS_BETWEEN_SHADOW_OFFERS = 4;

/** A co-chair to offer: of another voice, under the cap, longest since they chaired or co-chaired; null where there is none. */
export function offerCoChair(state: RotaState, situation: Situation, voice: VoiceId): MemberId | null {
  const available = attendances(state, situation, 1)
    .filter((attendance) => attendance.voice !== voice)
    .flatMap((attendance) => attendance.available)
    .filter((id) => !situation.declinedCoChair?.has(id));
  if (available.length === 0) return null;
  return longestSince(available, latest(available, state.lastChaired, state.lastCoChaired), state.seed).id;
}

/**
 * Somebody to sit beside the chair and learn: of those who do not chair yet, whoever was asked longest ago; else a willing
 * member who never chaired and was never asked. Never a person who is away or declined this meeting, or is `busy` chairing it.
 */
export function offerShadow(
  state: RotaState,
  situation: Situation,
  busy: readonly MemberId[],
): MemberId | null {
  const { away, declined } = situation;
  const free = situation.members.filter(({ id }) => !away.has(id) && !declined.has(id) && !busy.includes(id));
  const askedLately = (id: MemberId) =>
    Object.hasOwn(state.lastShadowOffer, id) &&
    state.settled + 1 - tallied(state.lastShadowOffer, id) < MEETINGS_BETWEEN_SHADOW_OFFERS;
  const learners = free.filter(({ id, chairs }) => chairs === 'not-yet' && !askedLately(id));
  const firstTimers = free.filter(
    ({ id, chairs }) =>
      chairs === 'yes' && !Object.hasOwn(state.lastChaired, id) && !Object.hasOwn(state.lastShadowOffer, id),
  );
  const asked = learners.length > 0 ? learners : firstTimers;
  if (asked.length === 0) return null;
  return longestSince(
    asked.map(({ id }) => id),
    state.lastShadowOffer,
    state.seed,
  ).id;
}

function latest(ids: readonly MemberId[], chaired: Tally, coChaired: Tally): Tally {
  return Object.fromEntries(ids.map((id) => [id, Math.max(tallied(chaired, id), tallied(coChaired, id))]));
}
