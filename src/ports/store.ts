import type { Agenda } from './tables/agenda.ts';
import type { CircleTable } from './tables/circles.ts';
import type { DeliveryTable } from './tables/deliveries.ts';
import type { DigestTable } from './tables/digests.ts';
import type { FailureTable } from './tables/failures.ts';
import type { ActTable, ChoosingTable, ErasingTable, ProposalTable } from './tables/governance.ts';
import type { BuddyTable, JoiningTable, LinkTable } from './tables/joining.ts';
import type { AttendanceTable, MeetingTable } from './tables/meetings.ts';
import type { MemberTable } from './tables/members.ts';
import type { PersonTable } from './tables/people.ts';
import type { ConversationTable, InstallationTable, SendingLaneTable } from './tables/platforms.ts';
import type { PromiseTable, UnnamedWordsTable } from './tables/promises.ts';
import type { LedgerTable, PoolTable } from './tables/releases.ts';
import type { PulseTable, QuestionLevelTable, RoundTable } from './tables/rounds.ts';
import type { InvitationTable, SessionTable } from './tables/ways-in.ts';

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

/** One table, or a few that belong together, for each noun: see `tables/`. */
export interface Tables {
  readonly agenda: Agenda;
  readonly circles: CircleTable;
  readonly members: MemberTable;
  readonly people: PersonTable;
  readonly pulses: PulseTable;
  readonly rounds: RoundTable;
  readonly questionLevels: QuestionLevelTable;
  readonly ledger: LedgerTable;
  readonly pools: PoolTable;
  readonly meetings: MeetingTable;
  readonly promises: PromiseTable;
  readonly unnamedWords: UnnamedWordsTable;
  readonly joinings: JoiningTable;
  readonly links: LinkTable;
  readonly invitations: InvitationTable;
  readonly sessions: SessionTable;
  readonly attendances: AttendanceTable;
  readonly buddies: BuddyTable;
  readonly digests: DigestTable;
  readonly deliveries: DeliveryTable;
  readonly proposals: ProposalTable;
  readonly choosings: ChoosingTable;
  readonly acts: ActTable;
  readonly erasing: ErasingTable;
  readonly failures: FailureTable;
  readonly installations: InstallationTable;
  readonly conversations: ConversationTable;
  readonly sendingLanes: SendingLaneTable;
}
