import { EventEmitter } from 'node:events';
import type { PgPool, PgPoolClient, PgQueryResult } from 'bullmq';

/** The part of a PGlite 0.5 instance that jobs need; its owner (the store) opens and closes it. */
export interface EmbeddedDatabase extends EmbeddedQueries {
  transaction<T>(work: (transaction: EmbeddedQueries) => Promise<T>): Promise<T>;
  /** Calls back for every NOTIFY on a channel the one connection listens to; returns how to stop. */
  onNotification(heard: (channel: string, payload: string) => void): () => void;
}

export interface EmbeddedQueries {
  query<R>(text: string, values?: unknown[]): Promise<EmbeddedResult<R>>;
  exec(text: string): Promise<EmbeddedResult<Record<string, unknown>>[]>;
}

interface EmbeddedResult<R> {
  rows: R[];
  affectedRows?: number;
}

/**
 * Shows one PGlite connection to BullMQ as if it were a pool of node-postgres clients.
 *
 * Every client is the same connection, so nothing may hold it: a query waits its turn behind the store's transactions
 * and gives the connection back, and waiting for a job is waiting for a callback. `BEGIN` over two calls would leave
 * the connection inside a transaction that the store then writes into, so it is refused.
 */
export function pgliteAsPool(database: EmbeddedDatabase): PgPool {
  const pool: PgPool = Object.assign(new EventEmitter(), {
    query: runOn(database),
    connect: async () => client(database),
    end: async () => {},
    // BullMQ waits longer between polls when a lost connection would be noticed; this one cannot be lost.
    options: { keepAlive: true },
  });
  return pool;
}

/** Queries as node-postgres would answer them. Without values several statements may follow each other. */
export function runOn(queries: EmbeddedQueries) {
  return async <R>(text: string, values?: readonly unknown[]): Promise<PgQueryResult<R>> => {
    if (OPENS_TRANSACTION.test(text)) {
      throw new Error('The embedded database is one connection: use its transaction(), not BEGIN.');
    }
    if (values !== undefined) {
      const result = await queries.query<R>(text, [...values]);
      return { rows: result.rows, rowCount: result.affectedRows ?? result.rows.length };
    }
    const last = (await queries.exec(text)).at(-1);
    return { rows: (last?.rows ?? []) as R[], rowCount: last?.affectedRows ?? null };
  };
}

const OPENS_TRANSACTION = /^\s*(BEGIN|START\s+TRANSACTION)\b/i;

function client(database: EmbeddedDatabase): PgPoolClient {
  const emitter = new EventEmitter();
  const stopHearing = database.onNotification((channel, payload) => {
    emitter.emit('notification', { channel, payload });
  });
  return Object.assign(emitter, { query: runOn(database), release: stopHearing });
}
