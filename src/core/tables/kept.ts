import type { SQL } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import type { Database } from '../../store/database.ts';
import type { IsoWeek } from '../calendar/iso-week.ts';
import type { CircleId } from '../circle.ts';
import type { Instant } from '../instant.ts';

/** A column that points to somebody. */
export interface PersonalColumn {
  readonly column: PgColumn;
  /** What happens to it: the row is deleted, the column emptied, or it stays, with the reason why that tells nothing. */
  readonly erase: 'row' | 'empty' | { readonly stays: string };
}

/** A table with a circle that erasing a circle's past leaves alone. */
export interface PastStays {
  readonly table: PgTable;
  readonly why: string;
}

/** Up to when a circle's past is erased. */
export interface Past {
  readonly circleId: CircleId;
  readonly before: Instant;
  /** The week of `before` in the circle's time zone. */
  readonly week: IsoWeek;
}

/** What core, or a feature, keeps of people and circles, and how it is erased. */
export interface Kept {
  /** Every column that points to a member. */
  readonly members: readonly PersonalColumn[];
  /** Erases ids and words of a member that no such column holds: inside JSON, or under an account. */
  readonly eraseMember?: (database: Database, memberId: string) => Promise<void>;
  /** Erases what is kept of web accounts that are nobody's any more. */
  readonly eraseAccounts?: (database: Database, webIds: readonly string[]) => Promise<void>;
  readonly erasePast?: (database: Database, past: Past) => Promise<void>;
  /** Tables of a circle's that `erasePast` leaves alone, each with the reason. */
  readonly pastStays?: readonly PastStays[];
  /** Ids of what is still ahead in a circle: letters about it stay, so that they can be put right when it moves. */
  readonly ahead?: (circleId: CircleId) => SQL;
  /** Whether what a letter is about was called off: the board shows such letters no more. */
  readonly calledOff?: (subject: PgColumn) => SQL;
}

declare module '../context.ts' {
  interface Context {
    /** What features keep, in their order; core's own is in `erasing.ts`. */
    readonly kept: readonly Kept[];
  }
}
