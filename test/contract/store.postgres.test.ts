import { readdirSync } from 'node:fs';
import { Client } from 'pg';
import { expect, it } from 'vitest';
import { circleTable } from '../../src/core/tables/circles.ts';
import { SchemaBehindError, StoreError } from '../../src/store/errors.ts';
import { migratePostgres } from '../../src/store/postgres/migrate.ts';
import { openStore } from '../../src/store/store.ts';
import { createDatabase, createMigrated } from '../support/servers-shared.ts';
import { storeContract } from './store.suite.ts';
import { storeTransactionContract } from './store-transactions.suite.ts';

async function openEmpty() {
  const url = await createMigrated();
  return openStore({ kind: 'postgres', url });
}

storeContract('PostgreSQL', openEmpty);
storeTransactionContract('PostgreSQL', openEmpty);

it('lets one of all stores on a database lead, and another when that one has gone or lost its connection', async () => {
  const url = await createMigrated();
  const [first, second, third] = await Promise.all([1, 2, 3].map(() => openStore({ kind: 'postgres', url })));
  if (first === undefined || second === undefined || third === undefined) throw new Error('not three');
  expect([await first.leads(), await second.leads(), await first.leads()]).toEqual([true, false, true]);
  await first.close();
  expect([await second.leads(), await third.leads()]).toEqual([true, false]);
  const client = new Client(url);
  await client.connect();
  await client.query(
    `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`,
  );
  await client.end();
  await second.leads().catch(() => false);
  expect([await third.leads(), await second.leads()].filter((leads) => leads)).toHaveLength(1);
  await second.close();
  await third.close();
});

it('refuses a database that is behind, and says what to do', async () => {
  const url = await createDatabase();
  await expect(openStore({ kind: 'postgres', url })).rejects.toThrow(SchemaBehindError);
  await expect(openStore({ kind: 'postgres', url })).rejects.toThrow('Run `npm run roundtable -- migrate`');
});

it('migrates once when several processes do it at once, and everything into its own schema', async () => {
  const url = await createDatabase();
  const runs = await Promise.all(Array.from({ length: 4 }, () => migratePostgres(url)));
  const all = readdirSync('src/store/migrations').filter((file) => file.endsWith('.sql')).length;
  expect(runs.map((names) => names.length).sort()).toEqual([0, 0, 0, all]);
  expect(await migratePostgres(url)).toEqual([]);
  const client = new Client(url);
  await client.connect();
  const { rows } = await client.query(
    `select table_schema as schema from information_schema.tables where table_schema not in ('pg_catalog', 'information_schema') group by 1`,
  );
  const storage = await client.query(
    `select attstorage from pg_attribute where attrelid = 'roundtable.seals'::regclass and attname = 'sealed'`,
  );
  await client.end();
  expect(rows).toEqual([{ schema: 'roundtable' }]);
  expect(storage.rows).toEqual([{ attstorage: 'e' }]);
});

it('survives the loss of its connections, idle or in a transaction, and says what failed', async () => {
  const url = await createMigrated();
  const store = await openStore({ kind: 'postgres', url });
  await store.ping();
  const client = new Client(url);
  await client.connect();
  const cutAll = () =>
    client.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
    );
  const cut = store.transact(async (tx) => {
    await circleTable.list(tx);
    await cutAll();
    await circleTable.list(tx);
  });
  await expect(cut).rejects.toBeInstanceOf(StoreError);
  await expect(cut).rejects.toMatchObject({ code: 'unavailable' });
  await store.ping();
  await cutAll();
  await store.ping().catch(() => undefined);
  await store.ping();
  await client.end();
  await store.close();
});

it('says that a server which is not there does not answer', async () => {
  const nowhere = openStore({ kind: 'postgres', url: 'postgres://nobody:SECRETPASSWORD@127.0.0.1:1/none' });
  await expect(nowhere).rejects.toMatchObject({ code: 'unavailable' });
  await expect(nowhere).rejects.not.toThrow('SECRETPASSWORD');
});
