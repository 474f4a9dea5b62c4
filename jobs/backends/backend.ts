import type { BackendFactory, IQueueBackend } from 'bullmq';

/** One queue for all our jobs; BullMQ keeps `:` for its own keys. */
export const QUEUE_NAME = 'roundtable';

export type BackendKind = 'redis' | 'postgres' | 'embedded';

/**
 * Where BullMQ keeps waiting jobs. Holds no connection itself: each Queue and each Worker opens and closes its own.
 */
export interface JobBackend {
  readonly kind: BackendKind;
  /** Makes the tables BullMQ needs, where it needs any. May be called again and by several processes at once. */
  prepare(): Promise<void>;
  /**
   * What BullMQ calls to reach its storage. Our connection is bound inside: the `connection` option, which BullMQ
   * demands, only names the kind.
   */
  readonly open: BackendFactory<IQueueBackend, BackendKind>;
}
