import type { Identity } from '../domain/circle.ts';
import type { Instant } from '../domain/instant.ts';
import type { ChatPerson } from '../domain/joining.ts';

/**
 * What a chat platform tells the core of its own accord about who comes, goes and is away. Each may be told twice, and
 * about people and channels that are none of ours: that changes nothing. Each rejects where it could not be taken in.
 */
export interface Arrivals {
  joined(channel: Identity, person: ChatPerson): Promise<void>;
  left(channel: Identity, person: Pick<ChatPerson, 'identity'>): Promise<void>;
  /** We ourselves were let into this channel, or by this person. */
  letIn(place: Identity): Promise<void>;
  /** The account is out of use. */
  deactivated(identity: Identity): Promise<void>;
  /** The account is in use, again or still. */
  reactivated(identity: Identity): Promise<void>;
  /** Their status ends then; null: it has no end, or there is none. */
  awayUntil(identity: Identity, until: Instant | null): Promise<void>;
  /** The meeting of a chat that is linked to a circle has begun. */
  meetingStarted(channel: Identity): Promise<void>;
  meetingEnded(channel: Identity): Promise<void>;
}
