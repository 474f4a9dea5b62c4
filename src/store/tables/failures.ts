import { and, asc, desc, eq, gte } from 'drizzle-orm';
import type { FailureTable } from '../../ports/store.ts';
import type { Database } from '../database.ts';
import { failures } from '../schema/failures.ts';

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
      await database.insert(failures).values(failure);
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
