import { type Result, refuse } from '../../../core/result.ts';
import type { Thresholds } from './pulse.ts';
import { checkThresholds } from './thresholds.ts';

export type ThresholdRefusal = 'below-floor' | 'not-whole' | 'lowered-while-open';

/**
 * Thresholds for later rounds. Refuses what is under the floor, and to lower either while a round is open: people are
 * answering under the words of the old one, and must not have to wonder whether it still holds.
 */
export function changeThresholds(
  current: Thresholds,
  wanted: Thresholds,
  roundOpen: boolean,
): Result<Thresholds, ThresholdRefusal> {
  const sound = checkThresholds(wanted);
  if (!sound.ok) return sound;
  const lowered = (['scores', 'comments'] as const).find((each) => wanted[each] < current[each]);
  return lowered !== undefined && roundOpen ? refuse('lowered-while-open', { threshold: lowered }) : sound;
}
