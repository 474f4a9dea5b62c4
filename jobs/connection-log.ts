import type { Log } from '../src/core/ports/log.ts';

interface Connected {
  /** Set once it is being closed. */
  readonly closing: Promise<void> | undefined;
  on(event: 'error', listener: (error: Error) => void): unknown;
}

const SAME_AGAIN_AFTER_MS = 60_000;

/**
 * Logs what goes wrong between us and the backend. BullMQ and ioredis report a lost connection with every attempt to
 * come back, several times a second, so a message that repeats is logged once a minute. An `error` event without a
 * listener would end the process.
 */
export function watchConnection(connected: Connected, log: Log, part: 'queue' | 'worker'): void {
  let last = { message: '', at: Number.NEGATIVE_INFINITY };
  connected.on('error', (error) => {
    // What breaks off while we hang up is no news.
    if (connected.closing !== undefined) return;
    const at = performance.now();
    if (error.message === last.message && at - last.at < SAME_AGAIN_AFTER_MS) return;
    last = { message: error.message, at };
    log.error('jobs.connection', error, { part });
  });
}
