import { and, eq } from 'drizzle-orm';
import type { ChoosingTable } from '../../../ports/tables/governance.ts';
import { type Database, first } from '../../../store/database.ts';
import { choosings } from './schema/choosings.ts';

export function choosingTable(database: Database): ChoosingTable {
  const isOpen = eq(choosings.state, 'open');
  return {
    async insert(choosing) {
      await database.insert(choosings).values(choosing);
    },

    async find(id) {
      return first(await database.select().from(choosings).where(eq(choosings.id, id)));
    },

    async lock(id) {
      return first(await database.select().from(choosings).where(eq(choosings.id, id)).for('no key update'));
    },

    async save({ id, confirmedBy, standsUntil, state }) {
      await database.update(choosings).set({ confirmedBy, standsUntil, state }).where(eq(choosings.id, id));
    },

    async open(circleId) {
      const ofCircle = circleId === undefined ? isOpen : and(isOpen, eq(choosings.circleId, circleId));
      return database.select().from(choosings).where(ofCircle);
    },
  };
}
