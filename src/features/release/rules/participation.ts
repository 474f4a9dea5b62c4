import { z } from 'zod';
import type { VoiceId } from '../../../core/circle.ts';

const bandSchema = z.enum([
  'under-half',
  'half-or-more',
  'under-a-third',
  'about-half',
  'over-two-thirds',
  'nearly-all',
]);

/** How many took part, told so roughly that nobody can work out whether everybody else did, or nobody. */
export type ParticipationBand = z.infer<typeof bandSchema>;

export const participationSchema = z.discriminatedUnion('outcome', [
  z.strictObject({
    outcome: z.literal('by-voice'),
    voices: z.array(z.strictObject({ voice: z.string(), band: bandSchema })),
  }),
  z.strictObject({ outcome: z.literal('overall'), band: bandSchema }),
  /** Too few were invited to tell anything. */
  z.strictObject({ outcome: z.literal('withheld'), reason: z.literal('too-few') }),
]);
export type ParticipationRelease = Readonly<z.infer<typeof participationSchema>>;

/** From how many invited a band is told. */
export const BANDS_FROM = 5;
const THIRDS_FROM = 9;
const NEARLY_ALL_FROM = 18;

/**
 * The band for `counted` of `invited` people. Every band holds at least three numbers in a row. The lowest holds 0, 1 and
 * 2 and the highest the last three, because who did not answer would read "all but one" as "all others", and who
 * did would read "one" as "nobody else". That is why small groups have two bands only: thirds of five would
 * leave {0, 1} and {4, 5}.
 */
export function bandOf(counted: number, invited: number): ParticipationBand {
  if (invited < THIRDS_FROM) return counted * 2 < invited ? 'under-half' : 'half-or-more';
  if (counted * 3 < invited) return 'under-a-third';
  if (counted * 3 <= invited * 2) return 'about-half';
  const nearlyAll = counted >= invited - 2 || counted * 10 > invited * 9;
  return invited >= NEARLY_ALL_FROM && nearlyAll ? 'nearly-all' : 'over-two-thirds';
}

/** The largest number that `bandOf` tells with the same band. */
export function topOfBand(counted: number, invited: number): number {
  const band = bandOf(counted, invited);
  let top = counted;
  while (top < invited && bandOf(top + 1, invited) === band) top += 1;
  return top;
}

/** Who was invited and how many of them were counted. */
export interface VoiceTurnout {
  readonly voice: VoiceId;
  readonly invited: number;
  readonly counted: number;
}

/** What is told of taking part: by voice where every voice has five or more invited, else overall where all have, else nothing. */
export function releaseParticipation(turnout: readonly VoiceTurnout[]): ParticipationRelease {
  if (turnout.length > 0 && turnout.every((each) => each.invited >= BANDS_FROM)) {
    const voices = turnout.map(({ voice, counted, invited }) => ({ voice, band: bandOf(counted, invited) }));
    return { outcome: 'by-voice', voices };
  }
  const { invited, counted } = totalOf(turnout);
  if (invited < BANDS_FROM) return { outcome: 'withheld', reason: 'too-few' };
  return { outcome: 'overall', band: bandOf(counted, invited) };
}

/**
 * The most people who can have taken part, as far as the published participation tells: in each voice, and in all. What
 * is released beside it must leave room below these numbers.
 */
export interface Reach {
  readonly byVoice: ReadonlyMap<VoiceId, number>;
  readonly overall: number;
}

export function reachOf(turnout: readonly VoiceTurnout[]): Reach {
  const { outcome } = releaseParticipation(turnout);
  const tops = turnout.map(({ counted, invited }) =>
    outcome === 'by-voice' ? topOfBand(counted, invited) : invited,
  );
  const { invited, counted } = totalOf(turnout);
  const sum = tops.reduce((total, top) => total + top, 0);
  return {
    byVoice: new Map(turnout.map((each, index) => [each.voice, tops[index] ?? 0])),
    overall: outcome === 'overall' ? topOfBand(counted, invited) : sum,
  };
}

function totalOf(turnout: readonly VoiceTurnout[]): { invited: number; counted: number } {
  return {
    invited: turnout.reduce((sum, each) => sum + each.invited, 0),
    counted: turnout.reduce((sum, each) => sum + each.counted, 0),
  };
}
