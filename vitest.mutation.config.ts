import { readdirSync, readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

/** Enumerations and long simulations: a minute for each mutant. */
const SLOW = /intruder|rota\/(declines|absence|voice-bound)|edits-of-plans/;
const onDatabase = (file: string) => readFileSync(file, 'utf8').includes('support/test-core');
const withDatabase = process.env.MUTATED === 'use-cases';
const quick = ['core', 'features'].flatMap((folder) =>
  readdirSync(`test/${folder}`, { recursive: true, encoding: 'utf8' })
    .map((file) => `test/${folder}/${file}`)
    .filter((file) => file.endsWith('.test.ts') && onDatabase(file) === withDatabase),
);

/** For `npm run mutate`, without servers: the tests of rules alone, or those of use cases, on a database in memory. */
export default defineConfig({
  test: {
    include: quick.filter((file) => !SLOW.test(file)),
    setupFiles: ['test/support/seeded-properties.ts'],
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
