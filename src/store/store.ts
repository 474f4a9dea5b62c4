import type { PGlite } from '@electric-sql/pglite';
import { sql } from 'drizzle-orm';
import type { Noticeboard } from '../core/ports/chat-platform.ts';
import { noticeboard } from '../core/tables/notices.ts';
import type { Store } from '../ports/store.ts';
import type { Backend } from './backend.ts';
import { guarded, tablesOn } from './tables.ts';
import { transactionsOf } from './transactions.ts';

/** `folder`: the whole data folder; the database is a folder of its own inside. `poolSize`: connections at most. */
export type StoreOptions =
  | { readonly kind: 'embedded'; readonly folder: string }
  | { readonly kind: 'postgres'; readonly url: string; readonly poolSize?: number };

export interface OpenStore extends Store {
  readonly noticeboard: Noticeboard;
  /** The embedded database itself, for the job queue, which keeps its tables in the same process; null on PostgreSQL. */
  readonly embedded: PGlite | null;
  /**
   * Whether this store is, of all that are open on the database, the one that does what one alone should do. Asked again
   * and again: another one leads when this one has gone. For what may happen twice now and then.
   */
  leads(): Promise<boolean>;
}

/**
 * Opens what everything is kept in. The embedded database is made on first use and brings itself up to date; a folder
 * that another process holds is refused with FolderInUseError. PostgreSQL is refused with SchemaBehindError until
 * `migratePostgres` has run. Other failures are StoreErrors.
 */
export async function openStore(options: StoreOptions): Promise<OpenStore> {
  const backend = await openBackend(options);
  const { database, embedded } = backend;
  const { transact, assertIdle, admitOutside } = transactionsOf(backend.run);
  const whole = guarded(
    'store',
    {
      ping: async () => {
        await database.execute(sql`select 1`);
      },
      tidy: backend.tidy,
      leads: backend.leads,
    },
    admitOutside,
  );
  let closing: Promise<void> | null = null;
  return {
    transact,
    assertIdle,
    tables: tablesOn(database, admitOutside),
    noticeboard: guarded('noticeboard', noticeboard(database), admitOutside),
    embedded,
    ...whole,
    close() {
      closing ??= backend.close();
      return closing;
    },
  };
}

/** Loads only the driver that is needed: PGlite alone is 100 MB of memory. */
async function openBackend(options: StoreOptions): Promise<Backend> {
  if (options.kind === 'postgres') {
    const { openPostgres } = await import('./postgres/pool.ts');
    return openPostgres(options.url, options.poolSize);
  }
  const { openEmbedded } = await import('./embedded/database.ts');
  return openEmbedded(options.folder);
}
