import type { CircleId } from '../../core/circle.ts';
import type { PromiseItem } from '../../features/promises/rules.ts';
import type { UnnamedWords } from '../../features/unnamed-words/rules/words.ts';

export interface PromiseTable {
  insert(promise: PromiseItem): Promise<void>;
  lock(id: string): Promise<PromiseItem | null>;
  find(id: string): Promise<PromiseItem | null>;
  save(promise: PromiseItem): Promise<void>;
  list(circleId: CircleId): Promise<readonly PromiseItem[]>;
  /** For good: the space is freed by `Store.tidy`. */
  remove(id: string): Promise<void>;
}

/** What was said without a name. There is no way to ask who said it, because nobody is kept. */
export interface UnnamedWordsTable {
  insert(said: UnnamedWords): Promise<void>;
  /** What no digest has shown yet. For the digest alone: nothing else may show it. */
  unshown(circleId: CircleId): Promise<readonly UnnamedWords[]>;
  /** Shown and unshown ones, by id. For stewards, and for taking some out. */
  all(circleId: CircleId): Promise<readonly UnnamedWords[]>;
  /** For good: the space is freed by `Store.tidy`. */
  remove(ids: readonly string[]): Promise<void>;
  /** The first time counts. */
  markShown(ids: readonly string[], week: string): Promise<void>;
}
