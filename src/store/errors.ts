import { PROGRAM } from '../program-name.ts';

/**
 * `conflict`: the rows forbid it, or another change came first; asking again may succeed where the cause is a race.
 * `unavailable`: the database cannot be reached, is shutting down, or took too long; nothing is known to be wrong with
 * the request. `unknown`: everything else, which is a mistake of ours.
 */
export type StoreErrorCode = 'conflict' | 'unavailable' | 'unknown';

/**
 * The only error of the driver's making that leaves the store. Drivers and Drizzle print the values of a statement in
 * messages, details and causes, and those values may be sealed answers or people's words: so nothing of theirs is kept
 * but the SQLSTATE and the name of the constraint, which are ours.
 */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly code: StoreErrorCode;
  /** What was asked of the store, for example `rounds.insert`. */
  readonly operation: string;
  /** Five characters, as listed in https://www.postgresql.org/docs/current/errcodes-appendix.html; null: none came. */
  readonly sqlState: string | null;
  readonly constraint: string | null;

  constructor(
    code: StoreErrorCode,
    operation: string,
    why: string,
    sqlState: string | null = null,
    constraint: string | null = null,
  ) {
    super(`The store could not do ${operation}: ${why}`);
    this.code = code;
    this.operation = operation;
    this.sqlState = sqlState;
    this.constraint = constraint;
  }
}

/** A mistake in the program: something that may not happen inside `transact` did, or the other way round. */
export class TransactionMisuseError extends Error {
  override readonly name = 'TransactionMisuseError';
}

/** PostgreSQL has not seen all migrations. The message says what to do. */
export class SchemaBehindError extends Error {
  override readonly name = 'SchemaBehindError';
  readonly pending: readonly string[];

  constructor(pending: readonly string[]) {
    super(
      `The database is ${pending.length === 1 ? 'one change' : `${pending.length} changes`} behind this version of Roundtable. Run \`${PROGRAM} migrate\`, then start again.`,
    );
    this.pending = pending;
  }
}

/**
 * Turns whatever a driver threw into a StoreError with a fresh stack and no cause. StoreErrors and misuse pass
 * unchanged.
 */
export function storeError(operation: string, error: unknown): StoreError | TransactionMisuseError {
  if (error instanceof StoreError || error instanceof TransactionMisuseError) return error;
  const fault = deepest(error);
  const sqlState = textOf(fault, 'code', /^[0-9A-Z]{5}$/);
  if (sqlState !== null) {
    const constraint = textOf(fault, 'constraint', /^[a-z0-9_]{1,63}$/);
    const [code, why] = meaning(sqlState);
    return new StoreError(code, operation, `${why} (SQLSTATE ${sqlState})`, sqlState, constraint);
  }
  if (isConnectionFault(fault)) {
    return new StoreError('unavailable', operation, 'the database does not answer');
  }
  return new StoreError('unknown', operation, 'the driver failed in a way it gave no code for');
}

/** Drizzle wraps what the driver threw, and the pool may wrap that once more. */
function deepest(error: unknown): unknown {
  let fault = error;
  for (let depth = 0; depth < 5; depth++) {
    if (!(fault instanceof Error) || fault.cause === undefined) break;
    fault = fault.cause;
  }
  return fault;
}

function textOf(fault: unknown, key: string, shape: RegExp): string | null {
  if (typeof fault !== 'object' || fault === null) return null;
  const value: unknown = Reflect.get(fault, key);
  return typeof value === 'string' && shape.test(value) ? value : null;
}

function meaning(sqlState: string): [StoreErrorCode, string] {
  if (sqlState === '23505') return ['conflict', 'there is one already'];
  if (sqlState === '23503') return ['conflict', 'it refers to a row that is not there'];
  if (sqlState === '23514') return ['conflict', 'a rule of the database forbids it'];
  if (sqlState.startsWith('23')) return ['conflict', 'the rows forbid it'];
  if (sqlState.startsWith('40')) return ['conflict', 'another change came first'];
  if (sqlState === '55P03') return ['unavailable', 'it waited too long for another change'];
  if (sqlState === '57014') return ['unavailable', 'it took too long'];
  if (/^(08|53|57|58)|^25P03/.test(sqlState)) return ['unavailable', 'the database does not answer'];
  return ['unknown', 'the database refused it'];
}

function isConnectionFault(fault: unknown): boolean {
  if (!(fault instanceof Error)) return false;
  if (textOf(fault, 'code', /^E[A-Z]{3,}$/) !== null) return true;
  // node-postgres and PGlite give these no code: https://github.com/brianc/node-postgres/blob/master/packages/pg/lib/client.js
  return /^(Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client (was closed|has encountered)|Cannot use a pool after|Called end on pool|PGlite is clos)/.test(
    fault.message,
  );
}
