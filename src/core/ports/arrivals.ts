import type { ChatPerson } from '../chat-person.ts';
import type { Identity } from '../circle.ts';
import type { Instant } from '../instant.ts';

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
  /** The meeting in a meeting chat has begun. */
  meetingStarted(channel: Identity): Promise<void>;
  /** It has ended, whatever was planned: who chaired is asked which sides were there, once for each meeting. */
  meetingEnded(channel: Identity): Promise<void>;
}
