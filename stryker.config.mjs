/**
 * `npm run mutate` mutates the rules whole, `npm run mutate -- --mutate 'src/features/rota/rules/**'` one part of them.
 * Strings stay as they are: what a refusal is called is held by types.
 * @type {import('@stryker-mutator/api/core').PartialStrykerOptions}
 */
export default {
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  vitest: { configFile: 'vitest.mutation.config.ts', related: false },
  mutate: ['src/features/{release,rota,governance}/rules/**/*.ts', 'src/core/calendar/**/*.ts'],
  mutator: { excludedMutations: ['StringLiteral'] },
  coverageAnalysis: 'perTest',
  ignoreStatic: true,
  concurrency: 2,
  timeoutMS: 60_000,
  dryRunTimeoutMinutes: 30,
  reporters: ['clear-text', 'progress'],
  thresholds: { high: 95, low: 90, break: 90 },
  tempDirName: 'node_modules/.stryker',
};
