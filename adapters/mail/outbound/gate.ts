import type { Clock } from '../../../src/core/ports/clock.ts';
import { LIMITS } from '../limits.ts';

/** Told in place of a mail that was not tried. */
export class NotTried extends Error {
  override readonly name = 'NotTried';
  readonly code = 'EBUSY';
}

/** Keeps a server that is slow or away from holding up whatever else the workers have to do. */
export interface Gate {
  /** Does it once a line is free; rejects with `NotTried` where none is after a moment, or where the server was away just now. */
  through<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T>;
  /** What is under way is given up, and nothing is begun any more. */
  close(): void;
}

/** `isAway`: whether a failure is about the server, not about one mail. */
export function createGate(clock: Clock, isAway: (error: unknown) => boolean): Gate {
  const closing = new AbortController();
  const waiting: (() => void)[] = [];
  let free: number = LIMITS.connections;
  let awayUntil = 0;

  async function enter(): Promise<void> {
    if (closing.signal.aborted || clock.now() < awayUntil) throw new NotTried('the server is away');
    if (free > 0) {
      free -= 1;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const turn = () => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        waiting.splice(waiting.indexOf(turn), 1);
        reject(new NotTried('all lines are busy'));
      }, LIMITS.lineMs);
      waiting.push(turn);
    });
  }

  function leave(): void {
    const next = waiting.shift();
    if (next === undefined) free += 1;
    else next();
  }

  return {
    async through(work) {
      await enter();
      try {
        const done = await work(closing.signal);
        awayUntil = 0;
        return done;
      } catch (error) {
        if (isAway(error)) awayUntil = clock.now() + LIMITS.awayMs;
        throw error;
      } finally {
        leave();
      }
    },
    close: () => closing.abort(),
  };
}
