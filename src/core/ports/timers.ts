/** Rings once, later. For what nobody waits for and no row knows of: what is due is found by the minute tick. */
export interface Timers {
  /** What `ring` gives may be awaited by a test; it must not reject. The returned function ends it unrung. */
  after(milliseconds: number, ring: () => Promise<void>): () => void;
}
