import type { CircleId, MemberId, PlatformName } from '../../core/circle.ts';
import type { Instant } from '../../core/instant.ts';
import type { Delivery, DeliveryKind, DeliveryState } from '../../core/outbox/delivery.ts';

export interface DeliveryTable {
  /** Adds those whose key is new; the others change nothing. */
  add(deliveries: readonly Delivery[]): Promise<void>;
  find(id: string): Promise<Delivery | null>;
  /** Ids of what is due and unclaimed, or claimed by a worker that vanished; oldest first. */
  due(now: Instant, limit: number): Promise<readonly string[]>;
  /** Ids of what is unclaimed and came due after `since`; oldest first. */
  dueSince(since: Instant, now: Instant, limit: number): Promise<readonly string[]>;
  /** When the next one after `now` comes due; null: none is planned. */
  nextDueAfter(now: Instant): Promise<Instant | null>;
  /** Takes one for a worker; null if another has it or it is not due. */
  claim(id: string, now: Instant, until: Instant): Promise<Delivery | null>;
  finish(id: string, change: DeliveryChange): Promise<void>;
  /** Those of one kind about one subject that were sent, or that a worker may be sending now. */
  sentOrClaimed(subject: string, kinds: readonly DeliveryKind[]): Promise<readonly Delivery[]>;
  /** The same, with those that are due: a worker may take one, and make its words, before the caller's transaction ends. */
  sentOrOnTheWay(subject: string, kinds: readonly DeliveryKind[]): Promise<readonly Delivery[]>;
  /** Those of these kinds about one subject that were sent, oldest first. */
  sentAbout(subject: string, kinds: readonly DeliveryKind[]): Promise<readonly Delivery[]>;
  /** Deletes those of one kind about one subject, and what the board of the web pages shows of them. */
  forget(subject: string, kind: DeliveryKind): Promise<void>;
  /** When something was last sent to this channel or member of the circle; null: never. */
  lastSent(
    circleId: CircleId,
    place: { readonly channel: string } | { readonly memberId: MemberId },
  ): Promise<Instant | null>;
  /** Makes due at once what was refused there and waits for its next attempt. Gives the ids. */
  retry(
    place: { readonly channel: string } | { readonly memberId: MemberId },
    now: Instant,
  ): Promise<readonly string[]>;
  /** By state and member, for doctor and `circle show`. */
  unsent(circleId: CircleId): Promise<readonly Delivery[]>;
  /** Makes due again what waits for one of these platforms: its member has an identity there, or its channel is there. */
  wake(now: Instant, platforms: readonly PlatformName[]): Promise<void>;
}

export interface DeliveryChange {
  readonly state: DeliveryState;
  /** Where it is not one more than before: being asked to wait is no failed attempt. */
  readonly attempts?: number;
  readonly dueAt?: Instant;
  /** Where the platform keeps a slot; otherwise one that was kept is forgotten. */
  readonly slotAt?: Instant;
  readonly sentAt?: Instant;
  readonly ref?: string;
  readonly note?: string | null;
}
