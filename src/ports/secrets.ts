/** Key material. Never leaves the process, never logged, never in the database. */
export interface Secrets {
  /** The pepper that new rounds are sealed with. */
  readonly current: Pepper;
  /** The pepper a round was opened with; null if the operator no longer gives it to us. */
  pepper(id: string): Pepper | null;
  /** 32 bytes that sign personal links and sessions. */
  readonly linkKey: Uint8Array;
}

export interface Pepper {
  /** A fingerprint: tells peppers apart, gives nothing of them away. */
  readonly id: string;
  readonly key: Uint8Array;
}

/** Random bytes fit for keys. */
export type RandomBytes = (length: number) => Uint8Array;
