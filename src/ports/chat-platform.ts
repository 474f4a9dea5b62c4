import type { Identity, Place, PlatformName } from '../domain/circle.ts';
import type { Instant } from '../domain/instant.ts';
import type { ChatPerson } from '../domain/joining.ts';
import type { OnInteraction } from './interaction.ts';
import type { Message } from './message.ts';

/** Facts about a platform, for those who plan what to say. Never a reason to throw: what is missing becomes text. */
export interface Abilities {
  readonly charts: boolean;
  /** Can a message that was posted be changed later. */
  readonly updates: boolean;
  /** Characters that one message may hold in all; longer ones are cut into what fits by the renderer. */
  readonly maxCharacters: number;
}

/** What the platform calls a message it has taken: opaque, kept in the delivery row. */
export interface MessageRef {
  readonly platform: PlatformName;
  readonly value: string;
}

export type PostOutcome =
  | { readonly outcome: 'posted'; readonly ref: MessageRef }
  /** The place is gone or closed to us; trying again will not help. */
  | { readonly outcome: 'unreachable'; readonly why: string }
  /** Not now. `retryAt` is the earliest moment the platform wants to hear from us again. */
  | { readonly outcome: 'later'; readonly retryAt: Instant; readonly why: string };

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
   * platform can tell (web always can). Throws inside an open store transaction.
   */
  post(place: Place, message: Message, key: string): Promise<PostOutcome>;
  update(ref: MessageRef, message: Message): Promise<PostOutcome>;
  /** Everybody in a channel, as the platform knows them. */
  members(channel: Identity): Promise<readonly Identity[]>;
  /**
   * What the platform says about somebody. null: it knows nobody of that id, their account is closed, it is a program, or
   * we are not let into that workspace. A call to the outside that may take seconds or reject: never inside a transaction,
   * and never without a limit (`askAbout` in services/circles/people.ts).
   */
  person(identity: Identity): Promise<KnownPerson | null>;
}

/** Makes addresses that a person can be handed. */
export interface Links {
  /** A signed, expiring address that logs one person in after one press of a button. */
  personal(webId: string, expiresAt: Instant): string;
}

/** Where messages of the web platform wait to be read: its far end, kept in our own store. */
export interface Noticeboard {
  /** Keeps a message for a place; a second one with the same key changes nothing. */
  pin(place: Place, message: Message, key: string, at: Instant): Promise<void>;
  replace(key: string, message: Message): Promise<void>;
  /** Newest first, at most `limit`. A member also reads what was said to the channel of their circle. */
  read(place: Place, limit: number): Promise<readonly Notice[]>;
  /** The web identities of a circle's people, for a channel of the web platform (its id is the circle's). */
  readers(circleId: string): Promise<readonly Identity[]>;
}

export interface Notice {
  readonly key: string;
  readonly at: Instant;
  readonly message: Message;
}
