import type { CircleId } from '../../core/circle.ts';
import type { Instant } from '../../core/instant.ts';
import type { Digest } from '../../features/digests/rules/digest.ts';

export interface DigestTable {
  /** Returns false if this circle has a digest for that week: it is composed once. */
  insert(row: DigestRow): Promise<boolean>;
  find(circleId: CircleId, week: string): Promise<DigestRow | null>;
  findById(id: string): Promise<DigestRow | null>;
  /** Puts a digest from which words were taken out in the place of the one that was published. */
  save(id: string, digest: Digest): Promise<void>;
  /** Newest first. */
  list(circleId: CircleId, limit: number): Promise<readonly DigestRow[]>;
}

export interface DigestRow {
  readonly id: string;
  readonly circleId: CircleId;
  /** ISO week, `2026-W47`. */
  readonly week: string;
  readonly publishedAt: Instant;
  readonly digest: Digest;
}
