import { z } from 'zod';
import { type Result, refuse, success } from '../../../core/result.ts';

/** How a circle shares out the chair. Chosen by the circle with its reps. */
export const chairPolicySchema = z
  .strictObject({
    /** Target shares: `parity` equal, `per-head` by number of members, `floor` per head but each voice at least `floor`. */
    kind: z.enum(['parity', 'per-head', 'floor']),
    /** Least share of each voice, above 0 and at most 1; only for `floor`, where it is required. */
    floor: z.number().optional(),
    /** Most meetings one person chairs or co-chairs in a quarter; null: no limit. */
    capPerQuarter: z.number().nullable(),
    /** Meetings in a row that one chair keeps. */
    term: z.number(),
    /** Whether a co-chair from another voice is offered. */
    coChair: z.boolean(),
  })
  .readonly();

export type ChairPolicy = z.infer<typeof chairPolicySchema>;

export const PARITY: ChairPolicy = { kind: 'parity', capPerQuarter: null, term: 1, coChair: false };

export type PolicyRefusal =
  | 'term-not-whole'
  | 'cap-not-whole'
  | 'cap-under-term'
  | 'floor-missing'
  | 'floor-not-wanted'
  | 'floor-out-of-range'
  | 'floor-too-high';

/**
 * Promises a policy that a circle of `voices` voices can keep; refuses a term or cap that is not a whole number from 1 up,
 * a cap that a single term would break, and a floor that is missing, misplaced, or that all voices together cannot have.
 */
export function validChairPolicy(policy: ChairPolicy, voices: number): Result<ChairPolicy, PolicyRefusal> {
  const { term, capPerQuarter: cap, floor } = policy;
  if (!isWholeFromOne(term)) return refuse('term-not-whole', { term });
  if (cap !== null && !isWholeFromOne(cap)) return refuse('cap-not-whole', { cap });
  if (cap !== null && cap < term) return refuse('cap-under-term', { cap, term });
  if (policy.kind !== 'floor')
    return floor === undefined ? success(policy) : refuse('floor-not-wanted', { floor });
  if (floor === undefined) return refuse('floor-missing');
  if (!(floor > 0 && floor <= 1)) return refuse('floor-out-of-range', { floor });
  // A third written as 0.3333 or 0.333333333333 must still be a floor three voices can have, hence the hair's breadth.
  if (floor * voices > 1 + 1e-9) return refuse('floor-too-high', { floor, voices, most: 1 / voices });
  return success(policy);
}

function isWholeFromOne(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 1;
}
