import { createPostgresBackend } from 'bullmq';
import type { JobBackend } from './backend.ts';

/** Apart from the store's own schema and from any other BullMQ on the same server. */
const SCHEMA = 'roundtable_jobs';
const CONNECT_TIMEOUT_MS = 3000;
const QUERY_TIMEOUT_MS = 10_000;
/** For the Queue and for the Worker each, beside the one that listens. */
const CONNECTIONS = 4;

/** @param url for example `postgres://user@host:5432/roundtable`; its user must be allowed to create a schema. */
export function postgresBackend(url: string): JobBackend {
  const connection = {
    connectionString: url,
    schema: SCHEMA,
    migrate: true,
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: QUERY_TIMEOUT_MS,
  };
  return {
    kind: 'postgres',
    // BullMQ migrates when it connects, under an advisory lock of its own.
    prepare: async () => {},
    open: (name, options, roles) => createPostgresBackend(name, { ...options, connection }, roles),
  };
}
