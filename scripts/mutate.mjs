// Changes the sources in small ways, and sees whether their quick tests go red. `npm run mutate`: the rules, of whose mutants 90 of 100
// have to be killed; a part of them with `npm run mutate -- 'src/features/rota/rules/**'`. `npm run mutate -- use-cases`: a seeded
// sample of the mutants of use cases, of which 80 of 100 have to be. Enumerations and long simulations are left out: they take a
// minute for each mutant. Ends with 1 where fewer are killed.
import { readdirSync } from 'node:fs';
import { relative } from 'node:path';
import { Stryker } from '@stryker-mutator/core';
import { keyOf, sampleOf } from './mutation-sample.mjs';

const RULES = ['src/features/{release,rota,governance}/rules/**/*.ts', 'src/core/calendar/**/*.ts'];
const USE_CASES = readdirSync('src/features', { recursive: true, encoding: 'utf8' })
  .filter((file) => /\/use-cases(\/.*)?\.ts$/.test(file))
  .map((file) => `src/features/${file}`);
const SAMPLED = 200;

/** Stryker's schema: https://stryker-mutator.io/docs/stryker-js/configuration/ */
const OPTIONS = {
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner', './scripts/mutation-sample.mjs'],
  vitest: { configFile: 'vitest.mutation.config.ts', related: false },
  // What a refusal is called is held by types.
  mutator: { excludedMutations: ['StringLiteral'] },
  coverageAnalysis: 'perTest',
  ignoreStatic: true,
  concurrency: Number(process.env.MUTATION_WORKERS ?? 2),
  timeoutMS: 20_000,
  dryRunTimeoutMinutes: 30,
  reporters: ['progress-append-only'],
  tempDirName: 'node_modules/.stryker',
};

const lives = ({ status }) => status === 'Survived' || status === 'NoCoverage';
const counts = ({ status }) => lives({ status }) || status === 'Killed' || status === 'Timeout';
const place = ({ fileName, location: { start } }) =>
  `${relative('.', fileName)}:${start.line}:${start.column}`;

async function run(mutate, least, sample = null) {
  process.env.MUTATED = sample === null ? 'rules' : 'use-cases';
  process.env.MUTATION_SAMPLE = JSON.stringify(sample);
  const checkers = sample === null ? [] : ['sample'];
  const results = await new Stryker({ ...OPTIONS, checkers, mutate }).runMutationTest();
  const mutants = results.filter(counts).filter((each) => sample === null || sample.includes(keyOf(each, 1)));
  const left = mutants.filter(lives);
  for (const mutant of left) console.log(`${mutant.status}: ${place(mutant)} ${mutant.replacement}`);
  const share = mutants.length === 0 ? 100 : (100 * (mutants.length - left.length)) / mutants.length;
  const late = mutants.filter(({ status }) => status === 'Timeout').length;
  console.log(
    `${mutants.length - left.length} of ${mutants.length} mutants killed, ${late} of them by taking too long: ${share.toFixed(1)} %.`,
  );
  process.exitCode = share < least ? 1 : 0;
}

const chosen = process.argv.slice(2);
if (chosen[0] === 'use-cases') await run(USE_CASES, 80, await sampleOf(USE_CASES, SAMPLED, OPTIONS.mutator));
else await run(chosen.length > 0 ? chosen : RULES, 90);
