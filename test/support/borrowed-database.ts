import { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import { MIGRATIONS } from '../../src/store/migrate.ts';

/** Nobody's just now, migrated and empty. One is kept: to start one takes a hundred times as long as to empty it. */
let free: PGlite | null = null;

export interface Borrowed {
  readonly embedded: PGlite;
  /** Empties it for the next test. Nothing that this one began and did not wait for reaches it any more. */
  giveBack(): Promise<void>;
}

/** An empty database in memory, for one test alone. */
export async function borrowDatabase(): Promise<Borrowed> {
  const own = free ?? (await makeDatabase());
  free = null;
  let isOver = false;
  const embedded = new Proxy(own, {
    get(target, name) {
      if (isOver) throw new Error('This database was given back.');
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  return {
    embedded,
    async giveBack() {
      isOver = true;
      await empty(own);
      if (free === null) free = own;
      else await own.close();
    },
  };
}

async function makeDatabase(): Promise<PGlite> {
  const embedded = await PGlite.create();
  await migrate(drizzle({ client: embedded }), MIGRATIONS);
  return embedded;
}

async function empty(embedded: PGlite): Promise<void> {
  const { rows } = await embedded.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
      where schemaname = $1 and tablename <> $2`,
    [MIGRATIONS.migrationsSchema, MIGRATIONS.migrationsTable],
  );
  // Identities too: the next test must not find them where this one left them.
  await embedded.exec(`truncate ${rows.map(({ name }) => name).join(', ')} restart identity`);
}
