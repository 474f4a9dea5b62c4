import type { AddressKind, CircleId, MemberId } from '../circle.ts';
import { DAY, type Instant } from '../instant.ts';

export const DELIVERY_KINDS = [
  'welcome',
  'roster-waits',
  'circle-set-up',
  'pulse-invitation',
  'pulse-reminder',
  'pulse-slower',
  'turn-offer',
  'turn-announcement',
  'turn-reminder',
  'turn-retimed',
  'meeting-cancelled',
  'meeting-moved',
  'meeting-added',
  'turn-asked',
  'turn-agreed',
  'turn-refused',
  'turn-acted-for',
  'turn-taken-back',
  'turn-unfilled',
  'turn-entry',
  'chair-rests',
  'away-noted',
  'co-chair-offer',
  'shadow-offer',
  'digest',
  'digest-correction',
  'link-made',
  'way-in-tried',
  'way-in-new',
  'claim-waits',
  'channel-welcome',
  'joining-proposed',
  'approval-wanted',
  'approval-decided',
  'membership-told',
  'measuring-changed',
  'settings-changed',
  'act-told',
  'choosing-asked',
  'choosing-stands',
  'channel-closed',
  'member-unreachable',
  'platform-shut-out',
  'account-linked',
  'sign-in',
  'invited',
  'invitation-ended',
  'address-check',
  'address-new',
  'attendance-asked',
  'chair-noted',
  'buddy-wanted',
  'buddy-asked',
  'buddy-found',
  'words-flagged',
  'words-review',
  'promise-answered',
  'promise-to-close',
  'promise-owner-asked',
  'promise-nudge',
  'promise-taken-over',
] as const;

/** What a delivery says; its words are made from `subject` when it is sent. */
export type DeliveryKind = (typeof DELIVERY_KINDS)[number];

/** Somebody else may be acting as the reader. Nothing may push these off a page while they are new. */
export const OWN_SAFETY: readonly DeliveryKind[] = [
  'link-made',
  'way-in-new',
  'way-in-tried',
  'account-linked',
  'address-new',
];
export const SAFETY_FIRST_FOR = 28 * DAY;

/** What the note of a letter says that waits to go together with others. */
export const FOR_BUNDLE = 'for-bundle';

/** What the note of a letter says that did not arrive in a place which is good otherwise: it goes to another. */
export function notBy(kind: AddressKind): string {
  return `not-by-${kind}`;
}

export type Payload = Readonly<Record<string, string>>;

/** Before which moment a letter of any kind should be there; null: none. It is in its payload. */
export function wantedBefore({ payload }: Pick<Delivery, 'payload'>): Instant | null {
  return payload?.before === undefined ? null : Number(payload.before);
}

/** One sending of one thing to one place: the outbox. */
export interface Delivery {
  readonly id: string;
  /** Decides what counts as the same sending: a second row with this key is never made. */
  readonly key: string;
  readonly circleId: CircleId;
  readonly kind: DeliveryKind;
  /** What it is about, as its kind says: mostly an id, of a correction that of the delivery that it corrects. Keys are made of it. */
  readonly subject: string;
  /** What it needs beyond its subject, in the shape that its kind declares: names and ids, never anybody's words. */
  readonly payload: Payload | null;
  /** Exactly one of the next three says where to. */
  readonly memberId: MemberId | null;
  /** One of the circle's channels: `platform/externalId`. */
  readonly channel: string | null;
  /** Somebody in private who is not a member (yet): `platform/externalId`. */
  readonly person: string | null;
  /** Not before this moment: the publishing minute, or the end of quiet hours. */
  readonly dueAt: Instant;
  /** When the platform keeps a slot for it, to be handed back with the next try; null: none is kept. */
  readonly slotAt: Instant | null;
  /** After this moment it is no longer worth sending; null: always is. */
  readonly expiresAt: Instant | null;
  readonly state: DeliveryState;
  readonly attempts: number;
  /** A worker has it until then; after that it counts as crashed, and is handed out again. */
  readonly claimedUntil: Instant | null;
  readonly sentAt: Instant | null;
  /** The message that it goes in, where that counts (`contact-budget.ts`): its own id, or the one that a bundle's letters share. */
  readonly contactId: string | null;
  /** The platform's reference to the message. */
  readonly ref: string | null;
  /** Why it waits or failed: a code, never a text from a driver. */
  readonly note: string | null;
}

/** A letter that went out: in a message of its own, or in the bundle that `contactId` names. */
export type Contact = Pick<Delivery, 'id' | 'kind' | 'sentAt'> & { readonly contactId: string };

/**
 * `waiting`: none of the member's platforms is set up; goes out once one is. `dropped`: was no longer worth sending.
 */
export type DeliveryState = 'due' | 'claimed' | 'sent' | 'waiting' | 'failed' | 'dropped';
