import type { ChatPerson } from '../chat-person.ts';
import type { Identity, Place, PlatformName } from '../circle.ts';
import type { Instant } from '../instant.ts';
import type { OnInteraction } from './interaction.ts';
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
  /** Characters that one message may hold in all; longer ones are cut into what fits by the renderer. */
  readonly maxCharacters: number;
}

/** What the platform calls a message it has taken: opaque, kept in the delivery row. */
export interface MessageRef {
  readonly platform: PlatformName;
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
   * letter at that moment. `shutOut`: it lets us in nowhere, until somebody mends that.
   */
  | {
      readonly outcome: 'later';
      readonly retryAt: Instant;
      readonly why: string;
      readonly slotKept?: true;
      readonly shutOut?: true;
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

/** What a platform says about somebody. */
export interface KnownPerson extends ChatPerson {
  /** What tells one customer of the platform from another: for Slack the workspace `T…`, for Teams the tenant. */
  readonly workspace: string;
  /** IANA name; null where the platform does not tell. */
  readonly timezone: string | null;
}

/**
 * One place where people talk. Nothing here is optional. Not in this contract: direct replies to an interaction (they
 * are the return value of `OnInteraction`), and anything only one platform has.
 */
export interface ChatPlatform {
  readonly name: PlatformName;
  readonly abilities: Abilities;
  /** Begins to listen; resolves when a person's request would be served. */
  start(onInteraction: OnInteraction): Promise<void>;
  /** Stops taking requests, lets those under way finish. */
  stop(): Promise<void>;
  /**
   * Says something in a place. `key` is the delivery's id: posting twice with one key shows one message where the
   * platform can tell (web always can). `slot` is the moment at which an earlier try was told that a slot is kept for it.
   * Throws inside an open store transaction.
   */
  post(place: Place, message: Message, key: string, slot?: Instant | null): Promise<PostOutcome>;
  update(ref: MessageRef, message: Message): Promise<PostOutcome>;
  /**
   * Asks the platform itself whether it lets us in where these channels and people of its own are, with all rights we need,
   * and whether we may post in each channel. Says nothing there. Never rejects.
   */
  check(channels: readonly Identity[], people: readonly Identity[]): Promise<readonly PlatformFinding[]>;
  /** Everybody in a channel, as the platform knows them. */
  members(channel: Identity): Promise<readonly Identity[]>;
  /**
   * What the platform says about somebody. null: it knows nobody of that id, their account is closed, it is a program, or
   * we are not let into that workspace. A call to the outside that may take seconds or reject: never inside a transaction,
   * and never without a limit (`askAbout` in membership/use-cases/people.ts).
   */
  person(identity: Identity): Promise<KnownPerson | null>;
}

/** Makes addresses that a person can be handed. */
export interface Links {
  /** The page where people come in, the same for everybody: a printed code is typed there. */
  entrance(): string;
  /** The same page with a secret behind `#`, which no browser sends along: its own script takes it from there. */
  wayIn(secret: string): string;
}

/** Where messages of the web platform wait to be read: its far end, kept in our own store. */
export interface Noticeboard {
  /** Keeps a message for a place; a second one with the same key changes nothing. */
  pin(place: Place, message: Message, key: string, at: Instant): Promise<void>;
  replace(key: string, message: Message): Promise<void>;
  /**
   * At most `limit`: first what a person must see for their own safety (`OWN_SAFETY`), for a while, then the newest. A member
   * also reads what was said to the channel of their circle. Invitations to a round that was cancelled are gone.
   */
  read(place: Place, limit: number, now: Instant): Promise<readonly Notice[]>;
  /** The web identities of a circle's people, for a channel of the web platform (its id is the circle's). */
  readers(circleId: string): Promise<readonly Identity[]>;
}

export interface Notice {
  readonly key: string;
  readonly at: Instant;
  readonly message: Message;
}
