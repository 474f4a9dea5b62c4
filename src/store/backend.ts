import type { PGlite } from '@electric-sql/pglite';
import type { Database } from './database.ts';
import type { RunTransaction } from './transactions.ts';

/** What the two kinds of database differ in. */
export interface Backend {
  readonly database: Database;
  readonly embedded: PGlite | null;
  readonly run: RunTransaction;
  tidy(): Promise<void>;
  /** Whether this store is, of all that are open on the database, the one that does what one alone should do. */
  leads(): Promise<boolean>;
  close(): Promise<void>;
}
