import { and, asc, eq, gte } from 'drizzle-orm';
import { index, jsonb, text } from 'drizzle-orm/pg-core';
import type { CircleId } from '../../../core/circle.ts';
import type { Instant } from '../../../core/instant.ts';
import { ofCircle } from '../../../core/tables/schema/circles.ts';
import { instant, roundtable } from '../../../store/columns.ts';
import { first } from '../../../store/database.ts';
import { table } from '../../../store/table.ts';
import type { RoundRelease } from '../rules/release.ts';
import { rounds } from './rounds.ts';

/** The primary key spends a round: there is no second release of it. */
export const ledger = roundtable.table(
  'ledger',
  {
    roundId: text('round_id')
      .primaryKey()
      .references(() => rounds.id),
    circleId: ofCircle(),
    closedAt: instant('closed_at').notNull(),
    release: jsonb().$type<RoundRelease>().notNull(),
  },
  (entry) => [index('ledger_of_circle').on(entry.circleId, entry.closedAt)],
);

/** Released figures: the only source of every figure that is shown. A round is spent once. */
export const ledgerTable = table('ledger', (database) => ({
  /** Refuses (returns false) if this round was released before. */
  async record(entry: LedgerEntry): Promise<boolean> {
    const rows = await database
      .insert(ledger)
      .values(entry)
      .onConflictDoNothing({ target: ledger.roundId })
      .returning({ roundId: ledger.roundId });
    return rows.length === 1;
  },

  async find(roundId: string): Promise<LedgerEntry | null> {
    return first(await database.select().from(ledger).where(eq(ledger.roundId, roundId)));
  },

  /** Empties the place of one comment, counted through all that the round released, so that the others keep theirs. */
  async blankComment(roundId: string, place: number): Promise<void> {
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

  /** Oldest first. */
  async since(circleId: CircleId, since: Instant): Promise<readonly LedgerEntry[]> {
    return database
      .select()
      .from(ledger)
      .where(and(eq(ledger.circleId, circleId), gte(ledger.closedAt, since)))
      .orderBy(asc(ledger.closedAt), asc(ledger.roundId));
  },
}));

export type LedgerEntry = Readonly<typeof ledger.$inferSelect>;
