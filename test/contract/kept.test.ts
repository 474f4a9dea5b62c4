import { readdirSync, readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { is } from 'drizzle-orm';
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core';
import { drizzle } from 'drizzle-orm/pg-proxy';
import { beforeAll, expect, test } from 'vitest';
import type { CircleId } from '../../src/core/circle.ts';
import { CORE_KEEPS, OF_PERSON } from '../../src/core/tables/erasing.ts';
import { DECLARED } from '../../src/features/index.ts';
import type { Database } from '../../src/store/database.ts';

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
  ['members', 'member_id', () => [CORE_KEEPS, ...DECLARED.kept].flatMap(({ members }) => members)],
  ['people', 'person_id', () => OF_PERSON],
] as const)('every column that points to %s says how it is erased, once', (pointedTo, name, declared) => {
  const pointing = tables().flatMap(({ foreignKeys }) =>
    foreignKeys
      .map((key) => key.reference())
      .filter(({ foreignTable }) => getTableConfig(foreignTable).name === pointedTo)
      .flatMap(({ columns, foreignColumns }) => columns.filter((_, at) => foreignColumns[at]?.name === 'id')),
  );
  // Also one that forgot its foreign key.
  const named = tables()
    .flatMap(({ columns }) => columns)
    .filter((column) => column.name === name || column.name.endsWith(`_${name}`));
  const said = declared().map(({ column }) => nameOf(column));
  expect(said.sort()).toEqual([...new Set([...pointing, ...named].map(nameOf))].sort());
});

test('every table of a circle says whether its past is erased', async () => {
  const statements: string[] = [];
  const listening = drizzle(async (statement) => {
    statements.push(statement);
    return { rows: [] };
  }) as unknown as Database;
  const past = { circleId: '' as CircleId, before: 0, week: '2026-W01' } as const;
  for (const { erasePast } of DECLARED.kept) await erasePast?.(listening, past);
  const deleted = new Set(
    statements.flatMap((each) =>
      [...each.matchAll(/delete from (?:"\w+"\.)?"(\w+)"/g)].map(([, name]) => name),
    ),
  );
  const cascading = tables().filter(({ foreignKeys }) =>
    foreignKeys.some(
      (key) => key.onDelete === 'cascade' && deleted.has(getTableConfig(key.reference().foreignTable).name),
    ),
  );
  const erased = new Set([...deleted, ...cascading.map(({ name }) => name)]);
  const stays = [CORE_KEEPS, ...DECLARED.kept].flatMap(({ pastStays }) => pastStays ?? []);
  const staying = stays.map(({ table }) => getTableConfig(table).name);
  const ofCircles = tables().flatMap(({ name, columns }) =>
    columns.some((column) => column.name === 'circle_id') ? [name] : [],
  );
  expect(ofCircles.filter((name) => !erased.has(name)).sort()).toEqual(staying.sort());
});

test('what a feature says of its tables reaches the core', () => {
  const said = everything.filter(({ file, name }) => !file.startsWith(IN_CORE) && /Kept$/.test(name));
  expect(said.length).toBeGreaterThan(5);
  for (const { file, value } of said) expect(DECLARED.kept, file).toContain(value);
});

test('whenever a feature says that work comes due, the core asks', () => {
  const asked: unknown[] = [
    ...DECLARED.earliestSweeps,
    ...Object.values(DECLARED.dueWork).map(({ earliest }) => earliest),
  ];
  const said = everything.filter(({ name }) => name.startsWith('EARLIEST_'));
  expect(said.length).toBeGreaterThan(5);
  for (const { file, name, value } of said) expect(asked.includes(value), `${name} of ${file}`).toBe(true);
});

test('what takes a context alone, and is called by nobody else, is swept', async () => {
  const sources = ['src', 'adapters', 'jobs'].flatMap((root) =>
    readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => ({ file: `${root}/${file}`, text: readFileSync(`${root}/${file}`, 'utf8') })),
  );
  const calling = sources.filter(({ file }) => !/^src\/features\/[^/]+\/feature\.ts$/.test(file));
  const taking = sources.flatMap(({ file, text }) =>
    /^src\/features\/[^/]+\/(sweep|use-cases)[/.]/.test(file)
      ? [...text.matchAll(/^export async function (\w+)\([^()]*: Context\): Promise<void>/gm)].map(
          ([, name = '']) => ({ file, name }),
        )
      : [],
  );
  const swept = taking.filter(
    ({ file, name }) =>
      !calling.some((each) => each.file !== file && new RegExp(`\\b${name}\\b`).test(each.text)),
  );
  expect(swept.length).toBeGreaterThan(4);
  const declared: readonly unknown[] = DECLARED.sweeps;
  for (const { file, name } of swept) {
    const module: Readonly<Record<string, unknown>> = await import(
      /* @vite-ignore */ pathToFileURL(file).href
    );
    expect(declared.includes(module[name]), `${name} of ${file}`).toBe(true);
  }
  expect(declared).toHaveLength(swept.length);
});
