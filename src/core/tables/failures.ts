import { and, asc, desc, eq, gte, lt } from 'drizzle-orm';
import type { FailureTable } from '../../ports/tables/failures.ts';
import type { Database } from '../../store/database.ts';
import { failures } from './schema/failures.ts';

export function failureTable(database: Database): FailureTable {
  const select = () =>
    database
      .select({
        at: failures.at,
        job: failures.job,
        subject: failures.subject,
        circleId: failures.circleId,
        error: failures.error,
      })
      .from(failures);

  return {
    async record(failure) {
      const { job, subject } = failure;
      const before = await database
        .delete(failures)
        .where(and(eq(failures.job, job), eq(failures.subject, subject)))
        .returning({ id: failures.id });
      await database.insert(failures).values(failure);
      return before.length === 0;
    },

    async forget(before) {
      await database.delete(failures).where(lt(failures.at, before));
    },

    async since(circleId, since) {
      return select()
        .where(and(eq(failures.circleId, circleId), gte(failures.at, since)))
        .orderBy(asc(failures.at), asc(failures.id));
    },

    async recent(limit) {
      return select().orderBy(desc(failures.at), desc(failures.id)).limit(limit);
    },
  };
}
