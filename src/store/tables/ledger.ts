import { and, asc, eq, gte } from 'drizzle-orm';
import type { LedgerTable } from '../../ports/tables/releases.ts';
import { type Database, first } from '../database.ts';
import { ledger } from '../schema/releases.ts';

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

    async since(circleId, since) {
      return database
        .select()
        .from(ledger)
        .where(and(eq(ledger.circleId, circleId), gte(ledger.closedAt, since)))
        .orderBy(asc(ledger.closedAt), asc(ledger.roundId));
    },
  };
}
