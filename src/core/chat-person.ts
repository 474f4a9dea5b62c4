import type { Identity } from './circle.ts';

/** How a chat platform knows a person: one of its own, a guest, or somebody of another organisation. */
export const PERSON_KINDS = ['member', 'guest', 'stranger'] as const;
export type PersonKind = (typeof PERSON_KINDS)[number];

/** Somebody in a channel, as the platform tells of them. */
export interface ChatPerson {
  readonly identity: Identity;
  readonly name: string;
  readonly kind: PersonKind;
}
