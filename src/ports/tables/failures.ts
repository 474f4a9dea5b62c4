import type { CircleId } from '../../core/circle.ts';
import type { Instant } from '../../core/instant.ts';

/** What went wrong on our side, so that the digest can say so and an operator can find it. */
export interface FailureTable {
  /**
   * Takes the place of what the same job and subject had before; returns whether there was nothing. Several statements:
   * only inside `transact`.
   */
  record(failure: Failure): Promise<boolean>;
  /** Deletes what happened before that moment. */
  forget(before: Instant): Promise<void>;
  since(circleId: CircleId, since: Instant): Promise<readonly Failure[]>;
  recent(limit: number): Promise<readonly Failure[]>;
}

export interface Failure {
  readonly at: Instant;
  readonly job: string;
  readonly subject: string;
  readonly circleId: CircleId | null;
  /** The error's class name only. */
  readonly error: string;
}
