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
 * Queries that belong together, as functions of a transaction or of the store. `make` runs once for each connection, so that a
 * prepared statement is built once and comes back with the connection.
 *
 * Verbs that begin with `lock`, and those of `whole`, are refused outside a transaction: their locks would end with the
 * statement, or they are several statements that belong together.
 */
export function table<T extends Queries<T>>(
  noun: string,
  make: (database: Database) => T,
  { whole = [] }: { readonly whole?: readonly (keyof T & string)[] } = {},
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
  const functions = new Map<PropertyKey, (tx: Tx, ...input: never[]) => Promise<unknown>>();
  const functionOf = (verb: keyof T & string) => {
    const known = functions.get(verb);
    if (known !== undefined) return known;
    const operation = { name: `${noun}.${verb}`, whole: verb.startsWith('lock') || whole.includes(verb) };
    const fresh = (tx: Tx, ...input: never[]) =>
      tx.run(operation, (connection) => queriesOn(connection)[verb](...input));
    functions.set(verb, fresh);
    return fresh;
  };
  // Which verbs there are is known only once there is a connection: so they are made when they are asked for.
  const over = (tx: Tx) =>
    new Proxy({} as T, {
      get: (_, verb: keyof T & string) => functionOf(verb).bind(null, tx),
    });
  return new Proxy({} as Table<T>, {
    get: (_, verb: keyof T & string) => (verb === 'over' ? over : functionOf(verb)),
  });
}
