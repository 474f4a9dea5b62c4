import { readdirSync, readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

/** Enumerations and long simulations: a minute for each mutant. */
const SLOW = /intruder|rota\/(declines|absence|voice-bound)/;
const onDatabase = (file: string) => readFileSync(file, 'utf8').includes('support/test-core');
const ofRules = ['core', 'features'].flatMap((folder) =>
  readdirSync(`test/${folder}`, { recursive: true, encoding: 'utf8' })
    .map((file) => `test/${folder}/${file}`)
    .filter((file) => file.endsWith('.test.ts') && !onDatabase(file)),
);

/** For `npm run mutate`: the tests of rules alone, without a database and without servers. */
export default defineConfig({
  test: {
    include: ofRules.filter((file) => !SLOW.test(file)),
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
