import type { Instant } from '../instant.ts';

/** The only source of the current time: no SQL `now()`, no queue delay, no cron decides anything. */
export interface Clock {
  now(): Instant;
  /** Resolves when so many milliseconds are over; at once on a clock that stands until somebody moves it. */
  pause(milliseconds: number): Promise<void>;
}
