import type { Clock } from '../../src/core/ports/clock.ts';

/** Told in place of a message that was not tried. */
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

export interface GateLimits {
  readonly lines: number;
  /** How long is waited for one of them. */
  readonly lineMs: number;
  /** How long nothing else is tried once the server was away. */
  readonly awayMs: number;
}

/** `isAway`: whether a failure is about the server, not about one message. */
export function createGate(
  clock: Clock,
  { awayMs, lineMs, lines }: GateLimits,
  isAway: (error: unknown) => boolean,
): Gate {
  const closing = new AbortController();
  const waiting: (() => void)[] = [];
  let free = lines;
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
      }, lineMs);
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
        if (isAway(error)) awayUntil = clock.now() + awayMs;
        throw error;
      } finally {
        leave();
      }
    },
    close: () => closing.abort(),
  };
}
