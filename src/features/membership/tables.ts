import { and, asc, eq } from 'drizzle-orm';
import type { JoiningTable } from '../../ports/tables/joining.ts';
import { type Database, first } from '../../store/database.ts';
import type { Joining } from './rules/joining.ts';
import { joinings } from './tables/schema/joinings.ts';

export function joiningTable(database: Database): JoiningTable {
  return {
    async open({ person, ...row }) {
      const { identity, name, kind } = person;
      const rows = await database
        .insert(joinings)
        .values({ ...row, ...identity, name, kind })
        .onConflictDoNothing()
        .returning({ id: joinings.id });
      return rows.length === 1;
    },

    async find(id) {
      return joiningOf(first(await database.select().from(joinings).where(eq(joinings.id, id))));
    },

    async lock(id) {
      const rows = await database.select().from(joinings).where(eq(joinings.id, id)).for('no key update');
      return joiningOf(first(rows));
    },

    async settle(id, state, memberId) {
      await database
        .update(joinings)
        .set({ state, ...(memberId === undefined ? {} : { memberId }) })
        .where(and(eq(joinings.id, id), eq(joinings.state, 'open')));
    },

    async waiting(circleId) {
      const rows = await database
        .select()
        .from(joinings)
        .where(and(eq(joinings.circleId, circleId), eq(joinings.state, 'open')))
        .orderBy(asc(joinings.at), asc(joinings.id));
      return rows.flatMap((row) => joiningOf(row) ?? []);
    },

    async waitingFor(circleId, { platform, externalId }) {
      const rows = await database
        .select()
        .from(joinings)
        .where(
          and(
            eq(joinings.circleId, circleId),
            eq(joinings.state, 'open'),
            eq(joinings.platform, platform),
            eq(joinings.externalId, externalId),
          ),
        );
      return joiningOf(first(rows));
    },
  };
}

function joiningOf(row: typeof joinings.$inferSelect | null): Joining | null {
  if (row === null) return null;
  const { platform, externalId, name, kind, ...rest } = row;
  return { ...rest, person: { identity: { platform, externalId }, name, kind } };
}
