import type { Instant } from '../instant.ts';

/** The only source of the current time: no SQL `now()`, no queue delay, no cron decides anything. */
export interface Clock {
  now(): Instant;
}
