// Builds dist/: the compiled sources, and beside them every file they read at run time.
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc');

// A file that was deleted from the sources must not live on in dist/.
rmSync(`${root}dist`, { recursive: true, force: true });
const compiled = spawnSync(process.execPath, [compiler, '-p', 'tsconfig.build.json'], {
  cwd: root,
  stdio: 'inherit',
});
if (compiled.status !== 0) process.exit(compiled.status ?? 1);

// Migrations, style sheets, examples: whatever is no TypeScript keeps its place, so that paths relative to a module hold.
for (const folder of ['src', 'adapters', 'jobs', 'examples']) {
  if (!existsSync(`${root}${folder}`)) continue;
  cpSync(`${root}${folder}`, `${root}dist/${folder}`, {
    recursive: true,
    filter: (path) => statSync(path).isDirectory() || !path.endsWith('.ts'),
  });
}

const command = `${root}dist/src/cli.js`;
if (existsSync(command)) chmodSync(command, 0o755);
