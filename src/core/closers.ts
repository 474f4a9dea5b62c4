import { within } from './within.ts';

/** Kubernetes kills what has not stopped 30 seconds after it was asked to (`terminationGracePeriodSeconds`). */
const DEADLINE_MS = 20_000;
/** What is left for each where those before it used the time up. */
const LEAST_MS = 1000;

/** What was opened, with how it is closed. */
export class Closers {
  readonly #open: { readonly name: string; readonly close: () => unknown }[] = [];
  readonly #deadlineMs: number;

  constructor(deadlineMs: number = DEADLINE_MS) {
    this.#deadlineMs = deadlineMs;
  }

  /** Remembers something that was just opened. */
  add(name: string, close: () => unknown): void {
    this.#open.push({ name, close });
  }

  /**
   * Closes everything, what was opened last first, all under one deadline. One that fails or hangs keeps none of the others
   * from being closed. Throws an AggregateError that names each that did not close. A second call has nothing to do.
   */
  async close(): Promise<void> {
    const end = performance.now() + this.#deadlineMs;
    const failures: Error[] = [];
    for (const { name, close } of this.#open.splice(0).reverse()) {
      try {
        await within(Math.max(LEAST_MS, end - performance.now()), Promise.resolve(close()));
      } catch (cause) {
        failures.push(new Error(`${name} did not close`, { cause }));
      }
    }
    if (failures.length > 0)
      throw new AggregateError(failures, failures.map(({ message }) => message).join('; '));
  }
}
