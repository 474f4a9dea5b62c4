import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { SECOND } from '../../core/instant.ts';
import type { Backend } from '../backend.ts';
import type { Database } from '../database.ts';
import { SchemaBehindError, StoreError } from '../errors.ts';
import { pendingMigrations } from '../migrate.ts';
import { leadershipOn } from './leadership.ts';

const DEFAULT_POOL_SIZE = 10;

/** A statement that takes longer is a mistake of ours or a database in trouble; people wait at most this long. */
const STATEMENT_TIMEOUT = 15 * SECOND;
const LOCK_TIMEOUT = 10 * SECOND;
/** Longer than all of the above: the last resort, when the server is gone without a word and its own limits with it. */
const ANSWER_TIMEOUT = 20 * SECOND;

/** How connections are set up, for the store and for migrations; our text form of a moment needs ISO dates. */
export function connection(url: string): pg.ClientConfig {
  return {
    connectionString: url,
    application_name: 'roundtable',
    connectionTimeoutMillis: 10 * SECOND,
    keepAlive: true,
    options: '-c datestyle=ISO -c timezone=UTC',
  };
}

/** Connects to a PostgreSQL server. Refuses with SchemaBehindError where migrations are missing: see `migratePostgres`. */
export async function openPostgres(url: string, poolSize = DEFAULT_POOL_SIZE): Promise<Backend> {
  const pool = new pg.Pool({
    ...connection(url),
    max: poolSize,
    statement_timeout: STATEMENT_TIMEOUT,
    lock_timeout: LOCK_TIMEOUT,
    query_timeout: ANSWER_TIMEOUT,
    idle_in_transaction_session_timeout: ANSWER_TIMEOUT,
  });
  // A server that restarts drops connections that nobody uses just then. An unheard 'error' event would end the
  // process; the next statement finds out anyway, and is told properly.
  pool.on('error', ignore);
  pool.on('connect', (client) => client.on('error', ignore));

  const database = drizzle({ client: pool });
  try {
    const pending = await pendingMigrations(database);
    if (pending.length > 0) throw new SchemaBehindError(pending);
  } catch (error) {
    await pool.end();
    throw error;
  }

  const leadership = leadershipOn(() => new pg.Client(connection(url)));
  const databases = new WeakMap<pg.PoolClient, Database>();
  function databaseOn(client: pg.PoolClient): Database {
    const known = databases.get(client) ?? drizzle({ client });
    databases.set(client, known);
    return known;
  }

  return {
    database,
    embedded: null,

    // Not Drizzle's own: when the connection is lost, that one throws the error of its ROLLBACK instead of the first,
    // and hands the broken connection back to the pool.
    async run(work) {
      const client = await pool.connect();
      let broken = false;
      try {
        await client.query('BEGIN');
        const result = await work(databaseOn(client));
        const { command } = await client.query('COMMIT');
        // What the server answers when an earlier statement failed and `work` went on as if nothing had happened.
        if (command === 'ROLLBACK') throw ignoredFailure();
        return result;
      } catch (error) {
        broken = await client.query('ROLLBACK').then(
          () => false,
          () => true,
        );
        throw error;
      } finally {
        client.release(broken);
      }
    },

    async tidy() {
      // Autovacuum does it.
    },

    leads: leadership.leads,

    async close() {
      await leadership.end();
      await pool.end();
    },
  };
}

function ignoredFailure(): StoreError {
  return new StoreError('unknown', 'transact', 'a statement in it had failed, so nothing of it was kept');
}

function ignore(): void {
  // Heard, and told by the statement that needs the connection.
}
