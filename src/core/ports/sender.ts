import type { Identity, Place, SurfaceName } from '../circle.ts';
import type { Instant } from '../instant.ts';
import type { Message } from './message.ts';

/** Facts about a platform, for those who plan what to say. Never a reason to throw: what is missing becomes text. */
export interface Abilities {
  readonly charts: boolean;
  /** Can a message that was posted be changed later. */
  readonly updates: boolean;
  /**
   * Whether everybody in a channel can also be written to in private. Where not, what everybody is asked stands in the
   * channel too, behind a button that opens a view for whoever presses.
   */
  readonly reachesEverybody: boolean;
  /** Whether somebody is called to look when it is posted. A board waits until they come, so nothing on it counts as a contact. */
  readonly calls: boolean;
  /** Whether a message stands by itself, outside any chat of ours: it comes with an `Envelope`. */
  readonly standsAlone: boolean;
  /** Characters that one message may hold in all; longer ones are cut into what fits by the renderer. */
  readonly maxCharacters: number;
}

/** What the platform calls a message it has taken: opaque, kept in the delivery row. */
export interface MessageRef {
  readonly platform: SurfaceName;
  readonly value: string;
}

/**
 * Why a place is closed to us, where a person can do something about it. `not-let-in`: somebody has not added us, or has
 * removed or blocked us; when they let us in, we are told so by `Arrivals.letIn`.
 */
export type Bar = 'not-invited' | 'archived' | 'gone' | 'account-closed' | 'not-let-in';

export const CHANNEL_BARS = ['not-invited', 'archived', 'gone'] as const satisfies readonly Bar[];
export type ChannelBar = (typeof CHANNEL_BARS)[number];

export type PostOutcome =
  | { readonly outcome: 'posted'; readonly ref: MessageRef }
  /** The place is gone or closed to us; trying again will not help unless somebody lifts the bar. */
  | { readonly outcome: 'unreachable'; readonly why: string; readonly bar?: Bar }
  /**
   * Not now. `retryAt` is the earliest moment the platform wants to hear from us again. `slotKept`: a slot is kept for this
   * letter at that moment. `shutOut`: it lets us in nowhere, until somebody mends that. `unclear`: it may have been taken.
   */
  | {
      readonly outcome: 'later';
      readonly retryAt: Instant;
      readonly why: string;
      readonly slotKept?: true;
      readonly shutOut?: true;
      readonly unclear?: true;
    };

/** What a platform found when it was asked whether it would let us work. `where`: in its own terms, such as a workspace. */
export type PlatformFinding =
  | { readonly is: 'let-in'; readonly where: string }
  /** Our token is refused, or there is none. */
  | { readonly is: 'shut-out'; readonly where: string; readonly why: string }
  | { readonly is: 'rights-missing'; readonly where: string; readonly rights: readonly string[] }
  | { readonly is: 'open'; readonly channel: Identity }
  | { readonly is: 'barred'; readonly channel: Identity; readonly bar: Bar }
  /** It could not be asked just now. */
  | { readonly is: 'unknown'; readonly where: string; readonly why: string };

/**
 * A surface that takes what we say. Nothing here is optional; a missing ability degrades to text. Not in this contract: what
 * comes back, see `Chat`.
 */
export interface Sender {
  readonly name: SurfaceName;
  readonly abilities: Abilities;
  /**
   * Says something in a place. `key` is the delivery's id: posting twice with one key shows one message where the
   * platform can tell (web always can). `slot` is the moment at which an earlier try was told that a slot is kept for it.
   * `again`: there was an earlier try, of which nobody may know how it ended. Throws inside an open store transaction.
   */
  post(
    place: Place,
    message: Message,
    key: string,
    slot?: Instant | null,
    again?: boolean,
  ): Promise<PostOutcome>;
  /**
   * Asks the platform itself whether it lets us in where these channels and people of its own are, with all rights we need,
   * and whether we may post in each channel. Says nothing there. Never rejects.
   */
  check(channels: readonly Identity[], people: readonly Identity[]): Promise<readonly PlatformFinding[]>;
}
