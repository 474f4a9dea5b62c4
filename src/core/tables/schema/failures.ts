import { bigint, index, text } from 'drizzle-orm/pg-core';
import { instant, roundtable } from '../../../store/columns.ts';
import { circles } from './circles.ts';

export const failures = roundtable.table(
  'failures',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    at: instant().notNull(),
    job: text().notNull(),
    subject: text().notNull(),
    circleId: text('circle_id').references(() => circles.id),
    error: text().notNull(),
  },
  (failure) => [
    index('failures_of_circle').on(failure.circleId, failure.at),
    index('failures_recent').on(failure.at, failure.id),
  ],
);
