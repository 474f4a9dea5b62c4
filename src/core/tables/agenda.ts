import { type SQL, sql } from 'drizzle-orm';
import { first } from '../../store/database.ts';
import { table } from '../../store/table.ts';
import type { Instant } from '../instant.ts';
import { deliveries } from './schema/deliveries.ts';

/** A subquery for the earliest moment of some due work: the first entry of the index that reads what is due. */
export type Earliest = SQL;

const LETTERS: readonly Earliest[] = [
  sql`select min(${deliveries.dueAt}) from ${deliveries} where ${deliveries.state} = 'due'`,
  sql`select min(${deliveries.claimedUntil}) from ${deliveries} where ${deliveries.state} = 'claimed'`,
];

export const agendaTable = table('agenda', (database) => ({
  /** The earliest moment at which anything becomes due, letters and past ones included; null where nothing ever will. */
  async next(work: readonly Earliest[]): Promise<Instant | null> {
    const each = [...work, ...LETTERS].map((earliest) => sql`(${earliest})`);
    const at = sql`least(${sql.join(each, sql`, `)})`.mapWith(deliveries.dueAt);
    const row = first(await database.select({ at }).from(sql`(values (1)) as one`));
    return row === null || row.at === null ? null : row.at;
  },
}));
