/** The minute tick finds what is due later. */
const FURTHEST_MS = 60_000;
/** What stays due because somebody is at it is not asked for in a circle. */
const SOONEST_MS = 100;

/** Looks again at what is due, sooner than the next minute tick. Decides nothing: it may ring too early, twice or not at all. */
export interface DeliveryScheduler {
  /** Rings in so many milliseconds, unless it rings before; not at all for more than a minute. */
  in(wait: number): void;
  stop(): void;
}

/** @param ring gives the wait until it wants to ring again; null: only when somebody asks. */
export function createDeliveryScheduler(
  ring: () => Promise<number | null>,
  failed: (error: unknown) => void,
): DeliveryScheduler {
  let timer: NodeJS.Timeout | null = null;
  let rings = Number.POSITIVE_INFINITY;
  let stopped = false;

  function set(wait: number): void {
    const at = performance.now() + Math.max(SOONEST_MS, wait);
    if (stopped || wait > FURTHEST_MS || at >= rings) return;
    if (timer !== null) clearTimeout(timer);
    rings = at;
    timer = setTimeout(go, at - performance.now());
  }

  function go(): void {
    rings = Number.POSITIVE_INFINITY;
    ring().then((wait) => {
      if (wait !== null) set(wait);
    }, failed);
  }

  return {
    in: set,
    stop() {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
    },
  };
}
