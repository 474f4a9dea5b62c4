import { asc, eq, lte } from 'drizzle-orm';
import type { PulseTable } from '../../../ports/tables/rounds.ts';
import { type Database, first } from '../../../store/database.ts';
import type { Pulse } from '../rules/pulse.ts';
import { pulses } from './schema/pulses.ts';

type PulseRow = typeof pulses.$inferSelect;

export function pulseTable(database: Database): PulseTable {
  return {
    async insert(pulse) {
      const { thresholds, ...row } = pulse;
      await database
        .insert(pulses)
        .values({ ...row, scoresFrom: thresholds.scores, commentsFrom: thresholds.comments });
    },

    async find(id) {
      const row = first(await database.select().from(pulses).where(eq(pulses.id, id)));
      return row === null ? null : pulseOf(row);
    },

    async list(circleId) {
      const rows = await database
        .select()
        .from(pulses)
        .where(eq(pulses.circleId, circleId))
        .orderBy(asc(pulses.title), asc(pulses.id));
      return rows.map(pulseOf);
    },

    async due(now) {
      const rows = await database
        .select({ id: pulses.id })
        .from(pulses)
        .where(lte(pulses.nextOpensAt, now))
        .orderBy(asc(pulses.nextOpensAt), asc(pulses.id));
      return rows.map((row) => row.id);
    },

    async lock(id) {
      const row = first(await database.select().from(pulses).where(eq(pulses.id, id)).for('no key update'));
      return row === null ? null : pulseOf(row);
    },

    async setNextOpening(id, at) {
      await database.update(pulses).set({ nextOpensAt: at }).where(eq(pulses.id, id));
    },

    async save({ id, circleId: _stays, thresholds, ...row }) {
      await database
        .update(pulses)
        .set({ ...row, scoresFrom: thresholds.scores, commentsFrom: thresholds.comments })
        .where(eq(pulses.id, id));
    },
  };
}

function pulseOf({ scoresFrom, commentsFrom, ...row }: PulseRow): Pulse {
  return { ...row, thresholds: { scores: scoresFrom, comments: commentsFrom } };
}
