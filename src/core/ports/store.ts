/** What is asked of the store, and whether it makes sense only inside `transact`: a lock, or statements that belong together. */
export interface Operation {
  /** For example `rounds.insert`: errors and logs name it. */
  readonly name: string;
  readonly onlyInTransaction: boolean;
}

/**
 * Where statements run: a transaction, or the store itself, where each is kept on its own. Opaque: the functions of tables
 * take one, and nobody else looks inside.
 */
export interface Tx {
  /** Refuses where this operation may not run now; whatever the driver throws comes out as a StoreError. */
  run<T>(operation: Operation, statement: (connection: object) => Promise<T>): Promise<T>;
}

/**
 * Everything that is kept. Rows hold ids, settings and released figures; an answer exists only inside a round's seal.
 *
 * Every failure of the driver becomes a `StoreError` without bound values or SQL parameters: drivers print them.
 *
 * As a Tx it runs single statements outside a transaction, each seeing what was last committed, and refuses inside `transact`.
 */
export interface Store extends Tx {
  /**
   * Runs `work` in one transaction: all of it is kept, or nothing. Serialisation failures and lost connections are
   * reported as `StoreError`, never retried in secret: `work` may have spent randomness.
   * Effects (enqueue, post) refuse to run inside: see `assertIdle`. Does not nest. What `work` throws itself passes
   * through unchanged. One statement at a time: a Tx is one connection.
   */
  transact<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Throws if the caller runs inside `transact`. Called by everything that has an effect on the outside. */
  assertIdle(): void;
  /** Whether the database answers, for readiness and doctor. */
  ping(): Promise<void>;
  /** Frees the space of deleted rows for good where no background process does (embedded). For the sweep; cheap when idle. */
  tidy(): Promise<void>;
  close(): Promise<void>;
}
