import type { Identity } from './circle.ts';

/** How a chat platform knows a person: one of its own, a guest, or somebody of another organisation. */
export type PersonKind = 'member' | 'guest' | 'stranger';

/** Somebody in a channel, as the platform tells of them. */
export interface ChatPerson {
  readonly identity: Identity;
  readonly name: string;
  readonly kind: PersonKind;
}
