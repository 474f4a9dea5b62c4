import { LIMITS } from './limits.ts';

/** Counts per key in fixed windows. Lives in memory, forgets the oldest keys first, and is never written anywhere. */
export interface RateLimit {
  /** Counts one more; true while `count` is not passed. */
  take(key: string): boolean;
}

/**
 * `now` is a steady timer in milliseconds, not the Clock: this is about load on a real machine, and the demo's
 * clock stands still for as long as somebody likes to look around.
 */
export function createRateLimit(
  limit: { readonly count: number; readonly within: number },
  now: () => number,
): RateLimit {
  const windows = new Map<string, { readonly endsAt: number; taken: number }>();
  return {
    take(key) {
      const at = now();
      let window = windows.get(key);
      if (window === undefined || window.endsAt <= at) {
        windows.delete(key);
        window = { endsAt: at + limit.within, taken: 0 };
        windows.set(key, window);
        for (const oldest of windows.keys()) {
          if (windows.size <= LIMITS.rateEntries) break;
          windows.delete(oldest);
        }
      }
      window.taken += 1;
      return window.taken <= limit.count;
    },
  };
}
