import { and, asc, desc, eq, isNull, sql } from 'drizzle-orm';
import type { ActTable, ProposalTable } from '../../../ports/tables/governance.ts';
import { type Database, first } from '../../../store/database.ts';
import { acts, proposals } from './schema/proposals.ts';

export function proposalTable(database: Database): ProposalTable {
  return {
    async insert(proposal) {
      await database.insert(proposals).values(proposal);
    },

    async find(id) {
      return first(await database.select().from(proposals).where(eq(proposals.id, id)));
    },

    async lock(id) {
      return first(await database.select().from(proposals).where(eq(proposals.id, id)).for('no key update'));
    },

    async decide({ id, state, decided }) {
      await database.update(proposals).set({ state, decided }).where(eq(proposals.id, id));
    },

    async open(circleId) {
      return database
        .select()
        .from(proposals)
        .where(and(sql`${proposals.state} = 'open'`, eq(proposals.circleId, circleId)))
        .orderBy(asc(proposals.at), asc(proposals.id));
    },
  };
}

const actColumns = {
  id: acts.id,
  circleId: acts.circleId,
  at: acts.at,
  memberId: acts.memberId,
  what: acts.what,
  change: acts.change,
  title: acts.title,
  reason: acts.reason,
  answer: acts.answer,
};

export function actTable(database: Database): ActTable {
  return {
    async record(act) {
      await database.insert(acts).values(act);
    },

    async answer(id, words) {
      const [answered] = await database
        .update(acts)
        .set({ answer: words })
        .where(and(eq(acts.id, id), isNull(acts.answer)))
        .returning({ id: acts.id });
      return answered !== undefined;
    },

    async find(id) {
      return first(await database.select(actColumns).from(acts).where(eq(acts.id, id)));
    },

    async list(circleId, limit) {
      return database
        .select(actColumns)
        .from(acts)
        .where(eq(acts.circleId, circleId))
        .orderBy(desc(acts.position))
        .limit(limit);
    },

    async doers(circleId, what) {
      const rows = await database
        .selectDistinct({ id: acts.memberId })
        .from(acts)
        .where(and(eq(acts.circleId, circleId), eq(acts.what, what)));
      return rows.flatMap(({ id }) => id ?? []);
    },
  };
}
