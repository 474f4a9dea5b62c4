import type { Timers } from './core/ports/timers.ts';

/** The machine's own. They keep no process alive. */
export const systemTimers: Timers = {
  after(milliseconds, ring) {
    const timer = setTimeout(() => void ring(), milliseconds);
    timer.unref();
    return () => clearTimeout(timer);
  },
};
