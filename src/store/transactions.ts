import { AsyncLocalStorage } from 'node:async_hooks';
import type { Store, Tables } from '../ports/store.ts';
import type { Database } from './database.ts';
import { storeError, TransactionMisuseError } from './errors.ts';
import { type Admit, tablesOn } from './tables.ts';

/** One run of `transact`, carried by the asynchronous context of its work. */
interface Scope {
  readonly database: Database;
  open: boolean;
}

/** How a backend runs something in one transaction: begins, keeps all if it resolves, nothing if it rejects. */
export type RunTransaction = <T>(work: (database: Database) => Promise<T>) => Promise<T>;

export interface Transactions {
  readonly transact: Store['transact'];
  assertIdle(): void;
  /** For operations outside transactions: throws inside one, and for locks, which would end with their statement. */
  readonly admitOutside: Admit;
}

/** Knows, for each asynchronous context, whether it runs inside a transaction of this store. */
export function transactionsOf(run: RunTransaction): Transactions {
  const scopes = new AsyncLocalStorage<Scope>();
  // Connections of a pool come back, and with them their prepared statements.
  const tablesByConnection = new WeakMap<Database, Tables>();

  const isInside = () => scopes.getStore()?.open === true;

  function tablesOf(database: Database): Tables {
    const known = tablesByConnection.get(database);
    if (known !== undefined) return known;
    const tables = tablesOn(database, (operation) => {
      const scope = scopes.getStore();
      // A connection that went back to the pool may be in the middle of somebody else's transaction.
      if (scope?.database !== database || !scope.open) {
        throw new TransactionMisuseError(
          `${operation} was called on the tables of a transaction that is over.`,
        );
      }
    });
    tablesByConnection.set(database, tables);
    return tables;
  }

  async function runWhole<T>(work: (tables: Tables) => Promise<T>): Promise<T> {
    let failedWork: { readonly error: unknown } | null = null;
    try {
      return await run(async (database) => {
        const scope: Scope = { database, open: true };
        try {
          return await scopes.run(scope, () => work(tablesOf(database)));
        } catch (error) {
          failedWork = { error };
          throw error;
        } finally {
          scope.open = false;
        }
      });
    } catch (error) {
      throw thrownBy(failedWork) ?? storeError('transact', error);
    }
  }

  return {
    async transact(work) {
      if (isInside()) {
        throw new TransactionMisuseError('transact was called inside transact: it does not nest.');
      }
      return runWhole(work);
    },

    assertIdle() {
      if (isInside()) {
        throw new TransactionMisuseError(
          'Something with an effect on the outside was started inside transact: commit first, then enqueue or post.',
        );
      }
    },

    admitOutside(operation) {
      if (isInside()) {
        throw new TransactionMisuseError(
          `${operation} was called on store.tables inside transact: use the tables that transact hands in.`,
        );
      }
      if (needsTransaction(operation)) {
        throw new TransactionMisuseError(`${operation} makes sense only inside transact.`);
      }
    },
  };
}

/** Locks end with their transaction, and these two are several statements that belong together. */
function needsTransaction(operation: string): boolean {
  return /\.lock/.test(operation) || operation === 'rounds.insert' || operation === 'rounds.end';
}

function thrownBy(failed: { readonly error: unknown } | null): unknown {
  return failed?.error;
}
