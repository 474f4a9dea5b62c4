import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { Client } from 'pg';

export interface Finding {
  readonly needle: string;
  /** The file, relative to the folder, or the table. */
  readonly where: string;
}

export interface FileOnDisk {
  /** Relative to the folder. */
  readonly where: string;
  readonly content: Buffer;
}

/**
 * Looks for words in files, whatever their format: database pages with dead rows, write-ahead log, temporary files. Each
 * needle is looked for as UTF-8, UTF-16, hexadecimal and base64 (in all three alignments; a form of fewer than six
 * characters is left out, as it would stand in any file by chance). Says nothing of what was compressed or encrypted.
 */
export async function search(
  files: AsyncIterable<FileOnDisk>,
  needles: readonly string[],
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for await (const { where, content } of files) {
    findings.push(...findIn(content, needles).map((needle) => ({ needle, where })));
  }
  return findings;
}

export async function* filesIn(
  folder: string,
  leaveOut: (path: string) => boolean = () => false,
): AsyncGenerator<FileOnDisk> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const where = relative(folder, join(entry.parentPath, entry.name));
    if (entry.isFile() && !leaveOut(where)) yield { where, content: await readIfThere(join(folder, where)) };
  }
}

/** Which of the words are in these bytes, in one of the forms that `search` knows. */
export function findIn(content: Buffer, needles: readonly string[]): readonly string[] {
  return needles.filter((needle) => formsOf(needle).some((form) => content.includes(form)));
}

/** Every row of every table of a PostgreSQL database as text, system catalogues left out, by `schema.table`. */
export async function dumpPostgres(url: string): Promise<ReadonlyMap<string, string>> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const tables = await client.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables
       where schemaname not in ('pg_catalog', 'information_schema') order by 1`,
    );
    const dump = new Map<string, string>();
    for (const { name } of tables.rows) {
      const { rows } = await client.query<{ row: string }>(`select t::text as row from ${name} t order by 1`);
      dump.set(name, rows.map(({ row }) => row).join('\n'));
    }
    return dump;
  } finally {
    await client.end();
  }
}

/**
 * What a PostgreSQL server has on disk of this database, and all that its databases share, such as the write-ahead log. It
 * writes out first what it holds in memory.
 */
export async function* postgresFiles(url: string): AsyncGenerator<FileOnDisk> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('checkpoint');
    const { rows } = await client.query<{ folder: string; own: string }>(
      `select current_setting('data_directory') as folder, oid::text as own
       from pg_database where datname = current_database()`,
    );
    const [{ folder, own } = { folder: '', own: '' }] = rows;
    yield* filesIn(folder, (path) => /^base\/\d+\//.test(path) && !path.startsWith(`base/${own}/`));
  } finally {
    await client.end();
  }
}

function formsOf(needle: string): Buffer[] {
  const bytes = Buffer.from(needle, 'utf8');
  const hex = bytes.toString('hex');
  const texts = [hex, hex.toUpperCase(), ...base64Forms(bytes)];
  return [bytes, Buffer.from(needle, 'utf16le'), ...texts.map((text) => Buffer.from(text, 'latin1'))];
}

/** The part of the base64 text that does not depend on what stands before and after. */
function base64Forms(bytes: Buffer): string[] {
  return [0, 1, 2]
    .map((offset) => {
      const whole = Buffer.concat([Buffer.alloc(offset), bytes])
        .toString('base64')
        .replace(/=+$/, '');
      const skip = offset === 0 ? 0 : offset + 1;
      const lastIsShared = (offset + bytes.length) % 3 !== 0;
      return whole.slice(skip, lastIsShared ? -1 : undefined);
    })
    .filter((form) => form.length >= 6);
}

/** A running server removes files while they are listed; what is gone holds nothing. */
async function readIfThere(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  }
}
