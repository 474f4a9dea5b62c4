import { within } from './within.ts';

/** Keeps count of what is under way, so that it can be waited for. */
export interface Background {
  /** Goes on with work after the acknowledgement. */
  inBackground(work: () => Promise<void>): void;
  /** Does work that the platform waits for. */
  tracked<T>(work: () => Promise<T>): Promise<T>;
  /** Resolves when nothing is under way, or when so many milliseconds are over: with how much is under way then. */
  finished(mostMs?: number): Promise<number>;
}

/** `onFailure` is told of each failure of work that nobody waits for, once. */
export function createBackground(onFailure: (error: unknown) => void): Background {
  const underWay = new Set<Promise<unknown>>();

  async function tracked<T>(work: () => Promise<T>): Promise<T> {
    const working = work();
    underWay.add(working);
    try {
      return await working;
    } finally {
      underWay.delete(working);
    }
  }

  return {
    tracked,
    inBackground(work) {
      tracked(work).catch(onFailure);
    },
    async finished(mostMs) {
      const all = async () => {
        while (underWay.size > 0) await Promise.allSettled(underWay);
      };
      if (mostMs === undefined) await all();
      else await within(mostMs, all()).catch(() => null);
      return underWay.size;
    },
  };
}
