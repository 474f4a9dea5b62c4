import type { PlatformName } from '../../core/circle.ts';
import type { Instant } from '../../core/instant.ts';

/** Workspaces of chat platforms that somebody installed us in. What is secret about them is sealed before it comes here. */
export interface InstallationTable {
  /** Adds it, or replaces the one of the same workspace. */
  save(installation: InstallationRow): Promise<void>;
  find(platform: PlatformName, workspace: string): Promise<InstallationRow | null>;
  /** Locks the row until the transaction ends: tokens are renewed, and keys changed, by one worker at a time. */
  lock(platform: PlatformName, workspace: string): Promise<InstallationRow | null>;
  list(): Promise<readonly InstallationRow[]>;
  /** Our token is refused there; null: it works again. Nothing happens where the workspace is unknown. */
  markShutOut(platform: PlatformName, workspace: string, at: Instant | null): Promise<void>;
  /** Deletes it for good: they uninstalled us. */
  remove(platform: PlatformName, workspace: string): Promise<void>;
}

export interface InstallationRow {
  readonly platform: PlatformName;
  /** As the platform names it: for Slack `T…`, or `E…` for a whole organisation. */
  readonly workspace: string;
  /** Which key opens `sealed`: see `TokenVault`. */
  readonly keyId: string;
  readonly sealed: Uint8Array;
  readonly installedAt: Instant;
  readonly shutOutAt: Instant | null;
}

/**
 * How a platform lets us reach people and channels, where it does not do so by their id alone. Sealed before it comes
 * here; there is no time in it but that of closing, and none of it is written because somebody answered.
 */
export interface ConversationTable {
  /** Adds it, or replaces the one of the same name. */
  save(row: ConversationRow): Promise<void>;
  find(platform: PlatformName, name: string): Promise<ConversationRow | null>;
  /** Locks the row until the transaction ends. */
  lock(platform: PlatformName, name: string): Promise<ConversationRow | null>;
  /** The channels of one team. */
  within(platform: PlatformName, parent: string): Promise<readonly ConversationRow[]>;
  list(): Promise<readonly ConversationRow[]>;
  /** We were taken out of it, or shut out; null: it is open again. Nothing happens where it is unknown. */
  markClosed(platform: PlatformName, name: string, at: Instant | null): Promise<void>;
}

export interface ConversationRow {
  readonly platform: PlatformName;
  /** `member/…` or `channel/…`, and the id that the platform's places have. */
  readonly name: string;
  /** The team that a channel belongs to; null: none, or not known. */
  readonly parent: string | null;
  /** Which key opens `sealed`: see `TokenVault`. */
  readonly keyId: string;
  readonly sealed: Uint8Array;
  readonly closedAt: Instant | null;
}

/**
 * Places in the queue for sending, kept where all workers see them: together they keep to what a platform allows. This
 * is the generic cell rate algorithm (GCRA, ITU-T I.371 annex A) with one row for each lane.
 */
export interface SendingLaneTable {
  /** Books the next free place, unless it is more than `patience` ms away: then nothing is booked, and `at` is a guess. */
  book(lane: SendingLane, now: Instant, patience: number): Promise<Booking>;
  /**
   * Books the next place in `shared`, and the first one at or after it in `own`: that one's moment is given, however far
   * away. Places before it in `own` stay free.
   */
  reserve(shared: SendingLane, own: SendingLane, now: Instant): Promise<Instant>;
  /** Nobody may send in this lane before `until`: the platform has said so. Whatever is booked now comes after it. */
  hold(lane: SendingLane, until: Instant): Promise<void>;
  /** Until when each of these lanes is held, in the order given; null: it never was. */
  heldUntil(lanes: readonly string[]): Promise<readonly (Instant | null)[]>;
  /** Drops lanes that have stood free since `before`. */
  forget(before: Instant): Promise<void>;
}

export interface SendingLane {
  readonly lane: string;
  /** Milliseconds from one place to the next. */
  readonly every: number;
  /** How many may go at once after a rest; 1: none beside each other. */
  readonly burst: number;
}

export interface Booking {
  readonly booked: boolean;
  /** When it may go. */
  readonly at: Instant;
}
