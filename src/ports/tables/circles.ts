import type { IsoWeek } from '../../core/calendar/iso-week.ts';
import type { Schedule } from '../../core/calendar/schedule.ts';
import type { Circle, CircleId, Identity, PlatformName } from '../../core/circle.ts';
import type { Instant } from '../../core/instant.ts';

export interface CircleTable {
  /** `digest` is null for a circle that wants none. */
  insert(circle: Circle, digest: DigestSettings | null): Promise<void>;
  find(id: CircleId): Promise<Circle | null>;
  /** Locks the circle until the transaction ends: a digest is composed by one worker at a time. */
  lock(id: CircleId): Promise<Circle | null>;
  findByName(organisation: string, name: string): Promise<Circle | null>;
  /** Circles that have this channel. */
  linkedTo(channel: Identity): Promise<readonly Circle[]>;
  /** Circles that meet there: it is their channel, or the chat of a meeting of theirs. */
  meetingIn(chat: Identity): Promise<readonly Circle[]>;
  /** Chats of meetings: heard when a meeting ends, never written to. */
  meetingChats(id: CircleId): Promise<readonly Identity[]>;
  saveMeetingChats(id: CircleId, chats: readonly Identity[]): Promise<void>;
  list(): Promise<readonly Circle[]>;
  /** The organisation's id, made if it is new. */
  organisation(name: string, newId: string): Promise<string>;
  /**
   * Whose a workspace is: as `claimWorkspace` kept it, or the organisation of the oldest circle that has a channel or a
   * person there, where ids tell the workspace (`workspaceOf`). null: nobody's yet.
   */
  organisationAt(workspace: WorkspaceName): Promise<Organisation | null>;
  /** Keeps whose a workspace is; does nothing if it is theirs already. Rejects with a conflict if it is another's. */
  claimWorkspace(workspace: WorkspaceName, organisationId: string): Promise<void>;
  digestSettings(id: CircleId): Promise<(DigestSettings & ReviewState) | null>;
  /** Circles whose digest is due at `now`. */
  digestsDue(now: Instant): Promise<readonly CircleId[]>;
  /** Plans its review too. */
  setNextDigest(id: CircleId, at: Instant | null): Promise<void>;
  /** Circles whose stewards are to see the unnamed words of the next digest. */
  reviewsDue(now: Instant): Promise<readonly CircleId[]>;
  /** Stewards were shown the words of up to this week. */
  setReviewed(id: CircleId, week: IsoWeek): Promise<void>;
  /** null: not before the digest after. */
  setNextReview(id: CircleId, at: Instant | null): Promise<void>;
  /** Replaces them; null: no digest any more. */
  saveDigest(id: CircleId, digest: DigestSettings | null): Promise<void>;
  /** Where to turn in danger, in the circle's own words; null: it has none. */
  signpost(id: CircleId): Promise<string | null>;
  saveSignpost(id: CircleId, text: string | null): Promise<void>;
  /** Somebody outside the circle whom people can talk to; null: nobody was named. */
  outside(id: CircleId): Promise<string | null>;
  saveOutside(id: CircleId, text: string | null): Promise<void>;
  /** Stewards of two voices have said yes to everybody in it. */
  markSetUp(id: CircleId, at: Instant): Promise<void>;
  saveChannels(id: CircleId, channels: Circle['channels']): Promise<void>;
}

/** One customer of a chat platform: for Slack `T…`. */
export interface WorkspaceName {
  readonly platform: PlatformName;
  readonly workspace: string;
}

export interface Organisation {
  readonly id: string;
  readonly name: string;
}

/** What stewards have seen of unnamed words. */
export interface ReviewState {
  /** When they are shown those of the next digest; null: they were. */
  readonly reviewAt: Instant | null;
  /** They were shown those of up to this week; null: none. */
  readonly reviewedWeek: IsoWeek | null;
}

export interface DigestSettings {
  readonly schedule: Schedule;
  readonly toChannel: boolean;
  readonly toManagers: boolean;
  readonly nextAt: Instant | null;
}
