import type { IsoWeek } from '../../core/calendar/iso-week.ts';
import type { CircleId, MemberId } from '../../core/circle.ts';
import type { Instant } from '../../core/instant.ts';
import type { Act } from '../../features/governance/rules/act.ts';
import type { Choosing } from '../../features/governance/rules/choosing.ts';
import type { Proposal } from '../../features/governance/rules/proposal.ts';

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

/** Voices that choose a steward, one choosing in each at a time. */
export interface ChoosingTable {
  insert(choosing: Choosing): Promise<void>;
  find(id: string): Promise<Choosing | null>;
  /** Locks the row until the transaction ends. */
  lock(id: string): Promise<Choosing | null>;
  /** Keeps who said yes, until when it stands, and its state. */
  save(choosing: Choosing): Promise<void>;
  /** Those that have come to no end, of a circle or of all. */
  open(circleId?: CircleId): Promise<readonly Choosing[]>;
}

/** What stewards did. There is no way to change or remove an act; whom it is about may answer it once. */
export interface ActTable {
  record(act: Act): Promise<void>;
  /** Keeps what the person concerned wrote to it; false: there is an answer already, or no such act. */
  answer(id: string, words: string): Promise<boolean>;
  find(id: string): Promise<Act | null>;
  /** Newest first. */
  list(circleId: CircleId, limit: number): Promise<readonly Act[]>;
  /** Who did this in a circle. */
  doers(circleId: CircleId, what: Act['what']): Promise<readonly MemberId[]>;
}

/** Deletes for good. Several statements each: only inside `transact`. */
export interface ErasingTable {
  /** All that is kept of a person but a nameless row, to which past chairs and acts point. */
  member(id: MemberId, at: Instant): Promise<void>;
  /**
   * Of before that moment: digests, released figures, ended rounds, past meetings, letters and what the board shows of them.
   * Of before that week: promises, open ones too, and words without a name.
   */
  history(circleId: CircleId, before: Instant, week: IsoWeek): Promise<void>;
}
