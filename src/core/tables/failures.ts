import { and, asc, desc, eq, getTableColumns, gte, isNull, lt, or } from 'drizzle-orm';
import { bigint, index, text } from 'drizzle-orm/pg-core';
import { instant, roundtable } from '../../store/columns.ts';
import { table } from '../../store/table.ts';
import type { CircleId } from '../circle.ts';
import type { Instant } from '../instant.ts';
import { circles } from './schema/circles.ts';

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

const { id: _id, ...failureColumns } = getTableColumns(failures);

/** What went wrong on our side, so that the digest can say so and an operator can find it. */
export const failureTable = table(
  'failures',
  (database) => {
    const select = () => database.select(failureColumns).from(failures);

    return {
      /**
       * Takes the place of what the same job and subject had before; returns whether there was nothing. Several statements:
       * only inside `transact`.
       */
      async record(failure: Failure): Promise<boolean> {
        const { job, subject, circleId } = failure;
        // Of another circle's nothing goes, whatever it is named; which circle it was may not have been known, or not be known now.
        const theirs =
          circleId === null ? undefined : or(isNull(failures.circleId), eq(failures.circleId, circleId));
        const before = await database
          .delete(failures)
          .where(and(eq(failures.job, job), eq(failures.subject, subject), theirs))
          .returning({ id: failures.id });
        await database.insert(failures).values(failure);
        return before.length === 0;
      },

      /** Deletes what happened before that moment. */
      async forget(before: Instant): Promise<void> {
        await database.delete(failures).where(lt(failures.at, before));
      },

      async since(circleId: CircleId, since: Instant): Promise<readonly Failure[]> {
        return select()
          .where(and(eq(failures.circleId, circleId), gte(failures.at, since)))
          .orderBy(asc(failures.at), asc(failures.id));
      },

      async recent(limit: number): Promise<readonly Failure[]> {
        return select().orderBy(desc(failures.at), desc(failures.id)).limit(limit);
      },
    };
  },
  { onlyInTransaction: ['record'] },
);

export interface Failure {
  readonly at: Instant;
  readonly job: string;
  readonly subject: string;
  readonly circleId: CircleId | null;
  /** The error's class name only. */
  readonly error: string;
}
