import { asc, eq } from 'drizzle-orm';
import type { PromiseTable } from '../../ports/tables/promises.ts';
import { type Database, first } from '../../store/database.ts';
import { promises } from './tables/schema/promises.ts';

export function promiseTable(database: Database): PromiseTable {
  return {
    async insert(promise) {
      await database.insert(promises).values(promise);
    },

    async lock(id) {
      return first(await database.select().from(promises).where(eq(promises.id, id)).for('no key update'));
    },

    async find(id) {
      return first(await database.select().from(promises).where(eq(promises.id, id)));
    },

    async save({ id, ...row }) {
      await database.update(promises).set(row).where(eq(promises.id, id));
    },

    async remove(id) {
      await database.delete(promises).where(eq(promises.id, id));
    },

    async list(circleId) {
      // By id within a week: ids are random, so this order does not tell who wrote before whom.
      return database
        .select()
        .from(promises)
        .where(eq(promises.circleId, circleId))
        .orderBy(asc(promises.raisedIn), asc(promises.id));
    },
  };
}
