import { type Logger, LogLevel } from '@slack/bolt';
import type { Log } from '../../../src/core/ports/log.ts';

/**
 * What Bolt is given to log with. Its parts write whole payloads, and with them answers, at `debug`, addresses with codes
 * in them at `info`, and what a server answered at `error`: so nothing of theirs is kept but how often something went
 * wrong. What went wrong is told by our own code, which knows what may be told.
 */
export function boltLog(log: Log): Logger {
  return {
    debug() {},
    info() {},
    warn: () => log.warn('slack.sdk-warned'),
    error: () => log.warn('slack.sdk-failed'),
    setLevel() {},
    setName() {},
    // Some of their lines are only put together at this level.
    getLevel: () => LogLevel.ERROR,
  };
}
