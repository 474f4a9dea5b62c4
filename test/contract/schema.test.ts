import { execFileSync } from 'node:child_process';
import { cpSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import config from '../../drizzle.config.ts';
import { temporaryFolder } from '../support/folders.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = temporaryFolder('schema');
afterAll(() => folder.remove());

it('has a migration for every change of the schema', () => {
  const out = join(folder.path, 'migrations');
  cpSync(join(root, 'src/store/migrations'), out, { recursive: true });
  const copy = join(folder.path, 'drizzle.config.json');
  // A path from here: drizzle-kit puts "./" before any.
  writeFileSync(copy, JSON.stringify({ ...config, out: relative(root, out) }));
  const told = execFileSync(
    process.execPath,
    ['node_modules/drizzle-kit/bin.cjs', 'generate', `--config=${copy}`],
    { cwd: root, encoding: 'utf8' },
  );
  expect(told).toContain('No schema changes');
});
