import type { PGlite } from '@electric-sql/pglite';
import { Client } from 'pg';
import type { Store } from '../../src/core/ports/store.ts';
import { embeddedJobStorage, type JobStorage, postgresJobStorage, redisJobStorage } from './job-storage.ts';

export type Row = Readonly<Record<string, unknown>>;

/** What somebody finds who looks past the program: rows, jobs, files. */
export interface AppRecords {
  /** The rows of one table of ours, each as PostgreSQL's JSON. */
  table(name: string): Promise<readonly Row[]>;
  /** The names of all tables of ours. */
  tables(): Promise<readonly string[]>;
  run(sql: string): Promise<void>;
  /** What BullMQ keeps. Asked for anew each time: the embedded one ends with a restart. */
  jobs(): JobStorage;
  close(): Promise<void>;
}

type Query = (text: string) => Promise<readonly Row[]>;

export function openRecords(
  { DATABASE_URL = '', REDIS_URL = '' }: Readonly<Record<string, string>>,
  store: () => Store,
): AppRecords {
  let client: Promise<Client> | undefined;
  const query: Query = async (text) => {
    if (DATABASE_URL === '') return (await embeddedIn(store()).query<Row>(text)).rows;
    client ??= connected(DATABASE_URL);
    return (await (await client).query<Row>(text)).rows;
  };
  const opened: JobStorage[] = [];
  return {
    async table(name) {
      const rows = await query(`select to_jsonb(t) as row from roundtable.${name} t`);
      return rows.map(({ row }) => row as Row);
    },
    async tables() {
      const rows = await query(
        `select table_name as name from information_schema.tables
         where table_schema = 'roundtable' and table_type = 'BASE TABLE' order by 1`,
      );
      return rows.map(({ name }) => String(name));
    },
    async run(sql) {
      await query(sql);
    },
    jobs() {
      const storage =
        REDIS_URL !== ''
          ? redisJobStorage(REDIS_URL)
          : DATABASE_URL !== ''
            ? postgresJobStorage(DATABASE_URL)
            : embeddedJobStorage(embeddedIn(store()));
      opened.push(storage);
      return storage;
    },
    async close() {
      await Promise.all(opened.map((storage) => storage.close()));
      if (client !== undefined) await (await client).end();
    },
  };
}

async function connected(url: string): Promise<Client> {
  const client = new Client({ connectionString: url });
  await client.connect();
  return client;
}

/** The embedded database behind a store: the port does not show it. */
export function embeddedIn(store: Store): PGlite {
  const embedded: unknown = Reflect.get(store, 'embedded');
  if (embedded === null || embedded === undefined) throw new Error('this app has no embedded database');
  return embedded as PGlite;
}
