import type { ChatPerson } from '../chat-person.ts';
import type { Identity, Place, PlatformName } from '../circle.ts';
import type { Instant } from '../instant.ts';
import type { Action } from './action.ts';
import type { OnInteraction } from './interaction.ts';
import type { Message } from './message.ts';
import type { MessageRef, PostOutcome, Sender } from './sender.ts';

/** What a platform says about somebody. */
export interface KnownPerson extends ChatPerson {
  /** What tells one customer of the platform from another: for Slack the workspace `T…`, for Teams the tenant. */
  readonly workspace: string;
  /** IANA name; null where the platform does not tell. */
  readonly timezone: string | null;
}

/** What stands around a channel, for forms to offer where a platform's own pickers do not. */
export interface Surroundings {
  /** Itself among them. */
  readonly channels: readonly { readonly identity: Identity; readonly name: string }[];
  readonly people: readonly ChatPerson[];
}

/**
 * One place where people talk. Not in this contract: direct replies to an interaction (they are the return value of
 * `OnInteraction`), and anything only one platform has.
 */
export interface Chat extends Sender {
  readonly name: PlatformName;
  /** Begins to listen; resolves when a person's request would be served. */
  start(onInteraction: OnInteraction): Promise<void>;
  /** Stops taking requests, lets those under way finish. */
  stop(): Promise<void>;
  update(ref: MessageRef, message: Message): Promise<PostOutcome>;
  /** Everybody in a channel, as the platform knows them. */
  members(channel: Identity): Promise<readonly Identity[]>;
  /**
   * What the platform says about somebody. null: it knows nobody of that id, their account is closed, it is a program, or
   * we are not let into that workspace. A call to the outside that may take seconds or reject: never inside a transaction,
   * and never without a limit (`askAbout` in membership/use-cases/people.ts).
   */
  person(identity: Identity): Promise<KnownPerson | null>;
  /** Empty where the platform's own pickers offer all of it. A call to the outside, as `person` is: never without a limit. */
  around(channel: Identity): Promise<Surroundings>;
}

/** Makes addresses that a person can be handed. */
export interface Links {
  /** The page where people come in, the same for everybody: a printed code is typed there. */
  entrance(): string;
  /** The same page with a secret behind `#`, which no browser sends along: its own script takes it from there. */
  wayIn(secret: string): string;
  /** Where an action is read. One that changes something has no address: what leads there is read first. */
  page(action: Action): string;
  /** Where letters of one kind are switched off, by whoever holds it: see `Addresses`. */
  stopPage(capability: string): string;
  /** What a calendar program subscribes to: see `Feeds`. */
  feed(secret: string): string;
  /** The short address of a letter, for texts: see `Envelope`. */
  shortPage(letterId: string): string;
}

/** Where messages of the web platform wait to be read: its far end, kept in our own store. */
export interface Noticeboard {
  /** Keeps a message for a place; a second one with the same key changes nothing. */
  pin(place: BoardPlace, message: Message, key: string, at: Instant): Promise<void>;
  replace(key: string, message: Message): Promise<void>;
  /**
   * At most `limit`: first what a person must see for their own safety (`OWN_SAFETY`), for a while, then the newest. A member
   * also reads what was said to the channel of their circle. Invitations to a round that was cancelled are gone.
   */
  read(place: BoardPlace, limit: number, now: Instant): Promise<readonly Notice[]>;
  /** The web identities of a circle's people, for a channel of the web platform (its id is the circle's). */
  readers(circleId: string): Promise<readonly Identity[]>;
}

/** A member's own board, or that of a circle. */
export type BoardPlace = Identity & Pick<Place, 'kind'>;

export interface Notice {
  readonly key: string;
  readonly at: Instant;
  readonly message: Message;
}
