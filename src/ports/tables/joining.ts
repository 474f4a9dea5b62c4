import type { AccountLink, LinkCode } from '../../core/account-links.ts';
import type { CircleId, Identity, MemberId, PersonId } from '../../core/circle.ts';
import type { Instant } from '../../core/instant.ts';
import type { Buddy } from '../../features/buddies/rules.ts';
import type { Joining } from '../../features/membership/rules/joining.ts';

/** What stewards are asked after somebody came into, or went out of, a circle's channel. */
export interface JoiningTable {
  /** Returns false if the stewards are being asked about this person already. */
  open(joining: Joining): Promise<boolean>;
  find(id: string): Promise<Joining | null>;
  /** Locks the row until the transaction ends: it is answered once. */
  lock(id: string): Promise<Joining | null>;
  /** Ends an open one; `memberId` is who joined. */
  settle(id: string, state: Exclude<Joining['state'], 'open'>, memberId?: MemberId): Promise<void>;
  /** Open ones, oldest first. */
  waiting(circleId: CircleId): Promise<readonly Joining[]>;
  waitingFor(circleId: CircleId, identity: Identity): Promise<Joining | null>;
}

/** Who would like a buddy, and who is one. */
export interface BuddyTable {
  /** Adds it, or replaces the one of the same newcomer. */
  save(buddy: Buddy): Promise<void>;
  find(newcomerId: MemberId): Promise<Buddy | null>;
}

/** How accounts on several platforms become one person's. A code itself is never kept: only its keyed hash. */
export interface LinkTable {
  /** Takes the place of an earlier code of the same person. */
  showCode(code: LinkCode): Promise<void>;
  /** Uses a code up; null: there is none with this hash, or its time is over. Of two callers one gets it. */
  takeCode(hash: string, now: Instant): Promise<LinkCode | null>;
  /**
   * Counts one more try of an account and returns how many there were, this one included. A count that began at
   * `windowBegan` or earlier starts anew. Locks the count until the transaction ends.
   */
  countTry(identity: Identity, now: Instant, windowBegan: Instant): Promise<number>;
  forgiveTries(identity: Identity): Promise<void>;
  /** Deletes codes whose time is over, and counts that began at `windowBegan` or earlier. */
  forget(now: Instant, windowBegan: Instant): Promise<void>;
  record(link: AccountLink): Promise<void>;
  find(id: string): Promise<AccountLink | null>;
  /** What a person gained, oldest first. */
  of(personId: PersonId): Promise<readonly AccountLink[]>;
  /** What was linked in an organisation at this moment or later, oldest first. */
  since(organisationId: string, moment: Instant): Promise<readonly AccountLink[]>;
  remove(id: string): Promise<void>;
}
