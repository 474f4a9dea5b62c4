import type { SimulatedClock } from '../../src/clock.ts';
import type { Instant } from '../../src/core/instant.ts';
import type { Timers } from '../../src/core/ports/timers.ts';

/** Timers that ring only when a test lets them, each at its moment on the test's clock. */
export interface HandTimers extends Timers {
  /** Moves the clock from one timer to the next until `moment`, and waits for what each of them does. */
  ringUntil(moment: Instant): Promise<void>;
  readonly waiting: number;
}

export function handTimers(clock: SimulatedClock): HandTimers {
  const due = new Set<{ readonly at: Instant; readonly ring: () => Promise<void> }>();
  return {
    after(milliseconds, ring) {
      const timer = { at: clock.now() + milliseconds, ring };
      due.add(timer);
      return () => due.delete(timer);
    },
    async ringUntil(moment) {
      for (;;) {
        const next = [...due].reduce<(typeof due extends Set<infer T> ? T : never) | null>(
          (first, each) => (first === null || each.at < first.at ? each : first),
          null,
        );
        if (next === null || next.at > moment) break;
        due.delete(next);
        clock.moveTo(next.at);
        await next.ring();
      }
      clock.moveTo(moment);
    },
    get waiting() {
      return due.size;
    },
  };
}
