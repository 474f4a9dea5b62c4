import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const program = join(root, 'dist/src/main.js');

/** The path of the built server, built again first where a source is newer. What is measured is what production runs. */
export function builtServer(): string {
  const built = existsSync(program) ? statSync(program).mtimeMs : 0;
  if (['src', 'adapters', 'jobs'].some((folder) => newest(join(root, folder)) > built)) {
    execFileSync(process.execPath, [join(root, 'scripts/build.mjs')], { stdio: 'inherit' });
  }
  return program;
}

function newest(folder: string): number {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return Math.max(
    ...entries
      .filter((entry) => entry.isFile())
      .map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs),
  );
}
