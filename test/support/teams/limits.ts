import type { ServerClock } from '../slack/clock.ts';

/**
 * How often a bot may do what: [operations, seconds], for one conversation. `reads` are rosters and lists of channels.
 * Source: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit
 */
export const LIMITS = {
  writes: [
    [7, 1],
    [8, 2],
    [60, 30],
    [1800, 3600],
  ],
  reads: [
    [14, 1],
    [16, 2],
    [120, 30],
    [3600, 3600],
  ],
  perTenantPerSecond: 50,
} as const;

type Windows = readonly (readonly [count: number, seconds: number])[];

/** Sliding windows: for each conversation, and for the app in each tenant. */
export class RateLimits {
  readonly #clock: ServerClock;
  readonly #times = new Map<string, number[]>();

  constructor(clock: ServerClock) {
    this.#clock = clock;
  }

  /** Counts one call. Gives the seconds of `Retry-After` where it is one too many; that call is not counted. */
  refusal(kind: 'writes' | 'reads', tenant: string, conversation: string): number | undefined {
    if (this.#clock.limitless) return undefined;
    const now = this.#clock.limitTime();
    const places: readonly (readonly [string, Windows])[] = [
      [`${kind} ${conversation}`, LIMITS[kind]],
      [tenant, [[LIMITS.perTenantPerSecond, 1]]],
    ];
    const wait = Math.max(...places.map(([key, windows]) => this.#wait(key, windows, now)));
    if (wait > 0) return this.#clock.retryAfter(wait);
    for (const [key, windows] of places) {
      const longest = Math.max(...windows.map(([count]) => count));
      this.#times.set(key, [...(this.#times.get(key) ?? []), now].slice(-longest));
    }
    return undefined;
  }

  /** Milliseconds until one more fits into every window. */
  #wait(key: string, windows: Windows, now: number): number {
    const times = this.#times.get(key) ?? [];
    const waits = windows.map(([count, seconds]) => {
      const first = times.at(-count);
      return first === undefined ? 0 : first + seconds * 1000 - now;
    });
    return Math.max(0, ...waits);
  }
}
