import type { VoiceId } from '../../../core/circle.ts';

/**
 * Sums of shares such as 1/3 carry rounding of about 1e-16 a meeting, 1e-12 after 10,000. Differences below this are
 * rounding and must not decide who chairs; real ones, between shares of people counted by head, are far larger.
 */
export const EPSILON = 1e-9;

/** What one voice brings to a draw. `owed` is D(n): its shares up to and with this meeting, less the turns it took. */
export interface Claim {
  readonly voice: VoiceId;
  readonly share: number;
  readonly owed: number;
}

/**
 * How far a voice can get from its share under fixed shares, at any meeting: 1 − 1/(2k−2) turns with k voices; 0 with one.
 * R. Tijdeman, The chairman assignment problem, Discrete Mathematics 32 (1980), 323–330.
 * Absence changes the shares from meeting to meeting, and then nothing is proven. Simulated with up to 40 % away: within 1 turn
 * for two and three voices, and for more where each has a few members; 1.17 for four voices of one person each.
 */
export function voiceBound(k: number): number {
  return k < 2 ? 0 : 1 - threshold(k);
}

/** From how much owed a voice may be chosen. */
export function threshold(k: number): number {
  return k < 2 ? 0 : 1 / (2 * k - 2);
}

/** Meetings until the voice would be owed the bound, were it not chosen; negative where it already is. */
export function deadline(claim: Claim, k: number): number {
  return (voiceBound(k) - claim.owed) / claim.share;
}

/**
 * Tijdeman's rule: of the voices owed at least 1/(2k−2), those with the earliest deadline; several only in a tie. Where
 * absence leaves no voice with so much owed, all of `claims` are looked at. `claims` are the voices that take part (each share
 * positive, the shares summing to 1); `k` counts all voices of the circle, also those handing over their share.
 */
export function dueVoices(claims: readonly Claim[], k: number): readonly VoiceId[] {
  const owedEnough = claims.filter((claim) => claim.owed >= threshold(k) - EPSILON);
  const candidates = owedEnough.length > 0 ? owedEnough : claims;
  const earliest = Math.min(...candidates.map((claim) => deadline(claim, k)));
  return candidates.filter((claim) => deadline(claim, k) <= earliest + EPSILON).map((claim) => claim.voice);
}
