import { HOUR, type Instant } from './instant.ts';

/** Stewards see words without a name so long before the digest: at a fixed minute, whatever was written and when. */
export const REVIEW_BEFORE = 24 * HOUR;

/** Words that are written from this minute on wait for the digest after. */
export function reviewAt(digestAt: Instant): Instant {
  return digestAt - REVIEW_BEFORE;
}
