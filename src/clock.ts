import { setTimeout as pause } from 'node:timers/promises';
import type { Instant } from './core/instant.ts';
import type { Clock } from './core/ports/clock.ts';

export const systemClock: Clock = { now: () => Date.now(), pause: (milliseconds) => pause(milliseconds) };

/** A clock that stands still until it is moved, and never goes back: for the demo and for tests. */
export class SimulatedClock implements Clock {
  #now: Instant;

  constructor(start: Instant) {
    this.#now = start;
  }

  now(): Instant {
    return this.#now;
  }

  /** Others get their turn first. */
  async pause(): Promise<void> {
    await pause(0);
  }

  moveTo(instant: Instant): void {
    this.#now = Math.max(this.#now, instant);
  }
}
