import type { CircleId, MemberId } from '../../core/circle.ts';
import type { Instant } from '../../core/instant.ts';
import type { WebSession } from '../../core/way-in.ts';
import type { Invitation } from '../../features/ways-in/rules/way-in.ts';

/** Ways in that wait to be claimed, and for a while those that were. */
export interface InvitationTable {
  /**
   * Takes the place of every unused one of the same person; one that they made themselves takes the place of their own alone:
   * what others made is stopped on record, or not at all.
   */
  make(invitation: Invitation): Promise<void>;
  find(id: string): Promise<Invitation | null>;
  /** Locked until the transaction ends. */
  lockById(id: string): Promise<Invitation | null>;
  /** The one with any of these keyed hashes, locked until the transaction ends. */
  lock(hashes: readonly string[]): Promise<Invitation | null>;
  /** `waiting`: whoever came in with this web account waits for a yes. */
  use(id: string, at: Instant, webId: string, waiting: boolean): Promise<void>;
  /** Nobody waits for a yes any more. */
  settleClaim(id: string): Promise<void>;
  /** Claims of a circle that wait for a yes, oldest first; of one member where one is named. */
  claims(circleId: CircleId, memberId?: MemberId): Promise<readonly Invitation[]>;
  /** Members of a circle for whom an unused one waits that is not over yet, or their own claim waits for a yes. */
  waitedFor(circleId: CircleId, now: Instant): Promise<readonly MemberId[]>;
  /** What nobody has used of the member's person, in all their circles, and is not over yet, oldest first. */
  unused(memberId: MemberId, now: Instant): Promise<readonly Invitation[]>;
  /** The claim that waits under this web account. */
  claimedBy(webId: string): Promise<Invitation | null>;
  /** Deletes one that nobody has used. */
  cancel(id: string): Promise<void>;
  /** Deletes what nobody has used of the member's person, in all their circles: all of it, or what they made themselves. */
  dropUnused(memberId: MemberId, which?: 'all' | 'own'): Promise<void>;
  /** When the unused one of a member ends, in the place of what was foreseen. */
  endAt(memberId: string, at: Instant): Promise<void>;
  /** Deletes those whose time was over before, and ends claims that were made before `claims`. */
  forget(before: Instant, claims: Instant): Promise<void>;
}

/** Browsers that are signed in. Never says when one was used. */
export interface SessionTable {
  begin(session: WebSession): Promise<void>;
  find(id: string): Promise<WebSession | null>;
  /** Of these people's web accounts, oldest first. */
  of(webIds: readonly string[]): Promise<readonly WebSession[]>;
  /** Ends one, if it is of one of these accounts. Cookies of v0.1.0 that were not exchanged yet end with it. */
  end(id: string, webIds: readonly string[], at: Instant): Promise<void>;
  /** The browser itself is left: its cookie is gone, and others stay as they are. */
  leave(id: string): Promise<void>;
  /** Ends all but one; null: all of them. Cookies of v0.1.0 that were not exchanged yet end with them. */
  endOthers(webIds: readonly string[], but: string | null, at: Instant): Promise<void>;
  /** Whether cookies of v0.1.0, which stand in no row, were ended for this account. */
  oldCookiesEnded(webId: string): Promise<boolean>;
  /** Deletes sessions on shared devices that began before, and what is kept about old cookies of before `cookies`. */
  forget(before: Instant, cookies: Instant): Promise<void>;
}
