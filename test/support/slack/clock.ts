/** The peer's time: real time, moved forward by tests. Only signatures use real time, since the app checks them by its own clock. */
export class ServerClock {
  readonly #started = Date.now();
  readonly #speed: number;
  #ahead = 0;

  constructor(speed: number) {
    this.#speed = speed;
  }

  now(): number {
    return Date.now() + this.#ahead;
  }

  /** The time by which rate limits are counted: `speed` times as fast. */
  limitTime(): number {
    return this.#speed === Number.POSITIVE_INFINITY
      ? 0
      : (Date.now() - this.#started) * this.#speed + this.#ahead;
  }

  /** Whole seconds of real time that `milliseconds` of limit time last: what `Retry-After` says, at least 1. */
  retryAfter(milliseconds: number): number {
    return Math.max(1, Math.ceil(milliseconds / this.#speed / 1000));
  }

  get limitless(): boolean {
    return this.#speed === Number.POSITIVE_INFINITY;
  }

  advance(milliseconds: number): void {
    this.#ahead += milliseconds;
  }
}
