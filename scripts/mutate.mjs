// Changes the rules in small ways, and sees whether their quick tests go red: `npm run mutate`, or a part of them with
// `npm run mutate -- 'src/features/rota/rules/**'`. Enumerations and long simulations are left out: they take a minute for
// each mutant. Ends with 1 where fewer than 90 of 100 are killed.
import { relative } from 'node:path';
import { Stryker } from '@stryker-mutator/core';

const ALL = ['src/features/{release,rota,governance}/rules/**/*.ts', 'src/core/calendar/**/*.ts'];
const LEAST = 90;

/** Stryker's schema: https://stryker-mutator.io/docs/stryker-js/configuration/ */
const OPTIONS = {
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
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

const chosen = process.argv.slice(2);
const results = await new Stryker({ ...OPTIONS, mutate: chosen.length > 0 ? chosen : ALL }).runMutationTest();
const mutants = results.filter(counts);
const left = mutants.filter(lives);
for (const mutant of left) console.log(`survived: ${place(mutant)} ${mutant.replacement}`);
const share = mutants.length === 0 ? 100 : (100 * (mutants.length - left.length)) / mutants.length;
console.log(`${mutants.length - left.length} of ${mutants.length} mutants killed: ${share.toFixed(1)} %.`);
process.exitCode = share < LEAST ? 1 : 0;
