import type { Instant } from '../../core/instant.ts';

export interface Agenda {
  /** The earliest moment at which anything becomes due, past ones included; null where nothing ever will. */
  next(): Promise<Instant | null>;
}
