import type { ChatPerson } from '../../../core/chat-person.ts';
import type { CircleId, MemberId } from '../../../core/circle.ts';
import type { Instant } from '../../../core/instant.ts';

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
