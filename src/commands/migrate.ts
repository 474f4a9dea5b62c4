import { loadConfig } from '../config/environment.ts';
import { migratePostgres } from '../store/postgres/migrate.ts';
import { type CommandResult, told } from './command.ts';

/** `roundtable migrate`: brings PostgreSQL up to this version. Safe to run twice, or from two machines at once. */
export async function migrate(): Promise<CommandResult> {
  const { databaseUrl } = loadConfig();
  if (databaseUrl === null) {
    return told('The embedded database brings itself up to date when it starts. There is nothing to do.');
  }
  const done = await migratePostgres(databaseUrl);
  return told(
    done.length === 0
      ? 'The database is up to date.'
      : `Brought the database up to date: ${done.join(', ')}.`,
  );
}
