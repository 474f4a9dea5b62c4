import type { JobHandlers } from '../../jobs/definitions.ts';
import type { Log } from '../../src/core/ports/log.ts';

/** Handlers that do nothing, except the given ones. */
export function handlersFor(some: Partial<JobHandlers>): JobHandlers {
  return {
    tick: nothing,
    sweep: nothing,
    'open-round': nothing,
    remind: nothing,
    'close-round': nothing,
    'draw-chair': nothing,
    'announce-chair': nothing,
    'review-words': nothing,
    'compose-digest': nothing,
    deliver: nothing,
    ...some,
  };
}

async function nothing(): Promise<void> {}

export type LogLine = readonly unknown[];

export function recordingLog(): Log & { readonly lines: LogLine[] } {
  const lines: LogLine[] = [];
  return {
    lines,
    info: (event, fields) => void lines.push(['info', event, fields]),
    warn: (event, fields) => void lines.push(['warn', event, fields]),
    error: (event, error, fields) => void lines.push(['error', event, String(error), fields]),
  };
}

export interface Turnstile {
  /** Resolves when somebody first stands at it. */
  readonly reached: Promise<void>;
  /** Waits until it is open. */
  pass(): Promise<void>;
  open(): void;
}

/** Holds whoever comes by, so that a test decides what happens first instead of waiting and hoping. */
export function turnstile(): Turnstile {
  let open = (): void => {};
  let arrive = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const reached = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  return {
    reached,
    pass() {
      arrive();
      return opened;
    },
    open,
  };
}
