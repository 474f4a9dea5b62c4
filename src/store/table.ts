import type { Tx } from '../core/ports/store.ts';
import type { Database } from './database.ts';

type Queries<T> = { readonly [Verb in keyof T]: (...input: never[]) => Promise<unknown> };

/** The same functions, each of a Tx first. */
export type Table<T> = {
  readonly [Verb in keyof T]: T[Verb] extends (...input: infer Input) => infer Output
    ? (tx: Tx, ...input: Input) => Output
    : never;
} & {
  /** All of them over one Tx, for whoever sees a port and no store. */
  over(tx: Tx): T;
};

/**
 * Queries that belong together, as functions of a transaction or of the store. `make` runs once for each handle of the engine's,
 * which on PostgreSQL is a connection: its prepared statements come back with it. No verb may be called `over`.
 *
 * Verbs that begin with `lock`, and those of `onlyInTransaction`, are refused outside a transaction: their locks would end with the
 * statement, or they are several statements that belong together.
 */
export function table<T extends Queries<T>>(
  noun: string,
  make: (database: Database) => T,
  { onlyInTransaction = [] }: { readonly onlyInTransaction?: readonly (keyof T & string)[] } = {},
): Table<T> {
  const made = new WeakMap<object, T>();
  const queriesOn = (connection: object): T => {
    const known = made.get(connection);
    if (known !== undefined) return known;
    // An engine hands out nothing else: see `txOn`.
    const fresh = make(connection as Database);
    made.set(connection, fresh);
    return fresh;
  };
  const functionOf = (verb: keyof T & string) => {
    const operation = {
      name: `${noun}.${verb}`,
      onlyInTransaction: verb.startsWith('lock') || onlyInTransaction.includes(verb),
    };
    return (tx: Tx, ...input: never[]) =>
      tx.run(operation, (connection) => queriesOn(connection)[verb](...input));
  };
  // Only the verbs are wanted: `make` asks nothing of the database before one of them is called.
  const verbs = Object.keys(make({} as Database)) as (keyof T & string)[];
  const functions = verbs.map((verb) => [verb, functionOf(verb)] as const);
  const over = (tx: Tx) =>
    Object.fromEntries(functions.map(([verb, run]) => [verb, run.bind(null, tx)])) as T;
  return { ...Object.fromEntries(functions), over } as Table<T>;
}
