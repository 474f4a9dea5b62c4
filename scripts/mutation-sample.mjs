// A seeded sample of the mutants of some files, as a checker for StrykerJS: it lets those of the sample through, and no other is run.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { CheckStatus } from '@stryker-mutator/api/check';
import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import { Instrumenter } from '@stryker-mutator/instrumenter';

/** What is told apart by where it stands and what it becomes. `firstLine`: how the first line of a file is counted. */
export function keyOf({ fileName, location: { start, end }, replacement }, firstLine = 0) {
  const place = [start.line - firstLine, start.column, end.line - firstLine, end.column];
  return createHash('sha256')
    .update(JSON.stringify([relative('.', fileName), place, replacement]))
    .digest('base64');
}

/** So many mutants of these files, by their hashes: an edit elsewhere changes none of them. */
export async function sampleOf(files, count, { excludedMutations }) {
  const silent = { debug() {}, info() {}, warn() {}, isDebugEnabled: () => false };
  const { mutants } = await new Instrumenter(silent).instrument(
    files.map((name) => ({ name: resolve(name), mutate: true, content: readFileSync(name, 'utf8') })),
    { plugins: null, excludedMutations, ignorers: [] },
  );
  return mutants
    .map((mutant) => keyOf(mutant))
    .sort()
    .slice(0, count);
}

class Sample {
  #keys = new Set(JSON.parse(process.env.MUTATION_SAMPLE ?? '[]'));

  async init() {}

  async check(mutants) {
    const passes = (mutant) =>
      this.#keys.has(keyOf(mutant))
        ? { status: CheckStatus.Passed }
        : { status: CheckStatus.CompileError, reason: 'not of the sample' };
    return Object.fromEntries(mutants.map((mutant) => [mutant.id, passes(mutant)]));
  }

  async group(mutants) {
    return [mutants.map(({ id }) => id)];
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.Checker, 'sample', Sample)];
