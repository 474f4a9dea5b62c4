import { mkdtempSync } from 'node:fs';
import { chmod, mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { circleTable } from '../../src/core/tables/circles.ts';
import { roundTable } from '../../src/features/release/tables/rounds.ts';
import { FolderInUseError } from '../../src/store/embedded/process-lock.ts';
import { openStore } from '../../src/store/store.ts';
import { copyEmbedded, embeddedFolder } from '../support/servers-shared.ts';
import { seedRound, signal } from './store.fixtures.ts';
import { storeContract } from './store.suite.ts';
import { storeTransactionContract } from './store-transactions.suite.ts';

const root = embeddedFolder('store');
afterAll(() => root.remove());

const emptyFolder = () => mkdtempSync(join(root.path, 'data-'));
const openEmpty = async () => {
  const folder = join(emptyFolder(), 'copied');
  await copyEmbedded(folder);
  return openStore({ kind: 'embedded', folder });
};

storeContract('PGlite', openEmpty);
storeTransactionContract('PGlite', openEmpty);

it('keeps a folder for its owner only, held by one opening at a time', async () => {
  const folder = join(root.path, 'not', 'there', 'yet');
  const store = await openStore({ kind: 'embedded', folder });
  const modes = await Promise.all(
    ['', 'database', 'database.lock'].map(async (name) => (await stat(join(folder, name))).mode & 0o777),
  );
  expect(modes).toEqual([0o700, 0o700, 0o600]);
  const second = openStore({ kind: 'embedded', folder });
  await expect(second).rejects.toThrow(FolderInUseError);
  await expect(second).rejects.toThrow(`process (${process.pid})`);
  const { round, seal } = await seedRound(store);
  await store.close();
  await store.close();
  expect(await readdir(folder)).toEqual(['database']);

  await mkdir(join(folder, 'database.half-made'));
  await writeFile(join(folder, 'database.half-made', 'PG_VERSION'), '18');
  const reopened = await openStore({ kind: 'embedded', folder });
  expect(await roundTable.seal(reopened, round.id)).toEqual(seal);
  await reopened.close();
  expect(await readdir(folder)).toEqual(['database']);
});

it('keeps every file for its owner only, also those that an earlier version left open to others', async () => {
  const folder = emptyFolder();
  const open = () => openStore({ kind: 'embedded', folder });
  const others = async () => {
    const modes = new Set<string>();
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      const { mode } = await stat(join(entry.parentPath, entry.name));
      modes.add(`${entry.isDirectory() ? 'folder' : 'file'} ${(mode & 0o777).toString(8)}`);
    }
    return [...modes].sort();
  };
  const ownersOnly = ['file 600', 'folder 700'];
  const store = await open();
  expect(await others()).toEqual(ownersOnly);
  await seedRound(store);
  await store.tidy();
  expect(await others()).toEqual(ownersOnly);
  await store.close();
  await chmod(join(folder, 'database', 'base'), 0o755);
  await chmod(join(folder, 'database', 'PG_VERSION'), 0o666);
  await (await open()).close();
  expect(await others()).toEqual(ownersOnly);
});

it('makes single statements wait for the open transaction instead of joining it', async () => {
  const store = await openEmpty();
  const entered = signal();
  const leave = signal();
  const undone = store.transact(async (tx) => {
    await circleTable.organisation(tx, 'inside', 'inside');
    entered.give();
    await leave.given;
    throw new Error('undo');
  });
  await entered.given;
  const outside = circleTable.organisation(store, 'outside', 'outside');
  leave.give();
  await expect(undone).rejects.toThrow('undo');
  expect(await outside).toBe('outside');
  expect(await circleTable.organisation(store, 'inside', 'other')).toBe('other');
  expect(await circleTable.organisation(store, 'outside', 'other')).toBe('outside');
  await store.close();
});
