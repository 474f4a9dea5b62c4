import { z } from 'zod';
import type { MemberId } from '../../../core/circle.ts';
import { tallySchema, tallyWithout } from './tally.ts';

const ordinal = z.number().int().min(0);

/** What a turn is settled by, as it stood when the turn was drawn. For settling and audit; names in it are never shown. */
export const basisSchema = z
  .strictObject({
    /** Tells (k, target shares, policy) apart: a different one starts a new count. */
    signature: z.string(),
    /** Shares in force of the voices that took part, after hand-over; they sum to 1. */
    shares: tallySchema,
    /** Who could have been drawn, by voice, in order of id. */
    available: z.record(z.string(), z.array(z.string()).readonly()).readonly(),
    /** Voices that were asked, and of whom nobody is left to ask: they keep their share, up to `MOST_KEPT`. Left out: none. */
    unheard: z.array(z.string()).readonly().optional(),
  })
  .readonly();

export type TurnBasis = z.infer<typeof basisSchema>;

const runningTermSchema = z
  .strictObject({
    chair: z.string(),
    voice: z.string(),
    /** Meetings in the whole term, and how many of them are still to be held. */
    of: z.number().int().min(2),
    left: z.number().int().min(1),
    basis: basisSchema,
  })
  .readonly();

export type RunningTerm = z.infer<typeof runningTermSchema>;

/**
 * All that the rota remembers, folded meeting by meeting: its size depends on how many people there are, never on how many
 * meetings there were. Plain JSON, fit for a jsonb column.
 */
export const rotaStateSchema = z
  .strictObject({
    version: z.literal(1),
    /** Fixes the order among equals for good. */
    seed: z.string().min(1),
    /** Ordinal of the last meeting that was settled; 0 before the first. */
    settled: ordinal,
    /** The count that shares are kept against: n in meetings, and the turns owed to each voice (negative: ahead). */
    count: z.strictObject({ signature: z.string(), meetings: ordinal, owed: tallySchema }).readonly(),
    /** Turns earned less turns taken, by member; also of those who left, who find it again. */
    credits: tallySchema,
    /** Ordinals of meetings, by member. */
    lastChaired: tallySchema,
    lastCoChaired: tallySchema,
    lastShadowOffer: tallySchema,
    /** Ordinals of meetings, by voice. */
    voiceLastChaired: tallySchema,
    term: runningTermSchema.nullable(),
    /** Meetings chaired or co-chaired by member, for the latest quarters. */
    capUse: z.record(z.string(), tallySchema).readonly(),
    /** Asks in a row that somebody let pass without a word, by member. Left out: none. */
    unanswered: tallySchema.optional(),
  })
  .readonly();

export type RotaState = z.infer<typeof rotaStateSchema>;

/** A rota in which nothing has happened yet. The seed is kept for good: draw one at random, once for each meeting series. */
export function startRota(seed: string): RotaState {
  return {
    version: 1,
    seed,
    settled: 0,
    count: { signature: '', meetings: 0, owed: {} },
    credits: {},
    lastChaired: {},
    lastCoChaired: {},
    lastShadowOffer: {},
    voiceLastChaired: {},
    term: null,
    capUse: {},
  };
}

/** Erases a person for good. Coming back after this is starting anew; for leaving with a way back, change nothing here. */
export function forgetMember(state: RotaState, member: MemberId): RotaState {
  return {
    ...state,
    credits: tallyWithout(state.credits, member),
    lastChaired: tallyWithout(state.lastChaired, member),
    lastCoChaired: tallyWithout(state.lastCoChaired, member),
    lastShadowOffer: tallyWithout(state.lastShadowOffer, member),
    unanswered: tallyWithout(state.unanswered ?? {}, member),
    term: state.term === null ? null : termWithout(state.term, member),
    capUse: Object.fromEntries(
      Object.entries(state.capUse).map(([quarter, use]) => [quarter, tallyWithout(use, member)]),
    ),
  };
}

function termWithout(term: RunningTerm, member: MemberId): RunningTerm | null {
  if (term.chair === member) return null;
  return { ...term, basis: basisWithout(term.basis, member) };
}

/** What a turn is settled by, had the member not been there. */
export function basisWithout(basis: TurnBasis, member: MemberId): TurnBasis {
  const available = Object.fromEntries(
    Object.entries(basis.available).map(([voice, ids]) => [voice, ids.filter((id) => id !== member)]),
  );
  return { ...basis, available };
}
