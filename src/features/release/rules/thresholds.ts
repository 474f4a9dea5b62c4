import { THRESHOLD_FLOOR } from '../../../core/limits.ts';
import { type Result, refuse, success } from '../../../core/result.ts';
import type { Thresholds } from './pulse.ts';

/**
 * Accepts thresholds at or above the floor. Refuses `below-floor` and `not-whole`; `details.threshold` names which of
 * the two is at fault and `details.floor` how low it may go.
 */
export function checkThresholds(wanted: Thresholds): Result<Thresholds, 'below-floor' | 'not-whole'> {
  for (const threshold of ['scores', 'comments'] as const) {
    const floor = THRESHOLD_FLOOR[threshold];
    if (!Number.isSafeInteger(wanted[threshold])) return refuse('not-whole', { threshold, floor });
    if (wanted[threshold] < floor) return refuse('below-floor', { threshold, floor });
  }
  return success({ scores: wanted.scores, comments: wanted.comments });
}

/** What release works with: never less than the floor, whatever a row of the database says. */
export function atLeastFloor(thresholds: Thresholds): Thresholds {
  return {
    scores: Math.max(thresholds.scores, THRESHOLD_FLOOR.scores),
    comments: Math.max(thresholds.comments, THRESHOLD_FLOOR.comments),
  };
}
