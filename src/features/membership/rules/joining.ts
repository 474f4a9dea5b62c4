import type { CircleId, Identity, MemberId } from '../../../core/circle.ts';
import type { Instant } from '../../../core/instant.ts';

/** How a chat platform knows a person: one of its own, a guest, or somebody of another organisation. */
export type PersonKind = 'member' | 'guest' | 'stranger';

/** Somebody in a channel, as the platform tells of them. */
export interface ChatPerson {
  readonly identity: Identity;
  readonly name: string;
  readonly kind: PersonKind;
}

/**
 * A question to a circle's stewards after somebody came into, or went out of, its channel. Until a steward says yes,
 * nothing changes: a channel is not a circle.
 */
export interface Joining {
  readonly id: string;
  readonly circleId: CircleId;
  readonly what: 'join' | 'leave';
  readonly person: ChatPerson;
  /** Who would leave; for joining null until a steward said yes. */
  readonly memberId: MemberId | null;
  readonly at: Instant;
  /** `withdrawn`: the person turned back before a steward had answered. */
  readonly state: 'open' | 'accepted' | 'dismissed' | 'withdrawn';
}
