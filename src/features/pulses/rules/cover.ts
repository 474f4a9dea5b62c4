import { HOUR, type Instant, MINUTE, type Random, SECOND } from '../../../core/instant.ts';
import type { Round } from '../../release/rules/pulse.ts';

/** What decides how often a round is covered. All of it is public, and none of it depends on an answer. */
export type CoveredRound = Pick<Round, 'id' | 'circleId' | 'voices' | 'openedAt' | 'remindedAt' | 'closesAt'>;

/** After a pulse opened, and after its reminder, most people answer. */
const BUSY_FOR = 2 * HOUR;
const BUSY_EVERY = 20 * SECOND;
const QUIET_EVERY = 2 * MINUTE;
/** Covers for each person invited and hour, where that is more: a big round hides no crowd behind one in 20 s. */
const BUSY_A_SEAT = 2.5;
const QUIET_A_SEAT = 0.25;

const SHORTEST_AFTER_FORM = 10 * SECOND;
const LONGEST_AFTER_FORM = 180 * SECOND;

/** How long a mood lasts, on average. */
export const MOOD_LASTS = 1 * HOUR;

/** How many covers a millisecond a round has on average, at this moment. */
export function coverRate(round: CoveredRound, now: Instant): number {
  if (now >= round.closesAt) return 0;
  const seats = round.voices.reduce((sum, { invited }) => sum + invited, 0);
  const isBusy = [round.openedAt, round.remindedAt].some(
    (since) => since !== null && now >= since && now < since + BUSY_FOR,
  );
  return isBusy
    ? Math.max(1 / BUSY_EVERY, (BUSY_A_SEAT * seats) / HOUR)
    : Math.max(1 / QUIET_EVERY, (QUIET_A_SEAT * seats) / HOUR);
}

/**
 * By how much a round has more or fewer covers than on average, for a while. Were it always the average, whoever counts
 * all writes would take that off and know how many people answered.
 */
export function drawMood(random: Random): number {
  return 0.4 + 1.2 * random();
}

/** A wait that does not remember the one before, so that nobody can foretell the next. */
export function drawWait(average: number, random: Random): number {
  return -Math.log(1 - random()) * average;
}

/** Milliseconds from a form that was shown to the cover it draws, whether or not it is sent. */
export function waitAfterForm(random: Random): number {
  return SHORTEST_AFTER_FORM + random() * (LONGEST_AFTER_FORM - SHORTEST_AFTER_FORM);
}

/** One of these, as likely as its weight; null where nothing weighs anything. */
export function drawByWeight<T>(
  items: readonly { readonly item: T; readonly weight: number }[],
  random: Random,
): T | null {
  let rest = random() * items.reduce((sum, { weight }) => sum + weight, 0);
  for (const { item, weight } of items) {
    rest -= weight;
    if (rest < 0) return item;
  }
  return null;
}
