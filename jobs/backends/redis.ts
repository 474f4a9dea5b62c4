import { createRedisBackend, type RedisQueueBackend } from 'bullmq';
import type { JobBackend } from './backend.ts';

/** Short, because a caller that waits is a person who waits; the sweep enqueues again what was refused. */
const COMMAND_TIMEOUT_MS = 3000;
const LONGEST_RECONNECT_PAUSE_MS = 2000;

/** @param url for example `redis://localhost:6379/0` or `rediss://…`. */
export function redisBackend(url: string): JobBackend {
  return {
    kind: 'redis',
    prepare: async () => {},
    open(name, options, roles) {
      // A worker waits for Redis for ever: it has nothing else to do. A caller that adds a job is told at once.
      const patience = roles?.withBlockingConnection
        ? { maxRetriesPerRequest: null }
        : { maxRetriesPerRequest: 1, enableOfflineQueue: false, commandTimeout: COMMAND_TIMEOUT_MS };
      // Without the end on closing, a client that lost Redis goes on trying after it was closed, and the process stays.
      const retryStrategy = (attempt: number): number | null =>
        opened.closing === undefined ? Math.min(attempt * 100, LONGEST_RECONNECT_PAUSE_MS) : null;
      const connection = { url, retryStrategy, ...patience };
      const opened: RedisQueueBackend = createRedisBackend(name, { ...options, connection }, roles);
      return opened;
    },
  };
}
