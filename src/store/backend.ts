import type { PGlite } from '@electric-sql/pglite';
import type { Database } from './database.ts';
import type { RunTransaction } from './transactions.ts';

/** What the two kinds of database differ in. */
export interface Backend {
  readonly database: Database;
  readonly embedded: PGlite | null;
  readonly run: RunTransaction;
  tidy(): Promise<void>;
  close(): Promise<void>;
}
