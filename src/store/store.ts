import type { PGlite } from '@electric-sql/pglite';
import { sql } from 'drizzle-orm';
import type { Store } from '../core/ports/store.ts';
import type { Backend } from './backend.ts';
import { transactionsOf } from './transactions.ts';

/** `folder`: the whole data folder; the database is a folder of its own inside. `poolSize`: connections at most. */
export type StoreOptions =
  | { readonly kind: 'embedded'; readonly folder: string }
  | { readonly kind: 'postgres'; readonly url: string; readonly poolSize?: number };

export interface OpenStore extends Store {
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
  return storeOn(await openBackend(options));
}

/** The store over an open database, whose migrations have run. */
export function storeOn(backend: Backend): OpenStore {
  const { database, embedded } = backend;
  const { transact, assertIdle, outside } = transactionsOf(database, backend.run);
  const { run } = outside;
  const alone = (verb: string) => ({ name: `store.${verb}`, onlyInTransaction: false });
  let closing: Promise<void> | null = null;
  return {
    transact,
    assertIdle,
    run,
    embedded,
    async ping() {
      await run(alone('ping'), () => database.execute(sql`select 1`));
    },
    tidy: () => run(alone('tidy'), backend.tidy),
    leads: () => run(alone('leads'), backend.leads),
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
