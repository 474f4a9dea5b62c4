import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import { storeError } from '../errors.ts';
import { MIGRATIONS, pendingMigrations } from '../migrate.ts';
import { connection } from './pool.ts';

/** Any number will do that nobody else uses in this database. It spells "roundtab". */
const MIGRATION_LOCK = '8246758009906717026';

/**
 * Brings a PostgreSQL database up to date and returns the names of what it applied; an empty list if nothing was
 * missing. When several processes do this at once, one does it and the others wait.
 */
export async function migratePostgres(url: string): Promise<readonly string[]> {
  // A connection of its own: no statement timeout, and the lock goes when it closes, whatever happens.
  const client = new pg.Client(connection(url));
  client.on('error', () => {
    // The statement under way reports it.
  });
  try {
    await client.connect();
    const database = drizzle({ client });
    await client.query(`SELECT pg_advisory_lock(${MIGRATION_LOCK})`);
    const pending = await pendingMigrations(database);
    if (pending.length > 0) await migrate(database, MIGRATIONS);
    return pending;
  } catch (error) {
    throw storeError('migrate', error);
  } finally {
    await client.end();
  }
}
