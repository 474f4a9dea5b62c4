import { execFileSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { temporaryFolder } from '../support/folders.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = temporaryFolder('schema');
afterAll(() => folder.remove());

it('has a migration for every change of the schema', () => {
  const out = join(folder.path, 'migrations');
  cpSync(join(root, 'src/store/migrations'), out, { recursive: true });
  const told = execFileSync(
    process.execPath,
    [
      'node_modules/drizzle-kit/bin.cjs',
      'generate',
      '--dialect=postgresql',
      '--schema=./src/store/schema/*.ts',
      // A path from here: drizzle-kit puts "./" before any.
      `--out=${relative(root, out)}`,
    ],
    { cwd: root, encoding: 'utf8' },
  );
  expect(told).toContain('No schema changes');
});
