import { readdirSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { is } from 'drizzle-orm';
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core';
import { beforeAll, expect, test } from 'vitest';
import { CORE_KEEPS, OF_PERSON } from '../../src/core/tables/erasing.ts';
import { DECLARED } from '../../src/features/index.ts';

const IN_CORE = 'src/core/tables/';
const inTables = (file: string) => file.startsWith(IN_CORE) || /^src\/features\/[^/]+\/tables[/.]/.test(file);

interface Kept {
  readonly file: string;
  readonly name: string;
  readonly value: unknown;
}
const everything: Kept[] = [];

beforeAll(async () => {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).map((file) => `src/${file}`);
  for (const file of files.filter((each) => inTables(each) && each.endsWith('.ts'))) {
    const module: object = await import(/* @vite-ignore */ pathToFileURL(file).href);
    for (const [name, value] of Object.entries(module)) everything.push({ file, name, value });
  }
});

const tables = () => everything.flatMap(({ value }) => (is(value, PgTable) ? [getTableConfig(value)] : []));
const nameOf = (column: { readonly table: object; readonly name: string }) =>
  `${getTableConfig(column.table as PgTable).name}.${column.name}`;

test('no table is declared twice, and none is missing', () => {
  const names = tables().map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThan(25);
});

test.each([
  ['members', () => [CORE_KEEPS, ...DECLARED.kept].flatMap(({ members }) => members)],
  ['people', () => OF_PERSON],
] as const)('every column that points to %s says how it is erased, once', (pointedTo, declared) => {
  const pointing = tables().flatMap(({ foreignKeys }) =>
    foreignKeys
      .map((key) => key.reference())
      .filter(({ foreignTable }) => getTableConfig(foreignTable).name === pointedTo)
      .flatMap(({ columns, foreignColumns }) => columns.filter((_, at) => foreignColumns[at]?.name === 'id')),
  );
  const said = declared().map(({ column }) => nameOf(column));
  expect(said.sort()).toEqual(pointing.map(nameOf).sort());
});

test('what a feature says of its tables reaches the core', () => {
  const said = everything.filter(({ file, name }) => !file.startsWith(IN_CORE) && /Kept$/.test(name));
  expect(said.length).toBeGreaterThan(5);
  for (const { file, value } of said) expect(DECLARED.kept, file).toContain(value);
});
