/**
 * Wakes workers up; remembers nothing that matters. What is due lives in the database, so a queue that loses every job
 * loses no work: the minute tick enqueues again whatever is still due.
 *
 * Not in this contract, on purpose: delays, cron and levels of priority (all time comes from `Clock`), results (they are rows),
 * retries (a failed job is removed; the row that made it due makes it due again).
 */
export interface JobQueue {
  /**
   * Adds a job unless one with the same id is waiting or running. Resolves when the backend has accepted it.
   * Throws inside an open store transaction: commit first, then enqueue.
   */
  enqueue(job: JobRequest): Promise<void>;
  /** How many jobs wait or run right now. The demo and tests drain with it; nothing decides by it. */
  pending(): Promise<number>;
  close(): Promise<void>;
}

/** Holds ids only: a queue keeps payloads and error texts where more people can read them than should. */
export interface JobRequest {
  readonly name: JobName;
  /** Ahead of all that waits: its moment passes. */
  readonly first?: true;
  /** Derived from our own ids, for example `close-round.<round>`; never contains `:`. */
  readonly id: string;
  readonly data: Readonly<Record<string, string>>;
}

export const JOB_NAMES = [
  'tick',
  'sweep',
  'open-round',
  'remind',
  'close-round',
  'draw-chair',
  'announce-chair',
  'review-words',
  'compose-digest',
  'deliver',
] as const;

export type JobName = (typeof JOB_NAMES)[number];
