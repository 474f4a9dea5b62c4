import type { Attendance, Sides } from '../domain/attendance.ts';
import type { Buddy } from '../domain/buddy.ts';
import type {
  ChairWillingness,
  Circle,
  CircleId,
  Identity,
  Member,
  MemberId,
  PlatformName,
  Preferences,
  VoiceId,
} from '../domain/circle.ts';
import type { Delivery, DeliveryKind, DeliveryState } from '../domain/delivery.ts';
import type { Digest } from '../domain/digest/digest.ts';
import type { Act } from '../domain/governance/act.ts';
import type { Proposal } from '../domain/governance/proposal.ts';
import type { Instant } from '../domain/instant.ts';
import type { Joining } from '../domain/joining.ts';
import type { AccountLink, LinkCode } from '../domain/linking.ts';
import type { Absence, Meeting, MeetingSeries, TurnEvent } from '../domain/meeting.ts';
import type { PromiseItem } from '../domain/promise.ts';
import type { Pulse, Round, RoundSeal, Seat } from '../domain/pulse.ts';
import type { ScoredQuestion } from '../domain/release/figures.ts';
import type { PoolRelease } from '../domain/release/pool.ts';
import type { RoundRelease } from '../domain/release/release.ts';
import type { RotaState } from '../domain/rota/state.ts';
import type { UnnamedWords } from '../domain/unnamed-words.ts';

/**
 * Everything that is kept. Rows hold ids, settings and released figures; an answer exists only inside a round's seal.
 *
 * Every failure of the driver becomes a `StoreError` without bound values or SQL parameters: drivers print them.
 * Not in this contract: queries for show. A caller that needs a new question answered adds a method that says so.
 */
export interface Store {
  /**
   * Runs `work` in one transaction: all of it is kept, or nothing. Serialisation failures and lost connections are
   * reported as `StoreError`, never retried in secret: `work` may have spent randomness.
   * Effects (enqueue, post) refuse to run inside: see `assertIdle`. Does not nest. What `work` throws itself passes
   * through unchanged. One statement at a time: `tables` is one connection.
   */
  transact<T>(work: (tables: Tables) => Promise<T>): Promise<T>;
  /** Runs single statements outside a transaction, each seeing what was last committed. Refuses inside `transact`. */
  readonly tables: Tables;
  /** Throws if the caller runs inside `transact`. Called by everything that has an effect on the outside. */
  assertIdle(): void;
  /** Whether the database answers, for readiness and doctor. */
  ping(): Promise<void>;
  /** Frees the space of deleted rows for good where no background process does (embedded). For the sweep; cheap when idle. */
  tidy(): Promise<void>;
  close(): Promise<void>;
}

export interface Tables {
  readonly agenda: Agenda;
  readonly circles: CircleTable;
  readonly members: MemberTable;
  readonly pulses: PulseTable;
  readonly rounds: RoundTable;
  readonly ledger: LedgerTable;
  readonly pools: PoolTable;
  readonly meetings: MeetingTable;
  readonly promises: PromiseTable;
  readonly unnamedWords: UnnamedWordsTable;
  readonly joinings: JoiningTable;
  readonly links: LinkTable;
  readonly attendances: AttendanceTable;
  readonly buddies: BuddyTable;
  readonly digests: DigestTable;
  readonly deliveries: DeliveryTable;
  readonly proposals: ProposalTable;
  readonly acts: ActTable;
  readonly erasing: ErasingTable;
  readonly failures: FailureTable;
  readonly installations: InstallationTable;
  readonly conversations: ConversationTable;
  readonly sendingLanes: SendingLaneTable;
}

export interface Agenda {
  /** The earliest moment at which anything becomes due, past ones included; null where nothing ever will. */
  next(): Promise<Instant | null>;
}

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
  digestSettings(id: CircleId): Promise<DigestSettings | null>;
  /** Circles whose digest is due at `now`. */
  digestsDue(now: Instant): Promise<readonly CircleId[]>;
  setNextDigest(id: CircleId, at: Instant | null): Promise<void>;
  /** Replaces them; null: no digest any more. */
  saveDigest(id: CircleId, digest: DigestSettings | null): Promise<void>;
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

export interface DigestSettings {
  readonly schedule: import('../domain/calendar/schedule.ts').Schedule;
  readonly toChannel: boolean;
  readonly toManagers: boolean;
  readonly nextAt: Instant | null;
}

export interface MemberInCircle {
  readonly member: Member;
  readonly circle: Circle;
  /** When the identity that was looked up was linked to this member; null: it has been theirs from the start. */
  readonly since: Instant | null;
}

export interface MemberTable {
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
  /** Who they are in the circle: voice, roles, and whether they are there. */
  saveStanding(id: MemberId, standing: Standing): Promise<void>;
  /** Who had this identity in a circle and has left it; the last to leave. */
  findFormer(circleId: CircleId, identity: Identity): Promise<Member | null>;
  savePreferences(id: MemberId, preferences: Preferences, chairs: ChairWillingness): Promise<void>;
  /** Adds an identity, or replaces the one the member has on that platform. `since`: where it is linked only now. */
  setIdentity(id: MemberId, identity: Identity, since?: Instant): Promise<void>;
  /** From now on the identity is nobody's in this circle, not even of somebody who left. */
  removeIdentity(circleId: CircleId, identity: Identity): Promise<void>;
  /**
   * A platform put an account out of use, or back into it. While held, an identity is not among those of its member, so
   * that nothing is sent there; whoever acts with it is still found.
   */
  holdIdentity(identity: Identity, held: boolean): Promise<void>;
  absences(circleId: CircleId): Promise<readonly Absence[]>;
  addAbsence(absence: Absence): Promise<void>;
  /** Removes it if it is this member's. */
  removeAbsence(id: string, memberId: MemberId): Promise<void>;
  /** Away as a platform's status says it: until when, for each present member who has such a status. */
  awayStatuses(circleId: CircleId): Promise<ReadonlyMap<MemberId, Instant>>;
  /** Replaces the one there is; null: not away. */
  setAwayStatus(memberId: MemberId, until: Instant | null): Promise<void>;
}

export type Standing = Pick<Member, 'voice' | 'steward' | 'manager' | 'leftAt'>;

export interface PulseTable {
  insert(pulse: Pulse): Promise<void>;
  find(id: string): Promise<Pulse | null>;
  list(circleId: CircleId): Promise<readonly Pulse[]>;
  /** Ids of pulses whose next opening has come. */
  due(now: Instant): Promise<readonly string[]>;
  /** Locks the row until the transaction ends. */
  lock(id: string): Promise<Pulse | null>;
  setNextOpening(id: string, at: Instant | null): Promise<void>;
  /** Replaces all but the circle it belongs to. Rounds that were opened keep what they were opened with. */
  save(pulse: Pulse): Promise<void>;
}

export interface RoundTable {
  /** Several statements: only inside `transact`. The same holds for `end`. */
  insert(round: Round, roster: readonly Seat[], seal: RoundSeal): Promise<void>;
  find(id: string): Promise<Round | null>;
  open(circleId: CircleId): Promise<readonly Round[]>;
  /** Rounds of a circle opened at or after `since`, oldest first, whatever their state. */
  since(circleId: CircleId, since: Instant): Promise<readonly Round[]>;
  /** How many rounds this pulse has had. */
  count(pulseId: string): Promise<number>;
  /** Ids of open rounds whose reminder is due / whose closing time has come. */
  reminderDue(now: Instant): Promise<readonly string[]>;
  closingDue(now: Instant): Promise<readonly string[]>;
  /** Locks the round until the transaction ends: replies, closing and cancelling exclude each other. */
  lock(id: string): Promise<Round | null>;
  /**
   * Locks like `lock` each of these rounds that exists, in an order that keeps two callers from waiting for each other,
   * and reads its newest seal; null where the round has ended.
   */
  lockForReplies(ids: readonly string[]): Promise<readonly LockedRound[]>;
  /** The seats that these members have in these rounds. */
  seatsOf(
    ids: readonly string[],
    memberIds: readonly MemberId[],
  ): Promise<readonly (Seat & { readonly roundId: string })[]>;
  seat(roundId: string, memberId: MemberId): Promise<Seat | null>;
  roster(roundId: string): Promise<readonly Seat[]>;
  /** null once the round has ended. */
  seal(roundId: string): Promise<RoundSeal | null>;
  reseal(changes: readonly { readonly roundId: string; readonly sealed: Uint8Array }[]): Promise<void>;
  markReminded(id: string, at: Instant): Promise<void>;
  /** Ends a round: sets its state and deletes its seal and its roster, for good. */
  end(id: string, state: 'closed' | 'cancelled'): Promise<void>;
}

export interface LockedRound {
  readonly round: Round;
  readonly seal: RoundSeal | null;
}

/** Released figures: the only source of every figure that is shown. A round is spent once. */
export interface LedgerTable {
  /** Refuses (returns false) if this round was released before. */
  record(entry: LedgerEntry): Promise<boolean>;
  find(roundId: string): Promise<LedgerEntry | null>;
  /** Oldest first. */
  since(circleId: CircleId, since: Instant): Promise<readonly LedgerEntry[]>;
}

export interface LedgerEntry {
  readonly roundId: string;
  readonly circleId: CircleId;
  readonly closedAt: Instant;
  readonly release: RoundRelease;
}

/** The organisation's sealed pools of what single circles were too small to show: one for each question and voice of a quarter. */
export interface PoolTable {
  /** Locks the pool until the transaction ends; null where nothing was put into it yet. */
  lock(key: PoolKey): Promise<Pooled | null>;
  save(pooled: Pooled): Promise<void>;
  /** Pools whose quarter has ended and that are not spent. */
  due(now: Instant): Promise<readonly PoolKey[]>;
  /** Ids of the peppers that pools which are not spent were sealed with, each once. */
  peppers(): Promise<readonly string[]>;
  /** Deletes a pool for good and keeps what was released of it, if anything. Refuses (returns false) the second time. */
  spend(key: PoolKey, at: Instant, release: PoolRelease): Promise<boolean>;
  /** What pools of this organisation have shown since `since`. */
  released(organisationId: string, since: Instant): Promise<readonly ReleasedPool[]>;
}

export interface PoolKey {
  readonly organisationId: string;
  readonly quarter: string;
  /** `questionKey` of the question. */
  readonly question: string;
  readonly voice: VoiceId;
}

export interface Pooled {
  readonly key: PoolKey;
  readonly asked: ScoredQuestion;
  /** When the quarter ends, in the time zone of the first circle that put something in. */
  readonly closesAt: Instant;
  readonly seal: RoundSeal;
}

export interface ReleasedPool {
  readonly key: PoolKey;
  readonly asked: ScoredQuestion;
  readonly at: Instant;
  readonly release: PoolRelease;
}

export interface MeetingTable {
  insertSeries(series: MeetingSeries): Promise<void>;
  series(circleId: CircleId): Promise<readonly MeetingSeries[]>;
  findSeries(id: string): Promise<MeetingSeries | null>;
  /** Locks the series until the transaction ends: draws, answers and settlements exclude each other. */
  lockSeries(id: string): Promise<MeetingSeries | null>;
  saveRota(seriesId: string, rota: RotaState): Promise<void>;
  /** Replaces name, schedule, length and policy. Meetings that are planned stay as they are. */
  saveSeries(series: Omit<MeetingSeries, 'rota' | 'circleId'>): Promise<void>;
  /** Takes planned meetings away for which nothing has happened yet, so that they can be planned anew. */
  unplan(seriesId: string): Promise<void>;
  /** Does nothing if the series already has a meeting at that start. */
  plan(meeting: Meeting): Promise<void>;
  find(id: string): Promise<Meeting | null>;
  /** Replaces all that may change: state, turn, chair, co-chair, accepted, declined, announced. */
  save(meeting: Meeting): Promise<void>;
  /** Planned meetings, soonest first. */
  planned(seriesId: string): Promise<readonly Meeting[]>;
  /** Held meetings that ended at or after `since`, oldest first. */
  held(circleId: CircleId, since: Instant): Promise<readonly Meeting[]>;
  record(event: TurnEvent): Promise<void>;
  events(meetingId: string): Promise<readonly TurnEvent[]>;
  /** Ids of series with something due: a meeting that has ended, or one to plan or draw. */
  drawDue(now: Instant): Promise<readonly string[]>;
  /** When this series next wants attention (its next draw or end); read by `drawDue`. A new series is due at once. */
  setNextDue(seriesId: string, at: Instant): Promise<void>;
  /** Ids of planned meetings whose announcement is due: see `setAnnounceDue`. */
  announceDue(now: Instant): Promise<readonly string[]>;
  setAnnounceDue(meetingId: string, at: Instant | null): Promise<void>;
}

export interface PromiseTable {
  insert(promise: PromiseItem): Promise<void>;
  lock(id: string): Promise<PromiseItem | null>;
  find(id: string): Promise<PromiseItem | null>;
  save(promise: PromiseItem): Promise<void>;
  list(circleId: CircleId): Promise<readonly PromiseItem[]>;
}

/** What was said without a name. There is no way to ask who said it, because nobody is kept. */
export interface UnnamedWordsTable {
  insert(said: UnnamedWords): Promise<void>;
  /** What no digest has shown yet. For the digest alone: nothing else may show it. */
  unshown(circleId: CircleId): Promise<readonly UnnamedWords[]>;
  /** The first time counts. */
  markShown(ids: readonly string[], week: string): Promise<void>;
}

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

/** Which sides were at meetings. Keeps nobody: not who was there, and not who said so. */
export interface AttendanceTable {
  /** The last word counts. Returns false, and changes nothing, where a digest has shown it. */
  save(attendance: Omit<Attendance, 'shownIn'>): Promise<boolean>;
  find(meetingId: string): Promise<Attendance | null>;
  /** Of held meetings that began at or after `since`, oldest first. */
  held(circleId: CircleId, since: Instant): Promise<readonly MetRow[]>;
  /** The first time counts. */
  markShown(meetingIds: readonly string[], week: string): Promise<void>;
}

export interface MetRow extends Sides {
  readonly meetingId: string;
  readonly at: Instant;
}

/** How accounts on several platforms become one person's. A code itself is never kept: only its keyed hash. */
export interface LinkTable {
  /** Takes the place of an earlier code of the same member. */
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
  /** What a member gained, oldest first. */
  of(memberId: MemberId): Promise<readonly AccountLink[]>;
  remove(id: string): Promise<void>;
}

export interface DigestTable {
  /** Returns false if this circle has a digest for that week: it is composed once. */
  insert(row: DigestRow): Promise<boolean>;
  find(circleId: CircleId, week: string): Promise<DigestRow | null>;
  findById(id: string): Promise<DigestRow | null>;
  /** Newest first. */
  list(circleId: CircleId, limit: number): Promise<readonly DigestRow[]>;
}

export interface DigestRow {
  readonly id: string;
  readonly circleId: CircleId;
  /** ISO week, `2026-W47`. */
  readonly week: string;
  readonly publishedAt: Instant;
  readonly digest: Digest;
}

export interface DeliveryTable {
  /** Adds those whose key is new; the others change nothing. */
  add(deliveries: readonly Delivery[]): Promise<void>;
  find(id: string): Promise<Delivery | null>;
  /** Ids of what is due and unclaimed, or claimed by a worker that vanished; oldest first. */
  due(now: Instant, limit: number): Promise<readonly string[]>;
  /** Takes one for a worker; null if another has it or it is not due. */
  claim(id: string, now: Instant, until: Instant): Promise<Delivery | null>;
  finish(id: string, change: DeliveryChange): Promise<void>;
  /** Those of these kinds about one subject that were sent, oldest first. */
  sentAbout(subject: string, kinds: readonly DeliveryKind[]): Promise<readonly Delivery[]>;
  /** When something was last sent to this channel or member of the circle; null: never. */
  lastSent(
    circleId: CircleId,
    place: { readonly channel: string } | { readonly memberId: MemberId },
  ): Promise<Instant | null>;
  /** Makes due at once what was refused there and waits for its next attempt. Gives the ids. */
  retry(
    place: { readonly channel: string } | { readonly memberId: MemberId },
    now: Instant,
  ): Promise<readonly string[]>;
  /** By state and member, for doctor and `circle show`. */
  unsent(circleId: CircleId): Promise<readonly Delivery[]>;
  /** Makes due again what waits for one of these platforms: its member has an identity there, or its channel is there. */
  wake(now: Instant, platforms: readonly PlatformName[]): Promise<void>;
}

export interface DeliveryChange {
  readonly state: DeliveryState;
  /** Where it is not one more than before: being asked to wait is no failed attempt. */
  readonly attempts?: number;
  readonly dueAt?: Instant;
  readonly sentAt?: Instant;
  readonly ref?: string;
  readonly note?: string | null;
}

/** Changes that wait, or waited, for the steward of another voice. */
export interface ProposalTable {
  insert(proposal: Proposal): Promise<void>;
  find(id: string): Promise<Proposal | null>;
  /** Locks the row until the transaction ends: it is decided once. */
  lock(id: string): Promise<Proposal | null>;
  /** Keeps the new state and who decided. */
  decide(proposal: Proposal): Promise<void>;
  /** Undecided ones, run-out ones included, oldest first. */
  open(circleId: CircleId): Promise<readonly Proposal[]>;
}

/** What stewards did. There is no way to change or remove an act. */
export interface ActTable {
  record(act: Act): Promise<void>;
  find(id: string): Promise<Act | null>;
  /** Newest first. */
  list(circleId: CircleId, limit: number): Promise<readonly Act[]>;
}

/** Deletes for good. Several statements each: only inside `transact`. */
export interface ErasingTable {
  /** All that is kept of a person but a nameless row, to which past chairs and acts point. */
  member(id: MemberId, at: Instant): Promise<void>;
  /** Digests, released figures, ended rounds and past meetings of before that moment; promises that were kept. */
  history(circleId: CircleId, before: Instant): Promise<void>;
}

/** What went wrong on our side, so that the digest can say so and an operator can find it. */
export interface FailureTable {
  /**
   * Takes the place of what the same job and subject had before; returns whether there was nothing. Several statements:
   * only inside `transact`.
   */
  record(failure: Failure): Promise<boolean>;
  /** Deletes what happened before that moment. */
  forget(before: Instant): Promise<void>;
  since(circleId: CircleId, since: Instant): Promise<readonly Failure[]>;
  recent(limit: number): Promise<readonly Failure[]>;
}

export interface Failure {
  readonly at: Instant;
  readonly job: string;
  readonly subject: string;
  readonly circleId: CircleId | null;
  /** The error's class name only. */
  readonly error: string;
}

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
  /** Nobody may send in this lane before `until`: the platform has said so. */
  hold(lane: SendingLane, until: Instant): Promise<void>;
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
  /** When it is this one's turn. */
  readonly at: Instant;
}
