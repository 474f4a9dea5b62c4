import { AsyncLocalStorage } from 'node:async_hooks';
import type { Operation, Store, Tx } from '../core/ports/store.ts';
import type { Database } from './database.ts';
import { storeError, TransactionMisuseError } from './errors.ts';

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
  /** For single statements outside transactions: refuses inside one, and refuses what makes sense only there. */
  readonly outside: Tx;
}

/** Knows, for each asynchronous context, whether it runs inside a transaction of this store. */
export function transactionsOf(database: Database, run: RunTransaction): Transactions {
  const scopes = new AsyncLocalStorage<Scope>();

  const isInside = () => scopes.getStore()?.open === true;

  function txOf(scope: Scope): Tx {
    return txOn(scope.database, ({ name }) => {
      // A connection that went back to the pool may be in the middle of somebody else's transaction.
      if (scopes.getStore() !== scope || !scope.open) {
        throw new TransactionMisuseError(`${name} was called on a transaction that is over.`);
      }
    });
  }

  async function runWhole<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    let failedWork: { readonly error: unknown } | null = null;
    try {
      return await run(async (connection) => {
        const scope: Scope = { database: connection, open: true };
        try {
          return await scopes.run(scope, () => work(txOf(scope)));
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

    outside: txOn(database, ({ name, onlyInTransaction }) => {
      if (isInside()) {
        throw new TransactionMisuseError(
          `${name} was called on the store inside transact: use the Tx that transact hands in.`,
        );
      }
      if (onlyInTransaction) throw new TransactionMisuseError(`${name} makes sense only inside transact.`);
    }),
  };
}

/** `admit` throws where an operation may not run now. */
function txOn(database: Database, admit: (operation: Operation) => void): Tx {
  return {
    async run(operation, statement) {
      admit(operation);
      try {
        return await statement(database);
      } catch (error) {
        throw storeError(operation.name, error);
      }
    },
  };
}

function thrownBy(failed: { readonly error: unknown } | null): unknown {
  return failed?.error;
}
