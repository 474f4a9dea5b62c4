import { z } from 'zod';
import type { Member, MemberId } from '../../../core/circle.ts';
import { basisSchema, basisWithout } from './state.ts';
import { type Tally, tallySchema } from './tally.ts';

const tieBreak = z.enum(['no-tie', 'longest-since', 'seeded-order']);

const voiceStandingSchema = z
  .strictObject({
    voice: z.string(),
    /** `absent`: nobody of this voice could be drawn, for whatever reason; `capped`: only the cap was in the way; `unheard`: all that could were asked. */
    standing: z.enum(['available', 'absent', 'capped', 'unheard']),
    /** Share by the circle's policy; and in force for this meeting, after hand-over. */
    target: z.number(),
    share: z.number(),
    /** Turns owed with this meeting's share counted in; negative: ahead of its share. */
    owed: z.number(),
    /** Meetings until it would be owed `bound` turns; null for a voice that did not take part. */
    deadline: z.number().nullable(),
  })
  .readonly();

export const voiceReasonsSchema = z
  .strictObject({
    /** Voices with a member. With one, there is nothing to decide. */
    k: z.number().int(),
    /** Owed at least this to be chosen, and the deadline is set by this bound, both in turns. */
    threshold: z.number(),
    bound: z.number(),
    /** True where shares, voices or policy changed, so that counting began at zero. */
    newCount: z.boolean(),
    standings: z.array(voiceStandingSchema).readonly(),
    handedOver: z
      .array(
        z
          .strictObject({
            from: z.string(),
            why: z.enum(['absent', 'capped']),
            share: z.number(),
            to: tallySchema,
          })
          .readonly(),
      )
      .readonly(),
    decidedBy: z.enum([
      'only-voice',
      'only-voice-available',
      'earliest-deadline',
      'longest-since',
      'seeded-order',
    ]),
  })
  .readonly();

export const personReasonsSchema = z
  .strictObject({
    /** Members of the voice who are in the rota, and how many of them could be drawn. Never who was not, nor why. */
    chairing: z.number().int(),
    available: z.number().int(),
    credit: z.number(),
    nextCredit: z.number().nullable(),
    tied: z.number().int(),
    tieBreak,
    /** How many meetings ago the chosen member last chaired; null: never. */
    meetingsSince: z.number().int().nullable(),
  })
  .readonly();

/** Why this person: all that the words need, and nothing about anybody else who can be named. */
export const turnReasonsSchema = z.discriminatedUnion('kind', [
  z
    .strictObject({ kind: z.literal('drawn'), voice: voiceReasonsSchema, person: personReasonsSchema })
    .readonly(),
  /** The chair of a term goes on. */
  z.strictObject({ kind: z.literal('term') }).readonly(),
  /** The chair of a term cannot take this meeting; `voice` is null where the stand-in comes from the same voice. */
  z
    .strictObject({
      kind: z.literal('stand-in'),
      voice: voiceReasonsSchema.nullable(),
      person: personReasonsSchema,
    })
    .readonly(),
  /** The asks came to nothing, and the stewards found somebody. */
  z.strictObject({ kind: z.literal('found') }).readonly(),
]);

/** Who chairs one meeting, with everything needed to settle it and to tell why. Plain JSON. */
export const drawnTurnSchema = z
  .strictObject({
    /** Ordinal of the meeting among those that are held: one more than the last one settled. */
    ordinal: z.number().int().min(1),
    quarter: z.string(),
    chair: z.string(),
    voice: z.string(),
    /** Whom the rota drew, or the stewards found; the same as `chair` unless the meeting was swapped. */
    drawn: z.string(),
    /** Offers, never duties: a co-chair from another voice, and somebody to watch beside the chair for a first time. */
    coChair: z.string().nullable(),
    shadow: z.string().nullable(),
    /** This is meeting `meeting` of `of` in the term of `chair`. */
    term: z
      .strictObject({ chair: z.string(), voice: z.string(), meeting: z.number().int(), of: z.number().int() })
      .readonly(),
    basis: basisSchema,
    reasons: turnReasonsSchema,
  })
  .readonly();

export type VoiceStanding = z.infer<typeof voiceStandingSchema>;
export type VoiceReasons = z.infer<typeof voiceReasonsSchema>;
export type PersonReasons = z.infer<typeof personReasonsSchema>;
export type DrawnTurn = z.infer<typeof drawnTurnSchema>;

/** A drawn turn without an erased member, whose chair is somebody else: settling it must not bring them back. */
export function turnWithout(turn: DrawnTurn, member: MemberId): DrawnTurn {
  const without = (id: MemberId | null) => (id === member ? null : id);
  const { coChair, shadow, basis } = turn;
  return { ...turn, coChair: without(coChair), shadow: without(shadow), basis: basisWithout(basis, member) };
}

/**
 * The turn after both sides agreed to a swap: `taker` chairs, the drawn member keeps their credit and so comes up again soon.
 * At the first meeting of a term the whole term goes over; later, this meeting only. A co-chair is dropped where the
 * voice changes or the taker was it; so draw again for a new offer.
 */
export function swapTurn(turn: DrawnTurn, taker: Pick<Member, 'id' | 'voice'>): DrawnTurn {
  const keepsCoChair = taker.voice === turn.voice && taker.id !== turn.coChair;
  const takesTerm = turn.reasons.kind === 'drawn';
  return {
    ...turn,
    chair: taker.id,
    voice: taker.voice,
    coChair: keepsCoChair ? turn.coChair : null,
    shadow: taker.id === turn.shadow ? null : turn.shadow,
    term: takesTerm ? { ...turn.term, chair: taker.id, voice: taker.voice } : turn.term,
  };
}

/**
 * A turn that nobody took who was asked, and that `taker` takes because the stewards asked them. Voices that were asked keep
 * what they are owed. It is a term of its own, of one meeting, unless a term is running.
 */
export function foundTurn(
  turn: DrawnTurn,
  taker: Pick<Member, 'id' | 'voice'>,
  asked: readonly MemberId[],
): DrawnTurn {
  const { available } = turn.basis;
  const unheard = Object.keys(available).filter(
    (voice) => voice !== taker.voice && available[voice]?.some((id) => asked.includes(id)),
  );
  return {
    ...turn,
    chair: taker.id,
    voice: taker.voice,
    drawn: taker.id,
    coChair: null,
    shadow: null,
    term:
      turn.reasons.kind === 'drawn' ? { chair: taker.id, voice: taker.voice, meeting: 1, of: 1 } : turn.term,
    basis: { ...turn.basis, unheard },
    reasons: { kind: 'found' },
  };
}

/** What the circle aimed for when this turn was drawn: a share of turns for each voice, which add up to 1. */
export function targetsOf({ basis, reasons }: Pick<DrawnTurn, 'basis' | 'reasons'>): Tally {
  const drawn = 'voice' in reasons ? reasons.voice : null;
  if (drawn === null) return basis.shares;
  return Object.fromEntries(drawn.standings.map(({ voice, target }) => [voice, target]));
}
