import type { IsoWeek } from '../../../core/calendar/iso-week.ts';
import { HOUR, type Instant } from '../../../core/instant.ts';
import { reviewAt } from '../../../core/review-time.ts';
import { holdsKey, type Keyholder } from '../../governance/rules/keys.ts';

/** Where less is left, they would have no time to answer: the words wait for the digest after. */
const LEAST_TIME = 12 * HOUR;

/**
 * After a steward has moved the digest: never sooner than planned, and not again before a digest is out. Whoever could have
 * it sooner, or again, could watch words come in. `planned` null: stewards are being shown them.
 */
export function reviewAfterMove(digestAt: Instant, planned: Instant | null): Instant | null {
  return planned === null ? null : Math.max(planned, reviewAt(digestAt));
}

/** Whether a review that begins only now leaves time to hold words back. */
export function isInTime(digestAt: Instant, now: Instant): boolean {
  return digestAt - now >= LEAST_TIME;
}

/** Whether stewards were shown unnamed words that wait for the digest of `week`, so that it may show them. */
export function wasReviewed(week: IsoWeek, reviewedWeek: IsoWeek | null): boolean {
  return reviewedWeek !== null && week <= reviewedWeek;
}

/** Who is shown the words: all stewards whose key counts, where two of them can hold some back. */
export function reviewers<Steward extends Keyholder>(
  members: readonly Steward[],
  now: Instant,
): readonly Steward[] {
  const stewards = members.filter((member) => holdsKey(member, now));
  return new Set(stewards.map(({ voice }) => voice)).size > 1 ? stewards : [];
}
