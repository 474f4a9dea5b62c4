import type { CircleId, MemberId } from '../../../core/circle.ts';
import type { Instant } from '../../../core/instant.ts';
import type { Change } from './change.ts';

/**
 * What somebody did to a circle, on record for all its members. Append-only: an act is never rewritten or taken out.
 * Stewards act in public, so it says who and when; what people answer in a pulse or say never becomes an act. The act that
 * asks for a second key has the id of its proposal.
 */
export interface Act {
  readonly id: string;
  readonly circleId: CircleId;
  readonly at: Instant;
  /** Who did it; of what happened by itself, or did not, whom it is about. null: the people who run the server. */
  readonly memberId: MemberId | null;
  readonly what: ActWhat;
  /** null for a round, for setting up, and for a yes to everybody in the circle. */
  readonly change: Change | null;
  /** How it stood, as the change that would bring that back; null: see `ChangeKind.stood`, or it was done before that was kept. */
  readonly before: Change | null;
  /** The title of the round, or the name of the circle; null for a change. */
  readonly title: string | null;
  /** Why it was asked for, as the steward wrote it; null: no reason was wanted. */
  readonly reason: string | null;
  /** What the person whom it is about wrote to it, once; null: nothing. */
  readonly answer: string | null;
}

export const ACT_WHATS = [
  'changed',
  'asked',
  'approved',
  'declined',
  'withdrawn',
  'vouched',
  'turned-away',
  'by-itself',
  'stopped',
  'lapsed',
  'round-opened',
  'round-cancelled',
  'set-up',
  'roster-confirmed',
] as const;

export type ActWhat = (typeof ACT_WHATS)[number];
