import { sql } from 'drizzle-orm';
import type { Store, Tx } from '../../../src/core/ports/store.ts';
import type { Database } from '../../../src/store/database.ts';
import { isOfTwin, retoldRow, type Twin } from './marks.ts';

/** A row of the database; `touched`: the transaction that wrote it, so that one written as it was shows, too. */
export interface Row {
  readonly table: string;
  readonly touched: string;
  /** By the transaction that looks, which may have read it for that, or pointed to it. */
  readonly locked: boolean;
  /** As JSON. */
  readonly text: string;
}

/** Runs statements of a test's own where a transaction, or the store, runs its. */
export function sayIn<T>(tx: Tx, statement: (database: Database) => Promise<T>): Promise<T> {
  return tx.run({ name: 'test', onlyInTransaction: false }, (connection) =>
    statement(connection as Database),
  );
}

/** The rows that a statement gives. */
export async function rowsOf<T>(tx: Tx, statement: ReturnType<typeof sql>): Promise<readonly T[]> {
  const { rows } = (await sayIn(tx, (database) => database.execute(statement))) as {
    rows: readonly T[];
  };
  return rows;
}

/** Every table of ours but the one in which migrations are noted. */
export async function tableNames(tx: Tx): Promise<readonly string[]> {
  const rows = await rowsOf<{ name: string }>(
    tx,
    sql`select tablename as name from pg_tables where schemaname = 'roundtable' and tablename <> 'migrations'`,
  );
  return rows.map(({ name }) => name);
}

/** Everything in these tables. */
export function everyRow(tx: Tx, tables: readonly string[]): Promise<readonly Row[]> {
  const each = tables.map(
    (table) => sql`select ${sql.raw(`'${table}'`)} as "table", xmin::text as touched,
      coalesce(xmax::text = pg_current_xact_id_if_assigned()::xid::text, false) as locked,
      to_jsonb(each)::text as text from roundtable.${sql.identifier(table)} each`,
  );
  return rowsOf<Row>(tx, sql.join(each, sql` union all `));
}

/** Puts a twin of each row of the first circle beside it, but for what both share. */
export async function addTwin(
  store: Store,
  tables: readonly string[],
  twin: Twin,
  isShared: (mark: string) => boolean,
): Promise<void> {
  const rows = (await everyRow(store, tables)).filter(({ text }) => !isOfTwin(text));
  await store.transact((tx) =>
    sayIn(tx, async (database) => {
      // Rows come in no order that foreign keys allow.
      await database.execute(sql`set local session_replication_role = replica`);
      for (const { table, text } of rows) {
        const name = sql.identifier(table);
        const row = sql`jsonb_populate_record(null::roundtable.${name}, ${retoldRow(text, twin, isShared)}::jsonb)`;
        await database.execute(
          sql`insert into roundtable.${name} overriding user value select (${row}).* on conflict do nothing`,
        );
      }
    }),
  );
}
