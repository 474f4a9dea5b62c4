import { Redis } from 'ioredis';
import { Client } from 'pg';
import type { EmbeddedDatabase } from '../../jobs/backends/pglite-pool.ts';

/** Looks at, and empties, what BullMQ keeps, past BullMQ: what a thief of the storage has, and what its loss is. */
export interface JobStorage {
  /** Every key, row and value as text. */
  dump(): Promise<string>;
  /** Loses every job, the waiting and the running, and all that BullMQ knows about its queue. */
  emptyQueue(): Promise<void>;
  close(): Promise<void>;
}

/** @param url with its database number; all of that database is taken to be BullMQ's. */
export function redisJobStorage(url: string): JobStorage {
  const redis = new Redis(url);
  const read: Record<string, (key: string) => Promise<unknown>> = {
    string: (key) => redis.get(key),
    hash: (key) => redis.hgetall(key),
    list: (key) => redis.lrange(key, 0, -1),
    set: (key) => redis.smembers(key),
    zset: (key) => redis.zrange(key, '0', '-1'),
    stream: (key) => redis.xrange(key, '-', '+'),
  };
  return {
    async dump() {
      const lines: string[] = [];
      for (const key of await redis.keys('*')) {
        const type = await redis.type(key);
        lines.push(`${key} ${JSON.stringify(await read[type]?.(key))}`);
      }
      return lines.join('\n');
    },
    async emptyQueue() {
      await redis.flushdb();
    },
    async close() {
      await redis.quit();
    },
  };
}

export function postgresJobStorage(url: string): JobStorage {
  const client = new Client({ connectionString: url });
  const connected = client.connect();
  const query = async (text: string) => {
    await connected;
    return (await client.query<{ line: string }>(text)).rows;
  };
  return { ...sqlJobStorage('roundtable_jobs', query), close: () => client.end() };
}

/** @param database stays open: it belongs to the store. */
export function embeddedJobStorage(database: EmbeddedDatabase): JobStorage {
  const query = async (text: string) => (await database.query<{ line: string }>(text)).rows;
  return { ...sqlJobStorage('bullmq', query), close: async () => {} };
}

function sqlJobStorage(schema: string, query: (text: string) => Promise<{ line: string }[]>) {
  return {
    async dump() {
      const tables = await query(
        `SELECT table_name AS line FROM information_schema.tables
         WHERE table_schema = '${schema}' AND table_name <> 'migration'`,
      );
      const lines: string[] = [];
      for (const { line: table } of tables) {
        const rows = await query(`SELECT kept::text AS line FROM ${schema}.${table} AS kept`);
        lines.push(...rows.map((row) => `${table} ${row.line}`));
      }
      return lines.join('\n');
    },
    async emptyQueue() {
      for (const table of ['job', 'event', 'meta']) await query(`DELETE FROM ${schema}.${table}`);
    },
  };
}
