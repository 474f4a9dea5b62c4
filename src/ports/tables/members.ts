import type {
  ChairWillingness,
  Circle,
  CircleId,
  Identity,
  Member,
  MemberId,
  Preferences,
} from '../../core/circle.ts';
import type { Instant } from '../../core/instant.ts';
import type { Absence } from '../../features/turns/rules/meeting.ts';

export interface MemberInCircle {
  readonly member: Member;
  readonly circle: Circle;
  /** Since when the identity that was looked up acts for this member; null: from the start. */
  readonly since: Instant | null;
}

export interface MemberTable {
  /**
   * Enters a member. A person who is not there yet is entered with them, with their preferences and identities; of a person
   * who is there, both stay as they are.
   */
  insert(member: Member): Promise<void>;
  find(id: MemberId): Promise<Member | null>;
  /**
   * Who this identity is, in every circle they belong to, those who left excluded. With the circles, because every
   * request begins with this and needs both.
   */
  findByIdentity(identity: Identity): Promise<readonly MemberInCircle[]>;
  /** Present members of a circle, in the order they were entered. */
  list(circleId: CircleId): Promise<readonly Member[]>;
  /** Id and name of everybody who is or was in a circle. */
  everybody(circleId: CircleId): Promise<readonly Pick<Member, 'id' | 'name'>[]>;
  /** Who they are in the circle: voice, roles, and whether they are there. Who is no steward stands in for nobody. */
  saveStanding(id: MemberId, standing: Standing): Promise<void>;
  /** The person with this identity, as who they were in a circle that they have left; the last to leave. */
  findFormer(circleId: CircleId, identity: Identity): Promise<Member | null>;
  /** Who has this identity and reads nothing of these circles yet: see `waitsOutside`. */
  candidates(identity: Identity): Promise<readonly Pick<MemberInCircle, 'member' | 'circle'>[]>;
  /** Who was to be let in and was not, since before that moment: nobody asks for them any more. */
  neverLetIn(before: Instant): Promise<readonly MemberId[]>;
  /** Stand-ins whose time is over by then. */
  standInsOver(now: Instant): Promise<readonly Pick<Member, 'id' | 'circleId'>[]>;
  /** For the person in all their circles, but for `chairs`: a rest is the person's, else it is what they say in this one. */
  savePreferences(id: MemberId, preferences: Preferences, chairs: ChairWillingness): Promise<void>;
  /**
   * A platform put an account out of use, or back into it. While held, an identity is not among those of its member, so
   * that nothing is sent there; whoever acts with it is still found.
   */
  holdIdentity(identity: Identity, held: boolean): Promise<void>;
  /** Of present members. An absence is the person's: it stands in each of their circles. */
  absences(circleId: CircleId): Promise<readonly Absence[]>;
  addAbsence(absence: Absence): Promise<void>;
  /** Removes it if it is this member's person's. */
  removeAbsence(id: string, memberId: MemberId): Promise<void>;
  /** Away as a platform's status says it: until when, for each present member who has such a status. */
  awayStatuses(circleId: CircleId): Promise<ReadonlyMap<MemberId, Instant>>;
  /** Replaces the one there is; null: not away. */
  setAwayStatus(memberId: MemberId, until: Instant | null): Promise<void>;
}

export type Standing = Pick<
  Member,
  'voice' | 'steward' | 'stewardUntil' | 'manager' | 'joinedAt' | 'confirmedAt' | 'voiceSince' | 'leftAt'
>;
