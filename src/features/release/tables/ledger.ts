import { and, asc, eq, gte } from 'drizzle-orm';
import type { LedgerTable } from '../../../ports/tables/releases.ts';
import { type Database, first } from '../../../store/database.ts';
import { ledger } from './schema/releases.ts';

export function ledgerTable(database: Database): LedgerTable {
  return {
    async record(entry) {
      const rows = await database
        .insert(ledger)
        .values(entry)
        .onConflictDoNothing({ target: ledger.roundId })
        .returning({ roundId: ledger.roundId });
      return rows.length === 1;
    },

    async find(roundId) {
      return first(await database.select().from(ledger).where(eq(ledger.roundId, roundId)));
    },

    async blankComment(roundId, place) {
      const entry = first(
        await database.select().from(ledger).where(eq(ledger.roundId, roundId)).for('no key update'),
      );
      if (entry === null) return;
      let before = 0;
      const comments = entry.release.comments.map((each) => {
        if (each.outcome !== 'shown') return each;
        const texts = each.texts.map((text, index) => (before + index === place ? '' : text));
        before += texts.length;
        return { ...each, texts };
      });
      await database
        .update(ledger)
        .set({ release: { ...entry.release, comments } })
        .where(eq(ledger.roundId, roundId));
    },

    async since(circleId, since) {
      return database
        .select()
        .from(ledger)
        .where(and(eq(ledger.circleId, circleId), gte(ledger.closedAt, since)))
        .orderBy(asc(ledger.closedAt), asc(ledger.roundId));
    },
  };
}
